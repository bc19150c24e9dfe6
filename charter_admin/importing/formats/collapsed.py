"""Tables copied out of a PDF with one space between the columns: a name first, a duration last, texts between."""

import re
from collections.abc import Sequence

from charter_admin.importing.blocks import Cell, Table, flat, is_titlelike
from charter_admin.importing.headers import title
from charter_admin.importing.lasting import is_duration
from charter_admin.importing.names import likeness

_MAX_HEAD = 120
_LEAST = 3
_CLEAR = 0.8
_MOST_WORDS = 4
_BETWEEN = ("provider", "purpose")


def head(line: str) -> list[tuple[str, str]]:
    """Give the kind and the title of each column a line names; none if it names no such table."""
    text = flat(line)
    if not text or len(text) > _MAX_HEAD or not is_titlelike(text):
        return []
    found: list[tuple[str, str]] = []
    for word in text.split():
        kind = title(word).role or ("name" if title(word).name_strength > 0 else "")
        if kind and (not found or found[-1][0] != kind):
            found.append((kind, word))
        elif found:
            found[-1] = (found[-1][0], f"{found[-1][1]} {word}")
        else:
            return []
    kinds = [kind for kind, _ in found]
    fits = len(kinds) == len(set(kinds)) >= _LEAST and kinds[0] == "name" and kinds[-1] == "duration"
    return found if fits and set(kinds[1:-1]) <= set(_BETWEEN) and kinds[1:-1] != ["purpose", "provider"] else []


def table_at(lines: Sequence[str], index: int) -> tuple[Table | None, int]:
    """Read the table whose header is at a line; give it and the index of the line after it."""
    columns = head(lines[index])
    rows: list[list[str]] = []
    end = index + 1
    for place in range(index + 1, len(lines)):
        text = flat(lines[place])
        row = _row(text, [kind for kind, _ in columns])
        if row:
            rows.append(row)
            end = place + 1
        elif text and flat(lines[index]) != text:
            break
    if not rows:
        return None, index + 1
    cells = [tuple(map(Cell, row)) for row in ([text for _, text in columns], *rows)]
    return Table(tuple(cells), guessed=True), end


def _row(text: str, kinds: list[str]) -> list[str]:
    words = text.split()
    if len(words) < _LEAST or likeness(words[0]) < _CLEAR:
        return []
    count = next((n for n in range(_MOST_WORDS, 0, -1) if _is_duration(words[-n:])), 0)
    between = words[1 : len(words) - count]
    if not count or not between:
        return []
    middle = _parted(between) if "provider" in kinds and "purpose" in kinds else [" ".join(between)]
    return [words[0], *middle, " ".join(words[-count:])]


def _is_duration(words: list[str]) -> bool:
    number = re.match(r"[~≈<>]?\d", words[0]) is not None
    return is_duration(" ".join(words)) and (number or len(words) == 1) and not words[0].endswith(".")


def _parted(words: list[str]) -> list[str]:
    """Part a provider from the sentence behind it: of the capitals at the start, the last begins the sentence."""
    capitals = next((place for place, word in enumerate(words) if not word[:1].isupper()), len(words))
    start = max(1, capitals - 1) if capitals < len(words) else max(1, len(words) - 1)
    return [" ".join(words[:start]), " ".join(words[start:])]
