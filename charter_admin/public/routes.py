"""The public addresses. Pure.

    /c/<id>/                    the page, in the visitor's language        /c/<id>/<locale>/           in that one
    /c/<id>/banner.js           the banner, in the default language        /c/<id>/<locale>/banner.js  in that one
    /c/<id>/charter.json        the version for programs                   /c/<id>/consents            receipts (POST)
    /c/<id>/shown               that the banner was shown (POST)           /c/<id>/receipts            one's own (POST)

The first five exist with `v/<number>/` after the id too: version `number`, for as long as the platform exists.
"""

import re
from dataclasses import dataclass

CONSENTS, SHOWN, RECEIPTS = "consents", "shown", "receipts"
SCRIPT = "/c/choice.js"  # of the hosted page; no id has a dot
TAKING = frozenset({CONSENTS, SHOWN, RECEIPTS})  # what is sent, not read

_LONGEST = 200
_ROUTE = re.compile(
    r"/c/(?P<id>[A-Za-z0-9_-]{1,64})"
    r"(?P<version>/v/(?P<number>[1-9][0-9]{0,8}))?"
    r"(?:/(?P<locale>[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})?)(?=/|$))?"
    r"(?P<slash>/)?"
    r"(?P<file>banner\.js|charter\.json|consents|shown|receipts)?"
)
_KINDS = {"banner.js": "banner", "charter.json": "json"} | {kind: kind for kind in TAKING}


@dataclass(frozen=True)
class Route:
    """Where an address leads.

    `kind` is page, banner, json, consents, shown or receipts; `number` is None for what is current; `locale` is empty
    where the address names none; `whole` is false where only the slash at the end is missing.
    """

    public_id: str
    number: int | None
    kind: str
    locale: str
    whole: bool


def route(path: str) -> Route | None:
    """The route of a path as WSGI decodes it, None when there is nothing."""
    found = _ROUTE.fullmatch(path) if len(path) <= _LONGEST else None
    if found is None or (found["file"] and not found["slash"]):
        return None
    kind = _KINDS.get(found["file"] or "", "page")
    number = int(found["number"]) if found["number"] else None
    if (kind == "json" and found["locale"]) or (kind in TAKING and (found["locale"] or number)):
        return None
    return Route(found["id"], number, kind, found["locale"] or "", whole=bool(found["slash"]))
