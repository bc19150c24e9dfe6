"""Tables of imports under review."""

from sqlalchemy import ForeignKey, ForeignKeyConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from charter_admin.db import Base, Identified, Revised, Timestamped, tenant_key

STATES = ("pending", "accepted", "dropped")


class CharterImport(Identified, Timestamped, Base):
    """One document taken in for a platform; `locale` is the language its texts are stored under."""

    __table_args__ = tenant_key(
        ForeignKeyConstraint(
            ["organization_id", "platform_id"],
            ["platform.organization_id", "platform.id"],
            ondelete="CASCADE",
        ),
    )

    organization_id: Mapped[int] = mapped_column(ForeignKey("organization.id"))
    platform_id: Mapped[int] = mapped_column(index=True)
    filename: Mapped[str]
    locale: Mapped[str]
    found_platform: Mapped[str | None]

    proposals: Mapped[list["ImportProposal"]] = relationship(
        order_by="ImportProposal.id",
        cascade="all, delete-orphan",
        foreign_keys="ImportProposal.import_id",
        primaryjoin="CharterImport.id == ImportProposal.import_id",
    )


class ImportProposal(Identified, Revised, Base):
    """One declaration found, as the document says it, and what became of it.

    `confidence` is None for what was taken in before it was kept.
    """

    __table_args__ = tenant_key(
        ForeignKeyConstraint(
            ["organization_id", "import_id"],
            ["charter_import.organization_id", "charter_import.id"],
            ondelete="CASCADE",
        ),
    )

    organization_id: Mapped[int] = mapped_column(ForeignKey("organization.id"))
    import_id: Mapped[int] = mapped_column(index=True)
    passage: Mapped[str]
    name: Mapped[str]
    provider: Mapped[str | None]
    service: Mapped[str | None]
    purpose: Mapped[str | None]
    duration: Mapped[str | None]
    party: Mapped[str | None]
    category: Mapped[str | None]
    confidence: Mapped[str | None]
    state: Mapped[str] = mapped_column(default="pending")
