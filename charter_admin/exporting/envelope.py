"""The file an organization travels in: one JSON document, one row a line, so that neither side holds it whole.

    {"charter_admin":"organization","format":1,"release":"…","rows":[
    ["organization",{…}]
    ,["purpose",{…}]
    ],"sha256":"…"}

The digest is of every byte before the last line. It tells a damaged file from a whole one, not an honest from a forged.
"""

import json
from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import Any, BinaryIO

from charter_admin import __version__
from charter_admin.errors import Refused
from charter_admin.i18n import N_

FORMAT = 1
KIND = "organization"
MOST_LINE = 128 * 1024 * 1024  # bytes of one row; a page of a charter is thousands of times smaller
_END = b'],"sha256":"'

DAMAGED = N_("This file is not whole: it was cut short or changed since it was made. Nothing was imported.")
NOT_OURS = N_("This is no export of an organization. Nothing was imported.")
NEWER = N_("This file was made by a newer release of Charter Admin. Update this one first. Nothing was imported.")


def write(out: BinaryIO, rows: Iterable[tuple[str, dict[str, Any]]]) -> None:
    """Writes the rows, each with the name of its table."""
    digest = sha256()
    for line in _lines(rows):
        digest.update(line)
        out.write(line)
    out.write(_END + digest.hexdigest().encode() + b'"}\n')


def require_whole(stream: BinaryIO) -> None:
    """Raises Refused unless the file is one of ours, of a format we know, and every byte is as it was written."""
    stream.seek(0)
    line = stream.readline(MOST_LINE)
    _require_ours(line)
    digest = sha256()
    while line and not line.startswith(_END):
        digest.update(line)
        line = stream.readline(MOST_LINE)
    if line != _END + digest.hexdigest().encode() + b'"}\n' or stream.read(1):
        raise Refused(DAMAGED)


def rows(stream: BinaryIO) -> Iterator[tuple[str, dict[str, Any]]]:
    """The rows of a whole file. Raises Refused for a line that is none."""
    stream.seek(0)
    stream.readline(MOST_LINE)
    while (line := stream.readline(MOST_LINE)) and not line.startswith(_END):
        match _parsed(line.removeprefix(b",")):
            case [str(table), dict(row)]:
                yield table, row
            case _:
                raise Refused(DAMAGED)


def _lines(rows: Iterable[tuple[str, dict[str, Any]]]) -> Iterator[bytes]:
    head = _json({"charter_admin": KIND, "format": FORMAT, "release": __version__, "rows": []})
    yield head.removesuffix(b"]}") + b"\n"
    comma = b""
    for table, row in rows:
        yield comma + _json([table, row]) + b"\n"
        comma = b","


def _json(value: Any) -> bytes:
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode()


def _parsed(line: bytes) -> Any:
    try:
        return json.loads(line, parse_constant=_refuse_constant)
    except (ValueError, RecursionError):
        return None


def _refuse_constant(_name: str) -> Any:
    raise ValueError("JSON has no such number")


def _require_ours(line: bytes) -> None:
    head = _parsed(line.rstrip() + b"]}") if line.startswith(b"{") else None
    if not isinstance(head, dict) or head.get("charter_admin") != KIND:
        raise Refused(NOT_OURS)
    if type(head.get("format")) is not int or head["format"] < 1:
        raise Refused(NOT_OURS)
    if head["format"] > FORMAT:
        raise Refused(NEWER)
