"""What is remembered of an acceptance, so that it can be taken back: what was given, and what was made of it.

Rows are named by their keys and not by their ids, which another installation numbers anew.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from sqlalchemy import func, select

from charter_admin.catalogue import cookies
from charter_admin.catalogue.models import Cookie, Provider, Purpose, Service
from charter_admin.importing.models import ImportProposal
from charter_admin.importing.suggestions import AcceptValues
from charter_admin.organizations.scope import Scope
from charter_admin.platforms.models import Usage


@dataclass
class Made:
    """What accepting one proposal did. `steps` are in the order in which they were done; see `step`."""

    service: str
    provider: str
    steps: list[dict[str, Any]] = field(default_factory=list)

    @property
    def outcome(self) -> str:
        """One of models.OUTCOMES."""
        if any(each["what"] == "cookie" and each["before"] is None for each in self.steps):
            return "added"
        return "completed" if self.steps else "same"

    def step(self, row: Provider | Service | Cookie | Usage, before: dict[str, Any] | None = None) -> None:
        """Notes that a row was made, or changed when `before` is what it was."""
        name = row.name if isinstance(row, Cookie) else ""
        self.steps.append({"what": kind(row), "name": name, "before": before, "after": print_of(row)})


def kind(row: Provider | Service | Cookie | Usage) -> str:
    """The word for a row."""
    return type(row).__name__.lower()


def print_of(row: Provider | Service | Cookie | Usage) -> dict[str, Any]:
    """What a row says, in values that stay the same in another installation."""
    if isinstance(row, Provider):
        return {"name": row.name, "country": row.country, "policy_url": row.policy_url, "key": row.key}
    if isinstance(row, Service):
        under = {"purpose": row.purpose.key, "provider": row.provider.key}
        return {"name": dict(row.name), "hosts": list(row.hosts), "key": row.key} | under
    if isinstance(row, Cookie):
        return {name: _plain(value) for name, value in asdict(cookies.values_of(row)).items()}
    return {"location": dict(row.location), "basis": row.basis}


def given(values: AcceptValues, purpose: Purpose | None) -> dict[str, Any]:
    """The values a person gave, with the key of the purpose."""
    texts = {name: value for name, value in asdict(values).items() if name != "purpose_id"}
    return texts | {"purpose_key": purpose.key if purpose else None}


def decision(values: Mapping[str, Any], made: Made | None = None) -> dict[str, Any]:
    """What is stored with a proposal."""
    steps = {"service": made.service, "provider": made.provider, "steps": made.steps} if made else {}
    return {"given": dict(values), **steps}


def made_of(proposal: ImportProposal) -> Made | None:
    """What accepting it made; None for what was accepted before that was kept, or is not accepted."""
    stored = proposal.decision or {}
    return Made(stored["service"], stored["provider"], list(stored["steps"])) if "steps" in stored else None


def next_act(scope: Scope, import_id: int) -> int:
    """The number of the next decision about an import."""
    return last_act(scope, import_id) + 1


def last_act(scope: Scope, import_id: int) -> int:
    """The number of the last decision that stands; 0 when there is none."""
    of_import = (ImportProposal.organization_id == scope.organization_id, ImportProposal.import_id == import_id)
    return scope.session.scalar(select(func.max(ImportProposal.act)).where(*of_import)) or 0


def of_act(scope: Scope, import_id: int, act: int) -> Sequence[ImportProposal]:
    """The proposals that one act decided, the last first."""
    of_import = scope.select(ImportProposal).where(ImportProposal.import_id == import_id, ImportProposal.act == act)
    return scope.session.scalars(of_import.order_by(ImportProposal.id.desc())).all()


def _plain(value: Any) -> Any:
    return dict(value) if isinstance(value, Mapping) else value
