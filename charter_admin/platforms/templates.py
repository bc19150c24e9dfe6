"""The organization's own charter texts, which new platforms start from and others can be brought to.

A platform's text follows its template while nobody changed it there: the digest of the words it took tells.
"""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from charter_admin import values as check
from charter_admin.editing import editing, remove
from charter_admin.errors import NotFound, Stale
from charter_admin.i18n import LOCALES
from charter_admin.jobs import queue
from charter_admin.jobs.lease import Outcome
from charter_admin.jobs.models import DONE, UNCHANGED, Job, JobItem
from charter_admin.organizations.scope import Scope
from charter_admin.platforms.models import CharterText, Platform, TextTemplate
from charter_admin.platforms.standard_texts import KEYS, Words, standard
from charter_admin.platforms.texts import NOTHING, Section, words_in

KIND = "texts"
# How a platform's text stands beside the template: it says the same; it has none of its own, or an earlier wording
# of the template, and will get the words; or it was changed there.
SAME, NEW, FOLLOWS, CHANGED = "same", "new", "follows", "changed"
DIGEST = 16


@dataclass(frozen=True)
class Standing:
    """How one section of a platform stands in one language."""

    key: str
    locale: str
    state: str


def every(scope: Scope) -> dict[str, TextTemplate]:
    """The templates by the key of their section."""
    return {row.key: row for row in scope.session.scalars(scope.select(TextTemplate))}


def section(scope: Scope, key: str, locale: str) -> Section:
    """The organization's words for a section, the standard ones where it has none. Raises NotFound."""
    if key not in KEYS or locale not in LOCALES:
        raise NotFound()
    row = every(scope).get(key)
    own = row is not None and locale in row.body
    words = words_in(locale)(row) if row is not None and own else standard(key, locale) or NOTHING
    return Section(key, words.title, words.body, own, row.revision if row else 0)


def save(scope: Scope, key: str, locale: str, words: Words, revision: int) -> TextTemplate:
    """Keeps the organization's words. Raises NotFound, Invalid, and Stale when `revision` is not the stored one."""
    scope.require("platform.write")
    held = section(scope, key, locale)
    if held.revision != revision:
        raise Stale({"title": held.title, "body": held.body, "revision": held.revision})
    title, body = check.required("title", words.title), check.required_lines("body", words.body, check.SECTION)
    row = every(scope).get(key)
    if row is None:
        return scope.add(TextTemplate(key=key, title={locale: title}, body={locale: body}))
    with editing(scope, row, revision, words_in(locale)):
        row.title, row.body = row.title | {locale: title}, row.body | {locale: body}
    return row


def drop(scope: Scope, key: str, locale: str) -> None:
    """Ends the template in one language; platforms keep the words they took."""
    scope.require("platform.write")
    row = every(scope).get(key)
    if row is None or locale not in row.body:
        return
    if set(row.body) == {locale}:
        remove(scope, row, words_in(locale))
        return
    with editing(scope, row, row.revision, words_in(locale)):
        row.title = {language: text for language, text in row.title.items() if language != locale}
        row.body = {language: text for language, text in row.body.items() if language != locale}


def standings(scope: Scope, platforms: Collection[Platform]) -> dict[int, list[Standing]]:
    """How each platform stands beside the templates in its languages, by its id; two statements for any number."""
    held = every(scope)
    ids = [platform.id for platform in platforms]
    own: dict[int, dict[str, CharterText]] = {row_id: {} for row_id in ids}
    for row in scope.session.scalars(scope.select(CharterText).where(CharterText.platform_id.in_(ids))):
        own[row.platform_id][row.key] = row
    return {platform.id: list(_standings(platform, held, own[platform.id])) for platform in platforms}


def bring(scope: Scope, platform: Platform, *, overwrite: bool = False) -> int:
    """Gives a platform the words of the templates; what was changed there only if `overwrite`. How many it took."""
    scope.require("platform.write")
    held = every(scope)
    rows = scope.session.scalars(scope.select(CharterText).where(CharterText.platform_id == platform.id))
    own = {row.key: row for row in rows}
    wanted = (NEW, FOLLOWS, CHANGED) if overwrite else (NEW, FOLLOWS)
    taken = [standing for standing in _standings(platform, held, own) if standing.state in wanted]
    for standing in taken:
        row = own.get(standing.key) or _empty(scope, platform, standing.key, own)
        _take(row, words_in(standing.locale)(held[standing.key]), standing.locale)
    scope.session.flush()
    scope.session.expire(platform, ["texts"])
    return len(taken)


def enqueue(scope: Scope, platforms: Sequence[Platform], *, overwrite: bool) -> Job:
    """The job that brings the platforms to the templates. Raises Refused where there are none."""
    subjects = ((platform.public_id, platform.name) for platform in platforms)
    return queue.enqueue(scope, KIND, "platform.write", subjects, {"overwrite": overwrite})


def bring_one(scope: Scope, job: Job, item: JobItem) -> Outcome:
    """Brings one platform to the templates. Raises NotFound."""
    platform = scope.get(Platform, public_id=item.subject)
    count = bring(scope, platform, overwrite=bool(job.payload["overwrite"]))
    return Outcome(DONE if count else UNCHANGED, values={"texts": count})


def _standings(
    platform: Platform, held: Mapping[str, TextTemplate], own: Mapping[str, CharterText]
) -> Iterator[Standing]:
    for key in KEYS:
        for locale in platform.locales:
            if key in held and locale in held[key].body:
                yield Standing(key, locale, _state(own.get(key), words_in(locale)(held[key]), locale))


def _state(row: CharterText | None, template: Words, locale: str) -> str:
    if row is None or locale not in row.body:
        return NEW
    words = words_in(locale)(row)
    if words == template:
        return SAME
    return FOLLOWS if row.taken.get(locale) == _digest(words) else CHANGED


def _empty(scope: Scope, platform: Platform, key: str, own: dict[str, CharterText]) -> CharterText:
    own[key] = scope.add(CharterText(platform_id=platform.id, key=key, title={}, body={}, taken={}))
    return own[key]


def _take(row: CharterText, words: Words, locale: str) -> None:
    row.title, row.body = row.title | {locale: words.title}, row.body | {locale: words.body}
    row.taken = row.taken | {locale: _digest(words)}


def _digest(words: Words) -> str:
    said: list[Any] = [words.title, words.body]
    return sha256(json.dumps(said).encode()).hexdigest()[:DIGEST]
