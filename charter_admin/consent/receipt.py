"""Reading a receipt as strictly as proof deserves: exactly these fields, of exactly these kinds. Pure."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from charter_admin.consent.strict import object_of
from charter_admin.errors import Invalid
from charter_admin.versions.banner import LAYOUTS
from charter_admin.versions.document import Document, consent_digest

LONGEST = 4096
# As long as the banner sends it (banner/bundle.py).
DIGEST_LENGTH = 16

# A banner tries again at the next visit, but a choice holds for thirteen months at most (CNIL, Guidelines of
# 17 September 2020); and clocks go wrong.
_BEHIND, _AHEAD = timedelta(days=400), timedelta(days=1)
_UUID = r"[0-9a-f]{8}-[0-9a-f]{4}-%s[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"
_SHAPES = {
    "id": _UUID % "7",
    "consent_id": _UUID % "[1-8]",
    "digest": f"[0-9a-f]{{{DIGEST_LENGTH}}}",
    "build": r"[0-9a-f]{12}",
    "locale": r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})?",
    "action": r"accept_all|refuse_all|customise|withdraw|expire|gpc",
    "time": r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,6})?Z",
    "layout": "|".join(LAYOUTS),
}
_FIELDS = {*_SHAPES, "version", "choices"}
# A pattern that is compiled anew, or only looked for among the compiled ones, costs more than it takes to match.
_MATCHES = {field: re.compile(shape).fullmatch for field, shape in _SHAPES.items()}
_SHAPED = tuple(_MATCHES.items())
_KEPT = tuple(_FIELDS - {"time"})
_PREVIOUS = "previous"  # which banners of earlier releases, kept by caches, do not send
# What each action says of the choices, besides that they are complete.
_CONTRARY: Mapping[str, Callable[[list[bool]], bool]] = {
    "accept_all": lambda given: not all(given),
    "refuse_all": any,
    "gpc": any,
    "expire": any,
    "withdraw": all,
}


@dataclass(frozen=True)
class Question:
    """What a version asked: the keys of the purposes, in which languages, under which consent digest, and where."""

    digest: str
    purposes: frozenset[str]
    locales: tuple[str, ...]
    domains: tuple[str, ...] = ()


@dataclass(frozen=True)
class Receipt:
    """One decision of one visitor; `claimed_at` is what the browser's clock said."""

    id: str
    consent_id: str
    version: int
    digest: str
    build: str
    locale: str
    action: str
    choices: Mapping[str, bool]
    layout: str
    claimed_at: datetime
    previous: str | None = None


def question(document: Document) -> Question:
    """What a charter asks visitors."""
    asked = frozenset(purpose.key for purpose in document.purposes if purpose.basis == "consent")
    site = document.platform
    return Question(consent_digest(document)[:DIGEST_LENGTH], asked, site.locales, site.domains)


def parse(body: bytes, question_of: Callable[[int], Question | None], now: datetime) -> Receipt:
    """The receipt a body holds, checked against the version it answers (`question_of` its number).

    Raises Invalid with the field that is wrong.
    """
    raw = object_of(body, "receipt")
    previous = raw.pop(_PREVIOUS, None)
    if set(raw) != _FIELDS:
        raise Invalid("receipt", "The fields are not those of a receipt.")
    for field, matches in _SHAPED:
        if not isinstance(raw[field], str) or not matches(raw[field]):
            raise Invalid(field, "This cannot be read.")
    _check_previous(previous, raw["id"])
    asked = _asked(raw["version"], question_of)
    if raw["digest"] != asked.digest:
        raise Invalid("digest", "This is not what the version asked.")
    if raw["locale"] not in asked.locales:
        raise Invalid("locale", "The version does not exist in this language.")
    _check_choices(raw["choices"], raw["action"], asked)
    rest = {field: raw[field] for field in _KEPT}
    return Receipt(claimed_at=_moment(raw["time"], now), previous=previous, **rest)


def require_consent_id(text: str) -> None:
    """Raises Invalid for what is no consent id."""
    if not _MATCHES["consent_id"](text):
        raise Invalid("consent_id", "This is no consent id.")


def _asked(number: object, question_of: Callable[[int], Question | None]) -> Question:
    # True is an int to Python.
    known = question_of(number) if type(number) is int and 0 < number < 2**31 else None
    if known is None:
        raise Invalid("version", "There is no such version.")
    return known


def _check_previous(previous: object, own: str) -> None:
    if previous is None:
        return
    if not isinstance(previous, str) or not _MATCHES["id"](previous) or previous == own:
        raise Invalid(_PREVIOUS, "This cannot be read.")


def _check_choices(choices: object, action: str, asked: Question) -> None:
    if not isinstance(choices, dict) or set(choices) != asked.purposes or not choices:
        raise Invalid("choices", "Each purpose that asks has one choice, and no other has.")
    given = list(choices.values())
    if not all(isinstance(choice, bool) for choice in given):
        raise Invalid("choices", "A choice is true or false.")
    if action in _CONTRARY and _CONTRARY[action](given):
        raise Invalid("action", "The choices say something else.")


def _moment(text: str, now: datetime) -> datetime:
    """The browser's time, within the window."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise Invalid("time", "There is no such time.") from None
    if not now - _BEHIND <= moment <= now + _AHEAD:
        raise Invalid("time", "This is too far from now.")
    return moment
