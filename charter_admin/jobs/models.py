"""Tables of jobs and their items."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from charter_admin.db import Base, Identified, Timestamped, tenant_key

WAITING, RUNNING, DONE, CANCELLED = "waiting", "running", "done", "cancelled"
OPEN = (WAITING, RUNNING)
UNCHANGED, FAILED = "unchanged", "failed"


class Job(Identified, Timestamped, Base):
    """Something to do to many things, one after the other.

    `payload` is what the kind needs to know; `report` counts the finished items by their state. The worker named by
    `lease_owner` has it until `lease_until`. `attempts` counts how often it was taken up since an item was last
    finished. `permission` is what its maker needed, and still needs when an item is done.
    """

    __table_args__ = tenant_key(Index("ix_job_state", "state", "id"))

    organization_id: Mapped[int] = mapped_column(ForeignKey("organization.id"))
    kind: Mapped[str]
    payload: Mapped[dict[str, Any]] = mapped_column(default=dict)
    permission: Mapped[str]
    state: Mapped[str] = mapped_column(default=WAITING)
    total: Mapped[int]
    done: Mapped[int] = mapped_column(default=0)
    report: Mapped[dict[str, Any]] = mapped_column(default=dict)
    lease_owner: Mapped[str | None]
    lease_until: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    created_by: Mapped[str]
    user_id: Mapped[int | None]
    started_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]

    @property
    def open(self) -> bool:
        """Whether something is still to come."""
        return self.state in OPEN


class JobItem(Identified, Base):
    """One thing of a job: `subject` names it for the handler, `label` for people.

    `outcome` says what came of it; it is written in the same transaction as the work itself.
    """

    __table_args__ = tenant_key(
        UniqueConstraint("organization_id", "job_id", "position"),
        ForeignKeyConstraint(["organization_id", "job_id"], ["job.organization_id", "job.id"], ondelete="CASCADE"),
        Index("ix_job_item_job_id_state", "job_id", "state", "position"),
    )

    organization_id: Mapped[int] = mapped_column(ForeignKey("organization.id"))
    job_id: Mapped[int]
    position: Mapped[int]
    subject: Mapped[str]
    label: Mapped[str]
    state: Mapped[str] = mapped_column(default=WAITING)
    outcome: Mapped[dict[str, Any]] = mapped_column(default=dict)
    ended_at: Mapped[datetime | None]
