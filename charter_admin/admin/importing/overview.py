"""What the pages about imports show: how far a review is, and which imports a platform has."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from charter_admin.importing.models import CharterImport, ImportProposal
from charter_admin.organizations.scope import Scope
from charter_admin.platforms.models import Platform

PAGE_SIZE = 50
MOST_IMPORTS = 20


@dataclass(frozen=True)
class Progress:
    """How many proposals of an import are in each state."""

    pending: int = 0
    accepted: int = 0
    dropped: int = 0

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
    states: dict[int, dict[str, int]] = {taken.id: {} for taken in imports}
    of_import, state = ImportProposal.import_id, ImportProposal.state
    owned = ImportProposal.organization_id == scope.organization_id
    statement = select(of_import, state, func.count()).where(owned, of_import.in_(states)).group_by(of_import, state)
    for import_id, name, count in scope.session.execute(statement):
        states[import_id][name] = count
    return {import_id: Progress(**counts) for import_id, counts in states.items()}


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
    """The id of the first proposal behind `after` that is still to be decided."""
    of_import = scope.select(ImportProposal).where(ImportProposal.import_id == taken.id, ImportProposal.id > after)
    waiting = of_import.where(ImportProposal.state == "pending").order_by(ImportProposal.id).limit(1)
    found = scope.session.scalar(waiting)
    return found.id if found else None
