"""Guards against input that would take minutes to read.

A parser of HTML that follows the HTML standard walks up the open elements at each start tag, and opens unclosed
formatting again in each block. A small hostile page can so take minutes; what it costs is estimated first.
"""

import re
from collections import Counter

from charter_admin.importing.errors import ImportRefused

_MAX_WORK = 1_000_000_000
_MAX_SCOPES = 200
_MAX_TABLES = 5000
_FORMATTING_WEIGHT = 200
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
# These end the walk up, so what is open outside of them costs nothing.
_SCOPES = frozenset(["table", "td", "th", "caption", "button", "object", "marquee", "template", "select"])
_CELLS = frozenset({"td", "th", "caption"})
_FORMATTING = frozenset(
    ["a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"]
)
# Never nested: empty elements, and those which the next one of their kind closes.
_FLAT = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "source",
        "track",
        "wbr",
        "p",
        "li",
        "dt",
        "dd",
        "option",
        "tr",
        "tbody",
        "thead",
        "tfoot",
        "colgroup",
        "html",
        "head",
        "body",
    ]
)


class _Scope:
    def __init__(self, tag: str) -> None:
        self.tag = tag
        self.open: Counter[str] = Counter()
        self.cost = 0

    def add(self, tag: str, step: int) -> None:
        self.open[tag] += step
        self.cost += step * (_FORMATTING_WEIGHT if tag in _FORMATTING else 1)


def check_nesting(text: str) -> None:
    """Refuse a page whose nesting would take a parser too long. Raises ImportRefused."""
    scopes = [_Scope("")]
    work = 0
    for match in _TAG.finditer(text):
        closing, tag = match[1], match[2].lower()
        if tag in _SCOPES:
            _cross(scopes, tag, bool(closing))
        elif closing and scopes[-1].open[tag]:
            scopes[-1].add(tag, -1)
        elif not closing and tag not in _FLAT:
            scopes[-1].add(tag, 1)
        work += scopes[-1].cost
        if work > _MAX_WORK or len(scopes) > _MAX_SCOPES:
            raise ImportRefused("nesting")


def check_tables(count: int) -> None:
    """Refuse a document of more tables than any charter has. Raises ImportRefused."""
    if count > _MAX_TABLES:
        raise ImportRefused("tables")


def _cross(scopes: list[_Scope], tag: str, closing: bool) -> None:
    if closing:
        if any(scope.tag == tag for scope in scopes):
            while scopes.pop().tag != tag:
                pass
        return
    while tag in _CELLS and scopes[-1].tag in _CELLS:  # a cell ends where the next begins
        scopes.pop()
    scopes.append(_Scope(tag))
