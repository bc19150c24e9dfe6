"""Labels of fields within text: "Name: _ga; Purpose: …"."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal

from charter_admin.importing.cells import is_party
from charter_admin.importing.headers import is_understood, title
from charter_admin.importing.vocabulary import Role

MAX_LINE = 1200
_MAX_LABEL = 40
_MAX_LABEL_WORDS = 5
_COLON = re.compile(r"\s*:(?=\s|$)")
_BEFORE_LABEL = re.compile(r"[;|,.–—•]\s+|\s-\s+|^")
_CAPITAL = re.compile(r"\s(?=[A-ZÀ-ÝŁŚŻ])")
_NO_LABEL = re.compile(r"[:;!_\d]|\.(?:\s|$)")
_EDGES = " \t;|,–—-•"

# The label of what fills no field of a declaration, but is told of cookies: "Typical content".
Label = Role | Literal["aside"]


@lru_cache(maxsize=2048)
def is_label(text: str) -> Role | None:
    """Give the role of a line that is only a label, with or without a colon behind it."""
    text = text.strip().rstrip(":").strip()
    if not text or _NO_LABEL.search(text) or len(text) > _MAX_LABEL or len(text.split()) > _MAX_LABEL_WORDS:
        return None
    found = title(text)
    if is_party(text) or found.strange or (found.role == "name" and not found.label and " " in text):
        return None  # "Strictly necessary cookies" titles what follows
    return found.role if found.role is not None and is_understood(text) else None


def labelled(text: str) -> list[tuple[Label | None, str]]:
    """Part a line into labels and their values; the first label begins it. Empty if it does not begin so.

    A label that is understood as one of something else has no role.
    """
    found = list(marks(text)) if ":" in text and len(text) <= MAX_LINE else []
    if not found or found[0][0] > 0 or found[0][2] is None:
        return []
    ends = [start for start, _, _ in found[1:]] + [len(text)]
    values = [text[begin:end].strip(_EDGES) for (_, begin, _), end in zip(found, ends, strict=True)]
    # "Name: _ga. Purpose: …": between labels a full stop only parts them.
    return [
        (role, value.rstrip(" .") if place + 1 < len(found) else value)
        for place, ((_, _, role), value) in enumerate(zip(found, values, strict=True))
    ]


def marks(text: str) -> Iterator[tuple[int, int, Label | None]]:
    """Give where each label starts, where its value does, and its role."""
    last = 0
    for colon in _COLON.finditer(text):
        found = _before(text, last, colon.start()) or _parted_by_type(text, last, colon.start())
        if found is not None:
            yield found[0], colon.end(), found[1]
            last = colon.end()


def _before(text: str, start: int, end: int) -> tuple[int, Label | None] | None:
    """Give the label that ends here, behind a sign that parts it from what is before, and where it starts."""
    for match in reversed(list(_BEFORE_LABEL.finditer(text, start, end))):
        label = text[match.end() : end]
        found = title(label) if len(label.split()) <= _MAX_LABEL_WORDS and ":" not in label else None
        if found is not None and (found.role is not None or found.foreign or found.other) and not found.strange:
            return match.end(), found.role or (None if found.foreign else "aside")
    return None


def _parted_by_type(text: str, start: int, end: int) -> tuple[int, Label] | None:
    """Give the label that only bold letters parted from what is before: "Name: _ga Purpose: counts visits"."""
    for match in _CAPITAL.finditer(text, start, end) if start else ():
        if (role := is_label(text[match.end() : end])) is not None:
            return match.end(), role
    return None


def role_of(label: Label | None) -> Role | None:
    """Give the field a label is of, if it is of one."""
    return None if label == "aside" else label
