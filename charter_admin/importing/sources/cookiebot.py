"""Cookiebot's script of a declaration: the page's HTML in a string, or the cookies in lists."""

import re
from collections.abc import Iterator
from typing import Any

from charter_admin.importing.declarations import Declaration
from charter_admin.importing.sources.texts import declared, items, text

_TABLE = re.compile(r"cookieTable(\w+)$")
_FIELDS = ("provider", "purpose", "duration")


def page(name: str, value: Any) -> str | None:
    """Give the HTML of a declaration that a script puts into the page."""
    injects = "CookieDeclaration" in name and isinstance(value, str) and "<table" in value.lower()
    return value if injects else None


def matches(name: str, value: Any) -> bool:
    """Tell whether a literal is one of the lists by category."""
    return bool(_TABLE.search(name)) and any(isinstance(row, list) for row in items(value))


def read(name: str, value: Any) -> Iterator[Declaration]:
    """Give the cookies of one list: name, provider, purpose, duration, then what fills no field."""
    category = _TABLE.search(name)
    for row in filter(None, map(items, value)):
        called = text(row[0])
        if called is not None:
            told = dict(zip(_FIELDS, map(text, row[1:4]), strict=False))
            yield declared(called, row, category=category[1] if category else None, **told)
