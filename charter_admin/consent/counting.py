"""Adding up receipts. Pure: groups of equal receipts in, sums out; in any order, and any number of times alike."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

ACTIONS = ("accept_all", "refuse_all", "customise", "withdraw", "gpc", "expire")
# What a visitor answers to the banner's question. A withdrawal and the end of a choice answer none; what a browser
# says by itself (Global Privacy Control) is nobody's answer either.
ANSWERS = frozenset({"accept_all", "refuse_all", "customise"})


class Place(NamedTuple):
    """What a sum is of."""

    public_id: str
    day: str
    version: int
    locale: str
    layout: str


class Group(NamedTuple):
    """So many receipts that say the same; `choices` is JSON."""

    organization_id: int
    public_id: str
    version: int
    locale: str
    layout: str
    action: str
    choices: str
    receipts: int


@dataclass(frozen=True)
class Sums:
    """The rows of a day, each as the tables of tallies have them, by platform."""

    decisions: Mapping[str, list[dict[str, Any]]]
    purposes: Mapping[str, list[dict[str, Any]]]


def sums(day: str, groups: Iterable[Group]) -> Sums:
    """What the receipts of a day add up to."""
    owners: dict[str, int] = {}
    decisions: Counter[tuple[Place, str]] = Counter()
    purposes: Counter[tuple[Place, str, bool]] = Counter()
    for group in groups:
        place = Place(group.public_id, day, group.version, group.locale, group.layout)
        owners[group.public_id] = group.organization_id
        decisions[place, group.action] += group.receipts
        if group.action in ANSWERS:
            for purpose, given in json.loads(group.choices).items():
                purposes[place, purpose, given] += group.receipts
    return Sums(
        _by_platform(
            place._asdict() | {"organization_id": owners[place.public_id]} | _actions(decisions, place)
            for place in sorted({place for place, _ in decisions})
        ),
        _by_platform(
            place._asdict() | {"organization_id": owners[place.public_id], "purpose": purpose}
            | {"accepted": purposes[place, purpose, True], "refused": purposes[place, purpose, False]}
            for place, purpose in sorted({(place, purpose) for place, purpose, _ in purposes})
        ),
    )  # fmt: skip


def _actions(decisions: Counter[tuple[Place, str]], place: Place) -> dict[str, int]:
    return {action: decisions[place, action] for action in ACTIONS}


def _by_platform(rows: Iterable[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        found.setdefault(row["public_id"], []).append(row)
    return found
