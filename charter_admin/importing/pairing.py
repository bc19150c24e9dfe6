"""Several names in one cell, and which part of another cell belongs to which of them."""

import re
from collections.abc import Sequence

from charter_admin.importing.cells import said
from charter_admin.importing.lasting import AMOUNT, is_duration, is_only_duration

_PARTS = re.compile(r"\s*(?:\n|;|,\s|\s/\s)\s*")
_AND = re.compile(
    r"\s*(?:\n|;|,|\s/\s|\s(?:et|and|und|y|e|en|i|ou|or|oder|o|of|lub|bzw\.|beziehungsweise|&|\+)\s)\s*", re.I
)
_RESPECTIVELY = re.compile(
    r"[\s,(]*\b(?:respectivement|respectively|respectivamente|rispettivamente|jeweils|respectievelijk|odpowiednio|"
    r"resp\.)"
    r"[\s,:)]*",
    re.I,
)
_MAX = 3000


def durations(text: str, called: Sequence[str]) -> list[str | None]:
    """Give the duration of each name, where the text tells as many as there are names; else the text for each."""
    text = text[:_MAX]
    whole = [said(text)] * len(called)
    if len(called) < 2:
        return whole
    if (labelled := _labelled(text, called)) is not None:
        return labelled
    bare = _RESPECTIVELY.sub(" ", text).strip()
    for separator in (_PARTS, _AND):
        parts = [part for part in separator.split(bare) if part.strip()]
        if len(parts) == len(called) and (separator is _PARTS or all(map(is_duration, parts))):
            return [said(part) for part in parts]
    return whole


def by_line(text: str, called: Sequence[str], names: str) -> list[str | None]:
    """Give the line of each name, where names and text are broken into as many lines; else the text for each."""
    lines = text.split("\n")
    paired = len(called) > 1 and len(lines) == len(called) == len(names.split("\n"))
    return [said(line) for line in lines] if paired else [said(text)] * len(called)


def beside(names: str, called: Sequence[str]) -> list[str | None]:
    """Give the durations that stand in brackets behind the names: "_ga (2 years), _gid (1 day)"."""
    return [_bracketed(names[:_MAX], name) for name in called]


def purposes_beside(names: str, called: Sequence[str]) -> list[str | None]:
    """Give what the brackets behind the names say beside the durations: "_ga (counts visits, 2 years)"."""
    found = [re.search(rf"{re.escape(name)}\s*\(([^()\n]{{1,200}})\)", names[:_MAX]) for name in called]
    parts = [
        [part for part in re.split(r",\s+", each[1]) if not is_only_duration(part)] if each else [] for each in found
    ]
    return [said(", ".join(each)) if len(" ".join(each).split()) > 1 else None for each in parts]


def _bracketed(text: str, name: str) -> str | None:
    found = re.search(rf"{re.escape(name)}\s*\(([^()\n]{{1,60}})\)", text)
    parts = re.split(r",\s+", found[1]) if found else []
    lasting = [part for part in parts if is_only_duration(part)]
    if found and len(parts) > 1 and len(lasting) == 1:
        return said(lasting[0])  # "_ga (counts visits, 2 years)"
    return said(found[1]) if found and is_duration(found[1]) else None


def _labelled(text: str, called: Sequence[str]) -> list[str | None] | None:
    """Read "_ga: 13 months, _gid: 1 day", or with the names in brackets behind."""
    found: list[str | None] = []
    for name in called:
        match = re.search(rf"(?<![\w*]){re.escape(name)}\s*[:=–-]\s*", text) or re.search(
            rf"(?<![\w*]){re.escape(name)}\s*\(", text
        )
        amount = AMOUNT.search(text, match.end()) if match else None
        line = re.split(r"[\n;,]", text[match.end() :], maxsplit=1)[0].strip(" ().") if match else ""
        if match is None or not is_duration(line):
            return None
        found.append(amount[0] if amount and line in amount[0] else line)
    return found
