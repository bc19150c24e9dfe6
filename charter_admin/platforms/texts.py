"""The charter texts of a platform: its own words where it wrote some, the standard ones elsewhere."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from sqlalchemy import Select

from charter_admin import values as check
from charter_admin.editing import editing, remove
from charter_admin.errors import NotFound, Stale
from charter_admin.i18n import LOCALES
from charter_admin.organizations.scope import Scope
from charter_admin.platforms.models import CharterText, Platform, TextTemplate
from charter_admin.platforms.standard_texts import KEYS, Words, standard
from charter_admin.translated import State, after, settled

NOTHING = Words("", "")


@dataclass(frozen=True)
class Section:
    """A section as it holds in one language; title and body are empty where nobody wrote any.

    `revision` is 0 while the platform has no words of its own for the section in any language. `behind` is what is
    kept about its translations (charter_admin.translated).
    """

    key: str
    title: str
    body: str
    customised: bool
    revision: int
    behind: State = field(default_factory=dict, compare=False)


def sections(scope: Scope, platform: Platform, locale: str) -> list[Section]:
    """Every section of the charter in one language, in the order of the page."""
    return sections_of(scope.session.scalars(_rows(scope, platform)), locale)


def in_languages(scope: Scope, platform: Platform) -> dict[str, list[Section]]:
    """The same in each of the platform's languages, with the rows read once."""
    rows = scope.session.scalars(_rows(scope, platform)).all()
    return {locale: sections_of(rows, locale) for locale in platform.locales}


def sections_of(rows: Iterable[CharterText], locale: str) -> list[Section]:
    """Every section in one language, from rows of one platform that were read already."""
    own = {row.key: row for row in rows}
    return [_section(key, own.get(key), locale) for key in KEYS]


def section(scope: Scope, platform: Platform, locale: str, key: str) -> Section:
    """One of them. Raises NotFound for a key or a language the platform does not have."""
    if key not in KEYS or locale not in platform.locales:
        raise NotFound()
    return _section(key, _row(scope, platform, key), locale)


def save(scope: Scope, platform: Platform, locale: str, key: str, words: Words, revision: int) -> Section:
    """Keeps the platform's own words. Raises NotFound, Invalid, and Stale when `revision` is not the stored one."""
    scope.require("platform.write")
    held = section(scope, platform, locale, key)
    if revision != held.revision:
        raise Stale({"title": held.title, "body": held.body, "revision": held.revision})
    checked = _checked(words)
    row = _row(scope, platform, key)
    if row is None:
        own = {"title": {locale: checked.title}, "body": {locale: checked.body}}
        made = CharterText(platform_id=platform.id, key=key, **own)
        made.keep_behind("body", after({}, _spoken(None, key), _spoken(made, key)))
        row = scope.add(made)
        scope.session.expire(platform, ["texts"])
    else:
        _put(scope, row, locale, revision, checked)
    return _section(key, row, locale)


def reset(scope: Scope, platform: Platform, locale: str, key: str) -> None:
    """Goes back to the standard words of one language. Raises NotFound."""
    scope.require("platform.write")
    section(scope, platform, locale, key)
    row = _row(scope, platform, key)
    if row is None or locale not in row.body:
        return
    if set(row.body) == {locale}:
        remove(scope, row, words_in(locale))
        scope.session.expire(platform, ["texts"])
    else:
        _put(scope, row, locale, row.revision, None)


def settle(scope: Scope, platform: Platform, key: str, locale: str, source: str, seen: str) -> None:
    """Keeps that somebody saw a section in two languages and says they agree (charter_admin.translated.settled)."""
    scope.require("platform.write")
    row = _row(scope, platform, key)
    state = settled(row.behind_of("body"), _spoken(row, key), locale, source, seen) if row else {}
    if row and state != row.behind_of("body"):
        with editing(scope, row, row.revision, words_in(locale)):
            row.keep_behind("body", state)


def joined(*parts: str) -> str:
    """The parts of one text as one string, to compare it by."""
    return "\n".join(parts)


def _put(scope: Scope, row: CharterText, locale: str, revision: int, words: Words | None) -> None:
    with editing(scope, row, revision, words_in(locale)):
        before = _spoken(row, row.key)
        row.title = _without(row.title, locale) | ({locale: words.title} if words else {})
        row.body = _without(row.body, locale) | ({locale: words.body} if words else {})
        row.keep_behind("body", after(row.behind_of("body"), before, _spoken(row, row.key)))


def _spoken(row: CharterText | None, key: str) -> Mapping[str, str]:
    """What a section says in every language that says something, in own words or in the standard ones."""
    every = ((locale, _section(key, row, locale)) for locale in LOCALES)
    return {locale: joined(section.title, section.body) for locale, section in every if section.body}


def _without(texts: dict[str, str], locale: str) -> dict[str, str]:
    return {language: text for language, text in texts.items() if language != locale}


def _checked(words: Words) -> Words:
    return Words(check.required("title", words.title), check.required_lines("body", words.body, check.SECTION))


def words_in(locale: str) -> Callable[[CharterText | TextTemplate], Words]:
    """Gives what a row says in one language; nothing where it says nothing."""
    return lambda row: Words(row.title.get(locale, ""), row.body.get(locale, ""))


def _section(key: str, row: CharterText | None, locale: str) -> Section:
    customised = row is not None and locale in row.body
    words = words_in(locale)(row) if row is not None and customised else standard(key, locale) or NOTHING
    behind = row.behind_of("body") if row else {}
    return Section(key, words.title, words.body, customised, row.revision if row else 0, behind)


def _row(scope: Scope, platform: Platform, key: str) -> CharterText | None:
    return scope.session.scalar(_rows(scope, platform).where(CharterText.key == key))


def _rows(scope: Scope, platform: Platform) -> Select[tuple[CharterText]]:
    return scope.select(CharterText).where(CharterText.platform_id == platform.id)
