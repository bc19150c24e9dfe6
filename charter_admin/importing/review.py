"""Reviewing an import: every proposal is accepted, corrected first if need be, or dropped, and each decision undone.

What is accepted goes through the same services as what is typed. What is declared already, word for word, needs no
decision: it is accepted when the document is taken in, and nothing comes of it.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace

from charter_admin import values as check
from charter_admin.catalogue import purposes
from charter_admin.catalogue.models import Purpose
from charter_admin.editing import editing, owned
from charter_admin.errors import Invalid, Refused
from charter_admin.i18n import N_
from charter_admin.importing import decisions
from charter_admin.importing.apart import import_apart
from charter_admin.importing.decisions import Made
from charter_admin.importing.declarations import PUBLISHED, Declaration
from charter_admin.importing.declared import CHOOSABLE, Standing, standings
from charter_admin.importing.declaring import declare, merge
from charter_admin.importing.models import CharterImport, ImportProposal
from charter_admin.importing.suggestions import AcceptValues, suggest
from charter_admin.importing.undoing import Kept, accepted, take_back
from charter_admin.organizations.scope import Scope
from charter_admin.platforms.models import Platform


@dataclass
class Tally:
    """How many proposals had which outcome: see models.OUTCOMES."""

    added: int = 0
    completed: int = 0
    same: int = 0

    def count(self, outcome: str) -> None:
        """Counts one more."""
        setattr(self, outcome, getattr(self, outcome) + 1)


def take_in(scope: Scope, platform: Platform, data: bytes, filename: str) -> CharterImport:
    """Reads a document and keeps what it declares as proposals. Raises ImportRefused when it is unreadable."""
    scope.require("platform.write")
    owned(scope, platform)
    charter = import_apart(data, filename)
    taken = CharterImport(
        platform_id=platform.id,
        filename=check.printable(filename)[: check.SHORT],
        locale=charter.locale if charter.locale in platform.locales else platform.default_locale,
        found_platform=_said(charter.platform),
        text=check.printable(charter.text),
        proposals=[_proposal(scope, declaration) for declaration in charter.cookies],
    )
    scope.add(taken)
    _settle_the_same(scope, platform, taken)
    return taken


def proposals(scope: Scope, import_id: int) -> Sequence[ImportProposal]:
    """What an import found, in the order of the document. Raises NotFound."""
    return scope.get(CharterImport, id=import_id).proposals


def accept(scope: Scope, proposal: ImportProposal, values: AcceptValues) -> None:
    """Declares the cookie and puts its service in use on the platform. A second time changes nothing.

    Raises Invalid, Refused for a dropped proposal, and Stale when somebody else accepts it at the same moment.
    """
    taken, platform = _about(scope, proposal)
    _accept(scope, proposal, values, lambda: declare(scope, platform, values, taken.locale))


def take_over(scope: Scope, proposal: ImportProposal, take: Collection[str]) -> None:
    """Accepts what is declared already, and takes the fields in `take` (of declared.CHOOSABLE) from the document.

    Raises Refused when nothing is declared for it any more, and what `accept` raises.
    """
    taken, platform = _about(scope, proposal)
    known = purposes.every(scope)
    standing = standings(scope, platform, [proposal], known, taken.locale).get(proposal.id)
    if standing is None and proposal.state == "pending":
        raise Refused(N_("What was declared is no longer there. Accept this as a new declaration."))
    if standing is not None:
        _merge(scope, proposal, standing, suggest(proposal, known), set(take) & set(CHOOSABLE))


def accept_all(scope: Scope, import_id: int, purpose_id: int | None = None, confidence: str | None = None) -> Tally:
    """Accepts what is pending as it stands, as one act, and says what came of it; `confidence` bounds it to a level.

    `purpose_id` serves where the document does not tell the purpose; without it, such a proposal stays pending, as do
    one with a value that cannot be stored and one that speaks of another service or provider than is declared. Of what
    is declared already only the gaps are filled.
    """
    scope.require("platform.write")
    taken = scope.get(CharterImport, id=import_id)
    platform, known, tally = scope.get(Platform, id=taken.platform_id), purposes.every(scope), Tally()
    wanted = [each for each in taken.proposals if each.state == "pending" and confidence in (None, each.confidence)]
    declared, act = standings(scope, platform, wanted, known, taken.locale), decisions.next_act(scope, import_id)
    for each in wanted:
        values = suggest(each, known)
        values = replace(values, purpose_id=values.purpose_id or purpose_id)
        outcome = _accepted_as_is(scope, taken, platform, each, values, declared.get(each.id), act)
        if outcome:
            tally.count(outcome)
    return tally


def drop(scope: Scope, proposal: ImportProposal) -> None:
    """Leaves a proposal out. Raises Refused when it was accepted."""
    scope.require("platform.write")
    if _becomes(scope, proposal, "dropped"):
        proposal.act = decisions.next_act(scope, proposal.import_id)


def undo(scope: Scope, proposal: ImportProposal, others: Sequence[ImportProposal] | None = None) -> list[Kept]:
    """Makes a decided proposal pending again and removes what accepting it made; says what of that stays, and why.

    Of a pending one it changes nothing. `others` spares asking for the accepted ones again where several are undone.
    Raises Refused: see undoing.take_back.
    """
    scope.require("platform.write")
    owned(scope, proposal)
    if proposal.state == "pending":
        return []
    _, platform = _about(scope, proposal)
    with scope.session.begin_nested():
        others = accepted(scope, proposal.import_id) if others is None else others
        kept = take_back(scope, platform, proposal, others) if proposal.state == "accepted" else []
        with editing(scope, proposal, proposal.revision, lambda row: suggest(row, ())):
            given = (proposal.decision or {}).get("given")
            proposal.state, proposal.outcome, proposal.act = "pending", None, None
            proposal.decision = decisions.decision(given) if given else None
        scope.session.flush()
    return kept


def undo_act(scope: Scope, import_id: int, act: int) -> tuple[int, list[Kept]]:
    """Undoes one act, which may be about many proposals, wholly or not at all. Gives their number and what stays.

    An act that was undone already changes nothing. Raises Refused: see undoing.take_back.
    """
    scope.require("platform.write")
    with scope.session.begin_nested():
        undone = decisions.of_act(scope, scope.get(CharterImport, id=import_id).id, act) if act > 0 else ()
        others = accepted(scope, import_id)
        kept = [each for proposal in undone for each in undo(scope, proposal, others)]
    return len(undone), list(dict.fromkeys(kept))


def _proposal(scope: Scope, declaration: Declaration) -> ImportProposal:
    texts = {name: _said(getattr(declaration, name)) for name in (*PUBLISHED, "passage")}
    return ImportProposal(organization_id=scope.organization_id, confidence=declaration.confidence, **texts)


def _said(text: str | None) -> str | None:
    return None if text is None else check.printable(text)


def _about(scope: Scope, proposal: ImportProposal) -> tuple[CharterImport, Platform]:
    scope.require("platform.write")
    owned(scope, proposal)
    taken = scope.get(CharterImport, id=proposal.import_id)
    return taken, scope.get(Platform, id=taken.platform_id)


def _settle_the_same(scope: Scope, platform: Platform, taken: CharterImport) -> None:
    known = purposes.every(scope)
    declared = standings(scope, platform, taken.proposals, known, taken.locale)
    for each in taken.proposals:
        standing = declared.get(each.id)
        if standing and standing.nothing_new:
            service = standing.cookie.service
            _remember(scope, each, suggest(each, known), Made(service.key, service.provider.key))
            each.state = "accepted"
    scope.session.flush()


def _accept(
    scope: Scope, proposal: ImportProposal, values: AcceptValues, make: Callable[[], Made], act: int | None = None
) -> None:
    with scope.session.begin_nested():  # a refused value leaves nothing behind
        if _becomes(scope, proposal, "accepted"):
            made = make()
            _remember(scope, proposal, values, made)
            proposal.act = act or decisions.next_act(scope, proposal.import_id)
            scope.session.flush()


def _merge(
    scope: Scope,
    proposal: ImportProposal,
    standing: Standing,
    values: AcceptValues,
    take: Collection[str],
    act: int | None = None,
) -> None:
    taken, platform = _about(scope, proposal)
    _accept(scope, proposal, values, lambda: merge(scope, platform, standing, values, take, taken.locale), act)


def _remember(scope: Scope, proposal: ImportProposal, values: AcceptValues, made: Made) -> None:
    purpose = scope.session.get(Purpose, values.purpose_id) if values.purpose_id else None
    proposal.decision = decisions.decision(decisions.given(values, purpose), made)
    proposal.outcome = made.outcome


def _becomes(scope: Scope, proposal: ImportProposal, state: str) -> bool:
    """Whether a pending proposal changed its state now; it did before if not."""
    if proposal.state == state:
        return False
    if proposal.state == "accepted":
        raise Refused(N_("This was accepted already. Undo that first."))
    if proposal.state == "dropped":
        raise Refused(N_("This was dropped. Bring it back first."))
    with editing(scope, proposal, proposal.revision, lambda row: suggest(row, ())):
        proposal.state = state
    return True


def _accepted_as_is(
    scope: Scope,
    taken: CharterImport,
    platform: Platform,
    proposal: ImportProposal,
    values: AcceptValues,
    standing: Standing | None,
    act: int,
) -> str | None:
    """The outcome; None for what stays for a person."""
    try:
        if standing and standing.sure:
            _merge(scope, proposal, standing, values, standing.gaps, act)
        elif standing or values.purpose_id is None:
            return None
        else:
            _accept(scope, proposal, values, lambda: declare(scope, platform, values, taken.locale), act)
    except Invalid:
        return None
    return proposal.outcome
