"""What may be stored: every value a person, a file or a program gives passes here. Each function names the form field.

Control characters are refused because PostgreSQL cannot hold NUL and no page can show the others; half a surrogate
pair cannot be written as UTF-8.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from typing import TypeVar
from urllib.parse import urlsplit

from charter_admin.errors import Invalid, NotFound
from charter_admin.i18n import LOCALES, N_
from charter_admin.organizations.scope import Scope

SHORT, LONG, SECTION = 300, 4000, 40_000  # characters: a name, a description, a section of the charter
LARGEST_ID = 2**31 - 1

Row = TypeVar("Row")

_LABEL = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)")
_MAIL = re.compile(r"[^\s@<>,;:\"()\[\]\\]{1,64}@[^\s@]{3,253}")
_PASTED = re.compile(r"(?:[a-z][a-z0-9+.-]*:)?//", re.IGNORECASE)


def optional(field: str, value: str, most: int = SHORT) -> str:
    """One line of text, trimmed; may be empty."""
    return _clean(field, value, most, allowed="\t").replace("\t", " ")


def required(field: str, value: str, most: int = SHORT) -> str:
    """One line of text that must say something."""
    text = optional(field, value, most)
    if not text:
        raise Invalid(field, N_("This must be filled in."))
    return text


def lines(field: str, value: str, most: int = LONG) -> str:
    """Text of several lines, trimmed, with `\\n` line ends; may be empty."""
    return _clean(field, value.replace("\r\n", "\n").replace("\r", "\n"), most, allowed="\t\n")


def required_lines(field: str, value: str, most: int = LONG) -> str:
    """The same, but it must say something."""
    text = lines(field, value, most)
    if not text:
        raise Invalid(field, N_("This must be filled in."))
    return text


def localized(
    field: str, texts: Mapping[str, str], most: int = SHORT, *, several_lines: bool = False
) -> dict[str, str]:
    """One text per language, without the empty ones."""
    clean = lines if several_lines else optional
    given = {locale(field, language): clean(field, text, most) for language, text in texts.items()}
    return {language: text for language, text in given.items() if text}


def named(field: str, texts: Mapping[str, str], most: int = SHORT) -> dict[str, str]:
    """The same for a name, which at least one language must have."""
    names = localized(field, texts, most)
    if not names:
        raise Invalid(field, N_("Give it in at least one language."))
    return names


def choice(field: str, value: str, allowed: Collection[str]) -> str:
    """One of the values that exist."""
    if value not in allowed:
        raise Invalid(field, N_("Choose one of the values offered."))
    return value


def chosen(scope: Scope, field: str, model: type[Row], row_id: int) -> Row:
    """The organization's row that was picked by its id."""
    try:
        return scope.get(model, id=min(row_id, LARGEST_ID))  # PostgreSQL fails on a number no id can be
    except NotFound:
        raise Invalid(field, N_("Choose one of the values offered.")) from None


def locale(field: str, value: str) -> str:
    """A language of this application."""
    if value not in LOCALES:
        raise Invalid(field, N_("This language is not offered."))
    return value


def country(field: str, value: str) -> str:
    """An ISO 3166-1 alpha-2 code in capitals, or nothing."""
    code = optional(field, value).upper()
    if code and not re.fullmatch(r"[A-Z]{2}", code):
        raise Invalid(field, N_("Give the two letters of the country, such as FR."))
    return code


def url(field: str, value: str) -> str:
    """An http or https address, or nothing."""
    text = optional(field, value, LONG)
    if not text:
        return ""
    try:
        parts = urlsplit(text)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        usable = False
    if not usable or re.search(r"[\s<>\"\\^`{|}]", text) or "@" in parts.netloc:
        raise Invalid(field, N_("Give a whole web address, such as https://www.example.org/privacy."))
    return text


def email(field: str, value: str) -> str:
    """An e-mail address, or nothing."""
    text = optional(field, value)
    if text and not _MAIL.fullmatch(text):
        raise Invalid(field, N_("Give an e-mail address, such as privacy@example.org."))
    return text


def host(field: str, value: str) -> str:
    """A host name, lower-case and in its ASCII form as browsers send it, with a port if one was given; or nothing.

    A pasted address is kindly cut down to its host; the leading dot of a cookie's domain goes.
    """
    text = optional(field, value, LONG).lower()
    bare = re.split(r"[/?#]", _PASTED.sub("", text, count=1), maxsplit=1)[0].lstrip(".")
    name, colon, port = bare.partition(":")
    if not bare and not text:
        return ""
    if colon and not (port.isascii() and port.isdigit() and 0 < int(port) < 65536):
        raise Invalid(field, N_("%(host)s is not a host name, such as www.example.org."), host=text[:80])
    return _ascii_host(field, name, text) + colon + (str(int(port)) if colon else "")


def hosts(field: str, values: Iterable[str]) -> list[str]:
    """Host names in the order given, each once."""
    return list(dict.fromkeys(name for name in (host(field, value) for value in values) if name))


def printable(text: str) -> str:
    """The text without what `optional` and `lines` refuse: for what a file says, which nobody can correct."""
    return "".join(c for c in text if c in "\t\n" or unicodedata.category(c) not in ("Cc", "Cs"))


def _ascii_host(field: str, name: str, shown: str) -> str:
    try:
        ascii_name = name.rstrip(".").encode("idna").decode().lower()
    except UnicodeError:
        ascii_name = ""
    if len(ascii_name) > 253 or not all(_LABEL.fullmatch(label) for label in ascii_name.split(".")):
        raise Invalid(field, N_("%(host)s is not a host name, such as www.example.org."), host=shown[:80])
    return ascii_name


def _clean(field: str, value: str, most: int, allowed: str) -> str:
    text = value.strip()
    if len(text) > most:
        raise Invalid(field, N_("This is too long: at most %(most)s characters."), most=most)
    if any(c not in allowed and unicodedata.category(c) in ("Cc", "Cs") for c in text):
        raise Invalid(field, N_("This holds characters that cannot be stored."))
    return unicodedata.normalize("NFC", text)
