"""Which version a banner on the website's own origin is: such a file stays until somebody replaces it. Pure."""

import re
from base64 import b64encode
from collections.abc import Mapping
from hashlib import sha384

# How the configuration begins in the file, since bundle.py writes it so.
_EDITION = re.compile(r'[(=]\{"?id"?:"(?P<id>[\w-]+)","?v"?:(?P<number>[0-9]{1,9}),')


def judged(script: str, public_id: str, number: int, integrity: Mapping[str, str]) -> tuple[str, dict[str, object]]:
    """What there is to say of the file: a code, and what fills its words.

    `number` is the version that is current, `integrity` that of its files by language.
    """
    if integrity_of(script.encode()) in integrity.values():
        return "own_current", {"number": number}
    found = _EDITION.search(script)
    if found is None:
        return "own_other", {}
    if found["id"] != public_id:
        return "stranger", {"id": found["id"]}
    seen = int(found["number"])
    return "own_old" if seen < number else "own_changed", {"number": seen, "current": number}


def integrity_of(content: bytes) -> str:
    """The value of the attribute `integrity` for these bytes (Subresource Integrity)."""
    return "sha384-" + b64encode(sha384(content).digest()).decode()
