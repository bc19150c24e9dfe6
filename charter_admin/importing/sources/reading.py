"""Which structured source a file is, and what it declares."""

import json
import re
from collections.abc import Mapping
from typing import Any

from charter_admin.importing.declarations import Charter, Declaration
from charter_admin.importing.sources import (
    charter,
    cookiebot,
    cookieconsent,
    inspection,
    javascript,
    klaro,
    orejime,
    tarteaucitron,
)

_JSON = re.compile(r"\s*[{\[]")
_SCRIPT = re.compile(
    r"\bklaro\w*\s*=|\borejime\w*\s*=|(?:orejime|klaro)\.(?:init|setup|show|load)\(|tarteaucitron\.(?:init|user|"
    r"services|job)|"
    r"(?:CookieConsent|cookieconsent|\bcc)\.run\(|\bautoClear\s*:|\bcookieTable\w*\s*[:=]|\bcookie_table\s*:|"
    r"InjectCookieDeclaration|\b(?:services|apps|purposes)\s*:\s*\[",
    re.I,
)
_MARKUP = re.compile(r"\s*<(?!script)", re.I)
_INLINE = re.compile(r"<script\b[^>]{0,500}>(.*?)</script\s*>", re.S | re.I)


def read(text: str) -> Charter | None:
    """Read a file that is a structured source as a whole: JSON or a script. None if it is none."""
    if _JSON.match(text) and (value := _json(text)) is not None:
        return _of_value(value)
    if _MARKUP.match(text) or not _SCRIPT.search(text):
        return None
    inline = [script for script in _INLINE.findall(text) if _SCRIPT.search(script)]
    return of_script("\n".join(inline) if inline else text)


def within_page(text: str) -> Charter | None:
    """Read the settings in the scripts of a page. None if it has none that declare cookies."""
    scripts = [script for script in _INLINE.findall(text) if _SCRIPT.search(script)]
    found = of_script("\n".join(scripts)) if scripts else None
    return found if found and found.cookies else None


def declaration_page(text: str) -> str | None:
    """Give the HTML that Cookiebot's script puts into a page. None if this is no such script."""
    if "CookieDeclaration" not in text or _MARKUP.match(text):
        return None
    return next((page for name, value in javascript.literals(text) if (page := cookiebot.page(name, value))), None)


def of_script(text: str) -> Charter | None:
    """Read the settings in a script. None if it holds none that are known."""
    found: list[Declaration] = []
    locale, known = None, bool(re.search(r"\btarteaucitron\.(?:init|job|user|services)", text))
    for name, value in javascript.literals(text):
        if tarteaucitron.matches(name, value):
            found += tarteaucitron.read(value)
        elif cookiebot.matches(name, value):
            found += cookiebot.read(name, value)
        elif isinstance(value, Mapping) and (part := _of_value(value)) is not None:
            found += [each for each in part.cookies if each not in found]
            locale = locale or part.locale
        else:
            continue
        known = True
    return Charter(locale, None, tuple(dict.fromkeys(found))) if known else None


def _of_value(value: Any) -> Charter | None:
    if charter.matches(value):
        return Charter(charter.locale(value), charter.platform(value), tuple(charter.read(value)))
    if inspection.matches(value):
        return Charter(None, inspection.platform(value), tuple(inspection.read(value)))
    for source in (cookieconsent, klaro, orejime):
        if source.matches(value):
            return Charter(source.locale(value), None, tuple(source.read(value)))
    inner = value.values() if isinstance(value, Mapping) else ()
    # Settings are often kept one level down: {"klaro": {…}}.
    return next((found for each in inner if isinstance(each, Mapping) and (found := _shallow(each))), None)


def _shallow(value: Mapping[str, Any]) -> Charter | None:
    known = any(source.matches(value) for source in (charter, inspection, cookieconsent, klaro, orejime))
    return _of_value(value) if known else None


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None
