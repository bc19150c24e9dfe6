"""Reading a workbook apart, in a child process with limits: whatever a file does, the server stays as it was."""

import json

from charter_admin.errors import Refused
from charter_admin.exporting.limits import BUSY, MOST_COLUMNS, MOST_ROWS, TOO_LONG, UNREADABLE
from charter_admin.importing import apart
from charter_admin.importing.errors import ImportRefused

WORKBOOK = "charter_admin.exporting.child"


def read(data: bytes, *, seconds: float = apart.CLOCK_SECONDS) -> list[list[str]]:
    """What `workbook.read` gives. Raises Refused as it does, and for what takes too much time or memory."""
    try:
        answer = apart.ask(WORKBOOK, data, seconds)
    except ImportRefused as error:
        raise Refused(BUSY if error.code == "busy" else UNREADABLE) from error
    return _rows(answer)


def _rows(answer: bytes) -> list[list[str]]:
    """The rows the child says, of which nothing is taken on trust; it says nothing where it was killed."""
    try:
        said = json.loads(answer)
        rows = said.get("rows")
    except (ValueError, AttributeError):
        raise Refused(UNREADABLE) from None
    if said.get("refused") == TOO_LONG:
        raise Refused(TOO_LONG, most=MOST_ROWS)
    if not isinstance(rows, list) or len(rows) > MOST_ROWS + 1 or not all(map(_is_row, rows)):
        raise Refused(UNREADABLE)
    return rows


def _is_row(said: object) -> bool:
    return isinstance(said, list) and len(said) <= MOST_COLUMNS and all(isinstance(cell, str) for cell in said)
