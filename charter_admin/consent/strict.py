"""JSON as strictly as proof deserves: one object, each field once, no NaN. Pure."""

import json
from typing import Any

from charter_admin.errors import Invalid


def object_of(body: bytes, name: str) -> dict[str, Any]:
    """The object that a body is. Raises Invalid for the field `name`."""
    try:
        raw = _decoder.decode(body.decode())
    except (ValueError, RecursionError):  # UnicodeDecodeError and JSONDecodeError are ValueErrors
        raise Invalid(name, "This is not JSON.") from None
    if not isinstance(raw, dict):
        raise Invalid(name, "This is not a JSON object.")
    return raw


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len({key for key, _ in pairs}) < len(pairs):
        raise ValueError("the same field twice")
    return dict(pairs)


def _no_constant(name: str) -> None:
    raise ValueError(name)


_decoder = json.JSONDecoder(object_pairs_hook=_once, parse_constant=_no_constant)
