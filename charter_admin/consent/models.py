"""The tables of consent receipts. Plain ids, no foreign keys: a receipt outlives what it was given to."""

from datetime import datetime

from sqlalchemy import Index, String, false
from sqlalchemy.dialects import postgresql
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import JSON

from charter_admin.db import Base, Identified

# Sixteen bytes on PostgreSQL, and there compared by their bytes: the month's partition follows from the id.
UniqueId = String().with_variant(postgresql.UUID(as_uuid=False), "postgresql")


class ConsentReceipt(Base):
    """One decision of one visitor on one version (GDPR art. 7(1)). Holds no address and no user agent.

    `id` is a UUIDv7 of the visitor's browser; `previous` is the visitor's receipt before this one, where the banner
    knew it; `aside` marks what came in a flood: kept, but counted nowhere.
    """

    # On PostgreSQL a partition holds a month of ids (partitions.py).
    __table_args__ = (
        Index(None, "public_id", "received_at"),
        {"postgresql_partition_by": "RANGE (id)"},
    )

    id: Mapped[str] = mapped_column(UniqueId, primary_key=True)
    consent_id: Mapped[str] = mapped_column(UniqueId, index=True)
    organization_id: Mapped[int]
    public_id: Mapped[str]
    version: Mapped[int]
    digest: Mapped[str]
    build: Mapped[str]
    locale: Mapped[str]
    action: Mapped[str]
    choices: Mapped[dict[str, bool]] = mapped_column(JSON)
    layout: Mapped[str]
    claimed_at: Mapped[datetime]
    received_at: Mapped[datetime]
    previous: Mapped[str | None] = mapped_column(UniqueId)
    aside: Mapped[bool] = mapped_column(default=False, server_default=false())


class ReceiptDeletion(Identified, Base):
    """That receipts of an organization were deleted: when, by whom, why and how many.

    `subject` is the SHA-256 of the consent id that was erased, empty for what had been kept long enough.
    """

    organization_id: Mapped[int] = mapped_column(index=True)
    at: Mapped[datetime]
    actor: Mapped[str]
    reason: Mapped[str]
    subject: Mapped[str] = mapped_column(default="")
    receipts: Mapped[int]


class ReceiptPurge(Identified, Base):
    """The one row that says when receipts that are too old were last looked for."""

    at: Mapped[datetime]
