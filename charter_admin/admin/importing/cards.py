"""What the review of an import shows: the document's lines on one side, a card for each proposal on the other."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from charter_admin.admin.importing import library, overview
from charter_admin.admin.importing.forms import ProposalForm
from charter_admin.catalogue import purposes
from charter_admin.importing.declared import Difference, Standing, standings
from charter_admin.importing.models import CharterImport, ImportProposal
from charter_admin.importing.places import pieces, places
from charter_admin.organizations.scope import Scope
from charter_admin.platforms.models import Platform


@dataclass(frozen=True)
class Card:
    """One proposal: its form while it is pending, the lines it was read from, what is known and declared already."""

    proposal: ImportProposal
    lines: range
    form: ProposalForm | None
    offer: library.Offer | None
    standing: Standing | None

    def worded(self, difference: Difference, side: str) -> str:
        """A side of a difference as people read it: the label of a choice, any other text as it is."""
        text = str(getattr(difference, side))
        choices: Any = getattr(self.form[difference.field], "choices", None) if self.form else None
        return str(dict(choices).get(text, text)) if choices else text


def shown(
    scope: Scope,
    platform: Platform,
    taken: CharterImport,
    after: int,
    refused: Mapping[int, ProposalForm] | None = None,
) -> dict[str, Any]:
    """What the template needs for one page of an import."""
    known = purposes.every(scope)
    found, following = overview.proposals(scope, taken, after)
    pending = [each for each in found if each.state == "pending"]
    forms = {each.id: ProposalForm(each, known, formdata=None) for each in pending} | dict(refused or {})
    offers = library.offered(scope, taken, forms, known)
    declared = standings(scope, platform, pending, known, taken.locale)
    lines = places(taken.text or "", found)
    cards = [
        Card(each, where, forms.get(each.id), offers.get(each.id), declared.get(each.id))
        for each, where in zip(found, lines, strict=True)
    ]
    return {
        "groups": _grouped(cards),
        "document": pieces(taken.text or "", lines),
        "following": following,
        "progress": overview.progress(scope, [taken])[taken.id],
        "high": overview.surely_read(scope, taken),
        "purposeless": overview.lacks_purpose(scope, taken, known),
        "known_purposes": known,
        "last": overview.last_act(scope, taken),
    }


def _grouped(cards: Iterable[Card]) -> Sequence[tuple[str, Sequence[Card]]]:
    """Cards under the section of the document they stand in, or under the provider where it has none."""

    def title(card: Card) -> str:
        return card.proposal.category or card.proposal.provider or ""

    return [(name, list(some)) for name, some in groupby(cards, key=title)]
