"""What the pages about imports show: how far a review is, and which imports a platform has."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, case, func, select

from charter_admin.catalogue.models import Purpose
from charter_admin.importing.models import CharterImport, ImportProposal
from charter_admin.importing.suggestions import guess_purpose
from charter_admin.organizations.scope import Scope
from charter_admin.platforms.models import Platform

PAGE_SIZE = 50
MOST_IMPORTS = 20


@dataclass(frozen=True)
class Progress:
    """How many proposals of an import are in each state, and what came of the accepted ones."""

    pending: int = 0
    dropped: int = 0
    added: int = 0
    completed: int = 0
    same: int = 0

    @property
    def accepted(self) -> int:
        """Whatever came of them."""
        return self.added + self.completed + self.same

    @property
    def found(self) -> int:
        """All of them."""
        return self.pending + self.decided

    @property
    def decided(self) -> int:
        """Those accepted or dropped."""
        return self.accepted + self.dropped


def progress(scope: Scope, imports: Iterable[CharterImport]) -> dict[int, Progress]:
    """The progress of each import by its id."""
    counts: dict[int, dict[str, int]] = {taken.id: {} for taken in imports}
    # What was accepted before outcomes were kept had been added.
    what = case(
        (ImportProposal.state == "accepted", func.coalesce(ImportProposal.outcome, "added")), else_=ImportProposal.state
    )
    owned = ImportProposal.organization_id == scope.organization_id
    statement = select(ImportProposal.import_id, what, func.count()).where(owned, ImportProposal.import_id.in_(counts))
    for import_id, name, count in scope.session.execute(statement.group_by(ImportProposal.import_id, what)):
        counts[import_id][name] = count
    return {import_id: Progress(**of_import) for import_id, of_import in counts.items()}


def earlier(scope: Scope, platform: Platform) -> list[tuple[CharterImport, Progress]]:
    """The platform's last imports, the newest first."""
    newest = scope.select(CharterImport).where(CharterImport.platform_id == platform.id)
    imports = scope.session.scalars(newest.order_by(CharterImport.id.desc()).limit(MOST_IMPORTS)).all()
    known = progress(scope, imports)
    return [(taken, known[taken.id]) for taken in imports]


def proposals(scope: Scope, taken: CharterImport, after: int) -> tuple[Sequence[ImportProposal], int | None]:
    """One page of an import's proposals in the order of the document, and where the next page, if any, begins."""
    of_import = scope.select(ImportProposal).where(ImportProposal.import_id == taken.id, ImportProposal.id > after)
    rows = scope.session.scalars(of_import.order_by(ImportProposal.id).limit(PAGE_SIZE + 1)).all()
    return rows[:PAGE_SIZE], rows[PAGE_SIZE - 1].id if len(rows) > PAGE_SIZE else None


def next_pending(scope: Scope, taken: CharterImport, after: int) -> int | None:
    """The id of the first proposal behind `after` that is still to be decided; where none is, the first of all."""
    of_import = scope.select(ImportProposal).where(ImportProposal.import_id == taken.id)
    waiting = of_import.where(ImportProposal.state == "pending").with_only_columns(ImportProposal.id)
    order = (ImportProposal.id <= after, ImportProposal.id)
    return scope.session.scalar(waiting.order_by(*order).limit(1))


def surely_read(scope: Scope, taken: CharterImport) -> int:
    """How many pending proposals the document says plainly."""
    pending = _pending(scope, taken)
    return scope.session.scalar(select(func.count()).where(*pending, ImportProposal.confidence == "high")) or 0


def lacks_purpose(scope: Scope, taken: CharterImport, purposes: Sequence[Purpose]) -> bool:
    """Whether there is a pending proposal whose purpose neither the document nor a person told."""
    pending = _pending(scope, taken)
    untouched = select(ImportProposal.category).where(*pending, ImportProposal.decision.is_(None)).distinct()
    if any(guess_purpose(category or "", purposes) is None for category in scope.session.scalars(untouched)):
        return True
    given = scope.session.scalars(select(ImportProposal.decision).where(*pending, ImportProposal.decision.is_not(None)))
    return any(not (each or {}).get("given", {}).get("purpose_key") for each in given)


@dataclass(frozen=True)
class LastAct:
    """The decision that "undo" takes back: its number (0 when there is none), how many it was about, the first."""

    number: int = 0
    count: int = 0
    first: ImportProposal | None = None


def last_act(scope: Scope, taken: CharterImport) -> LastAct:
    """The last decision about an import that stands."""
    act = ImportProposal.act
    of_import = (ImportProposal.organization_id == scope.organization_id, ImportProposal.import_id == taken.id)
    counts = select(act, func.count(), func.min(ImportProposal.id)).where(*of_import, act.is_not(None))
    found = scope.session.execute(counts.group_by(act).order_by(act.desc()).limit(1)).first()
    return LastAct(found[0], found[1], scope.get(ImportProposal, id=found[2])) if found else LastAct()


def _pending(scope: Scope, taken: CharterImport) -> tuple[ColumnElement[bool], ...]:
    owned = ImportProposal.organization_id == scope.organization_id
    return owned, ImportProposal.import_id == taken.id, ImportProposal.state == "pending"
