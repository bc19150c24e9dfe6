"""The text of a spreadsheet's cell, so that no program takes it for a formula. Pure, and reversible without loss.

One rule for writing, an apostrophe, in two places; reading takes it away again:

- before the whole text, where it begins (after white space and quotes) with = + - @, or with a tab, a line break or an
  apostrophe; in CSV also where a program would make a number, a date or a truth value of it (`007`, `1E5`, `3-4`);
- within it, where = + - @ follow a separator or a line break: a program told the wrong separator begins a cell there.
"""

import re

from charter_admin.listing import fold

_ACTING = "=+\\-@＝＋－＠"
_LEADING = re.compile(rf"[\s\"]*[{_ACTING}]|[\t\r\n']")
_INNER = re.compile(rf"([;,|\t\r\n]\"*)('*)(?=[{_ACTING}])")
_INNER_MARKED = re.compile(rf"([;,|\t\r\n]\"*)'('*)(?=[{_ACTING}])")
_MONTH = r"(?:jan|feb|fev|mar|apr|avr|may|mai|jun|juin|jul|juil|aug|aou|sep|oct|nov|dec)[a-z]*\.?"  # codespell:ignore
_NUMBERLIKE = re.compile(
    rf"[\s\d.,:/%$€£()e+-]*\d[\s\d.,:/%$€£()e+-]*(?:[ap]\.?m\.?)?|(?:\d+[\s./-]+)?{_MONTH}(?:[\s./-]+\d+)*|true|false|vrai|faux"
)


def guarded(text: str, *, numbers: bool = False) -> str:
    """The text as the cell holds it; `numbers` also keeps apart what looks like a number or a date."""
    marked = _INNER.sub(r"\1'\2", text)
    return f"'{marked}" if _LEADING.match(text) or (numbers and _looks_like_number(text)) else marked


def bare(cell: str) -> str:
    """The text of a cell: what `guarded` was given."""
    return _INNER_MARKED.sub(r"\1\2", cell.removeprefix("'"))


def _looks_like_number(text: str) -> bool:
    return _NUMBERLIKE.fullmatch(fold(text).strip()) is not None
