"""Tables of what people say to the rules: reasons in writing, and worksheets of audience measurement."""

from datetime import datetime

from sqlalchemy import ForeignKey, ForeignKeyConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from charter_admin import clock
from charter_admin.db import Base, Identified, Revised, Timestamped


class Justification(Identified, Timestamped, Base):
    """Why a warning is accepted on a platform. Only ever added and withdrawn, so that what was said stays known.

    `subject` is that of the finding, in one line; `fingerprint` is what it was like when this was written.
    """

    __tablename__ = "compliance_justification"
    __table_args__ = (
        ForeignKeyConstraint(
            ["organization_id", "platform_id"], ["platform.organization_id", "platform.id"], ondelete="CASCADE"
        ),
    )

    organization_id: Mapped[int] = mapped_column(ForeignKey("organization.id"))
    platform_id: Mapped[int] = mapped_column(index=True)
    rule: Mapped[str]
    subject: Mapped[str]
    fingerprint: Mapped[str]
    text: Mapped[str]
    author: Mapped[str]
    withdrawn_at: Mapped[datetime | None]
    withdrawn_by: Mapped[str] = mapped_column(default="")


class ExemptionWorksheet(Identified, Revised, Timestamped, Base):
    """The answers to the CNIL's conditions for a service on a platform. It goes when the service is taken out."""

    __table_args__ = (
        UniqueConstraint("organization_id", "usage_id"),
        ForeignKeyConstraint(
            ["organization_id", "usage_id"], ["usage.organization_id", "usage.id"], ondelete="CASCADE"
        ),
    )

    organization_id: Mapped[int] = mapped_column(ForeignKey("organization.id"))
    usage_id: Mapped[int]
    tool: Mapped[str]
    answers: Mapped[dict[str, str]]
    cookie_months: Mapped[int | None]
    data_months: Mapped[int | None]
    fingerprint: Mapped[str]
    author: Mapped[str]
    answered_at: Mapped[datetime] = mapped_column(default=clock.now)
