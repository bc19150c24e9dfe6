"""From a declaration as a document words it to what a person is offered to accept. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from charter_admin.catalogue.models import Purpose
from charter_admin.listing import fold

# Beginnings of words, folded, by the key of the standard purpose they speak of; French and English first.
_SPEAKS_OF = {
    "necessary": "necess essenti oblig techni fonctionnel requis require indispens securit authenti notwendig erforder"
    " tecnic noodzak functioneel",
    "preferences": "preferenc personnalis personalis personaliz confort functional fonctionnalit praferenz voorkeur",
    "statistics": "statisti estadisti audience analy analiti mesur measure performanc",
    "marketing": "market publici pubblicit advert werb cibl target reclam",
}
_DENIED = re.compile(
    r"\b(?:non|not|pas|sans|nicht)\b[ -]+(?:\w+[ -]+)?(?:necess|essenti|require|oblig|notwend)|unnecess"
)
_THIRD = re.compile(r"third|3rd|\btier|extern|terc|terz|dritt|derde")
_FIRST = re.compile(r"first|1st|intern|propr|propi|premiere|eigen")
_LAST_PARENTHESIS = re.compile(r"\s*\(([^()]+)\)\s*$")


@dataclass(frozen=True)
class AcceptValues:
    """What a person accepts: the words of the document, corrected, and the purpose they chose.

    `purpose` is the "Finalités" text. Without a provider the controller is meant, without a service the provider.
    """

    name: str
    purpose_id: int | None
    provider: str = ""
    service: str = ""
    location: str = ""
    purpose: str = ""
    duration: str = ""
    party: str = "first"


class Declared(Protocol):
    """The texts of a proposal."""

    name: str
    provider: str | None
    service: str | None
    purpose: str | None
    duration: str | None
    party: str | None
    category: str | None
    decision: dict[str, Any] | None


def suggest(declared: Declared, purposes: Sequence[Purpose]) -> AcceptValues:
    """What the form of a proposal begins with: what the document says, or what a person gave and took back."""
    before = (declared.decision or {}).get("given")
    if before:
        key = before["purpose_key"]
        chosen = next((purpose.id for purpose in purposes if purpose.key == key), None)
        return AcceptValues(purpose_id=chosen, **{name: text for name, text in before.items() if name != "purpose_key"})
    service, location = split_location(declared.service or "")
    purpose = guess_purpose(declared.category or "", purposes)
    return AcceptValues(
        name=declared.name,
        purpose_id=purpose.id if purpose else None,
        provider=declared.provider or "",
        service=service,
        location=location,
        purpose=declared.purpose or "",
        duration=declared.duration or "",
        party=guess_party(declared.party or ""),
    )


def split_location(text: str) -> tuple[str, str]:
    """A "service and location" cell in its two parts: the last parenthesis at the end tells where."""
    found = _LAST_PARENTHESIS.search(text)
    if not found or not text[: found.start()].strip():
        return text.strip(), ""
    return text[: found.start()].strip(), found[1].strip()


def guess_purpose(category: str, purposes: Sequence[Purpose]) -> Purpose | None:
    """The purpose a category speaks of; None rather than a choice between several.

    A purpose's own name or key comes first, then the words usual in such charters.
    """
    said = fold(category).strip()
    by_name = [purpose for purpose in purposes if said in {purpose.key, *map(fold, purpose.name.values())}]
    if len(by_name) == 1 or not said or _DENIED.search(said):
        return by_name[0] if len(by_name) == 1 else None
    words = re.findall(r"\w+", said)
    keys = [key for key, stems in _SPEAKS_OF.items() if any(w.startswith(tuple(stems.split())) for w in words)]
    return next((purpose for purpose in purposes if [purpose.key] == keys), None)


def guess_party(text: str) -> str:
    """`third` where the text says so and does not say both, else `first`."""
    said = fold(text)
    return "third" if _THIRD.search(said) and not _FIRST.search(said) else "first"
