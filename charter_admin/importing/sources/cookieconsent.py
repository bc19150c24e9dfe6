"""The settings of CookieConsent: tables of cookies in its texts, and the cookies it clears."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from charter_admin.importing.blocks import Cell, Table
from charter_admin.importing.declarations import Declaration
from charter_admin.importing.sources.javascript import Regex
from charter_admin.importing.sources.texts import cookie_names, declared, items, mapping, text
from charter_admin.importing.tables import Setting, declarations

_MAX_PATTERN = 100


def matches(settings: Any) -> bool:
    """Tell whether these are settings of version 3 or 2."""
    known = mapping(settings)
    current = isinstance(known.get("categories"), Mapping) and "language" in known
    return current or bool(_sections(known))


def locale(settings: Mapping[str, Any]) -> str | None:
    """Give the language the texts are taken in."""
    told = mapping(settings.get("language")).get("default") or settings.get("current_lang")
    translations = _translations(settings)
    return text(told) if text(told) in translations or not translations else next(iter(translations), None)


def read(settings: Mapping[str, Any]) -> Iterator[Declaration]:
    """Give the cookies of all tables, then those that are only cleared."""
    titles: dict[str, str | None] = {}
    tabled: dict[str, list[str]] = {}
    for section in map(mapping, _sections(settings)):
        category = text(section.get("linkedCategory") or mapping(section.get("toggle")).get("value")) or ""
        titles[category] = text(section.get("title")) or category
        for found in _tabled(section, settings, titles[category]):
            tabled.setdefault(category, []).append(found.name)
            yield found
    for category, told in mapping(settings.get("categories")).items():
        for cookie in items(mapping(mapping(told).get("autoClear")).get("cookies")):
            if not _covered(mapping(cookie).get("name"), tabled.get(category, [])):
                for name in cookie_names(cookie):
                    yield declared(name, cookie, category=titles.get(category, category))


def _translations(settings: Mapping[str, Any]) -> Mapping[str, Any]:
    return mapping(mapping(settings.get("language")).get("translations")) or mapping(settings.get("languages"))


def _sections(settings: Mapping[str, Any]) -> list[Any]:
    words = mapping(_translations(settings).get(locale(settings) or ""))
    modal = mapping(words.get("preferencesModal"))
    return items(modal.get("sections")) or items(mapping(words.get("settings_modal")).get("blocks"))


def _tabled(section: Mapping[str, Any], settings: Mapping[str, Any], title: str | None) -> list[Declaration]:
    table = mapping(section.get("cookieTable"))
    headers, rows = mapping(table.get("headers")), items(table.get("body"))
    if not rows:
        rows = items(section.get("cookie_table"))
        words = mapping(mapping(_translations(settings).get(locale(settings) or "")).get("settings_modal"))
        headers = {
            key: value for each in items(words.get("cookie_table_headers")) for key, value in mapping(each).items()
        }
    cells = [[text(value) or "" for value in headers.values()]]
    cells += [[_cell(mapping(row).get(key)) for key in headers] for row in rows]
    setting = Setting(title, about_cookies=True)
    return declarations(Table(tuple(tuple(map(Cell, row)) for row in cells)), setting)


def _cell(value: Any) -> str:
    name = text(value) or ""
    return next(cookie_names(name)) if name.startswith("^") else name


def _covered(name: Any, tabled: list[str]) -> bool:
    """Tell whether a table names already what is cleared."""
    if not isinstance(name, Regex) or len(name) > _MAX_PATTERN or re.search(r"\)[*+{?]|[*+}]\S*[*+{]", name):
        return name in tabled
    try:
        return any(re.search(name, each) for each in tabled)
    except re.error:
        return False
