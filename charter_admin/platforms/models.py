"""Tables of platforms. A platform's draft is its usages, texts and settings."""

from typing import TYPE_CHECKING, Any

from sqlalchemy import ForeignKey, ForeignKeyConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from charter_admin.db import Base, Identified, Revised, Timestamped, tenant_key
from charter_admin.listing import Named
from charter_admin.translated import Translated

if TYPE_CHECKING:
    from charter_admin.catalogue.models import Service

_OF_PLATFORM = ["platform.organization_id", "platform.id"]


class Platform(Named, Identified, Revised, Timestamped, Base):
    """A website; `public_id` stands in its public addresses and never changes."""

    __table_args__ = tenant_key()

    organization_id: Mapped[int] = mapped_column(ForeignKey("organization.id"))
    public_id: Mapped[str] = mapped_column(unique=True)
    default_locale: Mapped[str]
    locales: Mapped[list[str]]
    controller: Mapped[str] = mapped_column(default="")
    contact_email: Mapped[str] = mapped_column(default="")
    contact_url: Mapped[str] = mapped_column(default="")
    contact_address: Mapped[str] = mapped_column(default="")
    dpo: Mapped[str] = mapped_column(default="")
    banner: Mapped[dict[str, Any]] = mapped_column(default=dict)

    domains: Mapped[list["Domain"]] = relationship(
        cascade="all, delete-orphan",
        order_by="Domain.id",
        foreign_keys="Domain.platform_id",
        primaryjoin="Platform.id == Domain.platform_id",
    )
    usages: Mapped[list["Usage"]] = relationship(
        back_populates="platform",
        cascade="all, delete-orphan",
        order_by="Usage.id",
        foreign_keys="Usage.platform_id",
        primaryjoin="Platform.id == Usage.platform_id",
    )
    texts: Mapped[list["CharterText"]] = relationship(
        cascade="all, delete-orphan",
        foreign_keys="CharterText.platform_id",
        primaryjoin="Platform.id == CharterText.platform_id",
    )


class Domain(Identified, Base):
    """A host name (and port, if odd) the platform answers at; the first is the one linked to."""

    __tablename__ = "platform_domain"
    __table_args__ = tenant_key(
        UniqueConstraint("organization_id", "platform_id", "name"),
        ForeignKeyConstraint(["organization_id", "platform_id"], _OF_PLATFORM, ondelete="CASCADE"),
    )

    organization_id: Mapped[int] = mapped_column(ForeignKey("organization.id"))
    platform_id: Mapped[int] = mapped_column(index=True)
    name: Mapped[str]


class Usage(Translated, Identified, Revised, Timestamped, Base):
    """A service in use on a platform: where, and on which basis if it differs from its purpose's."""

    __table_args__ = tenant_key(
        UniqueConstraint("organization_id", "platform_id", "service_id"),
        ForeignKeyConstraint(["organization_id", "platform_id"], _OF_PLATFORM, ondelete="CASCADE"),
        ForeignKeyConstraint(["organization_id", "service_id"], ["service.organization_id", "service.id"]),
    )
    TEXTS = ("location",)

    organization_id: Mapped[int] = mapped_column(ForeignKey("organization.id"))
    platform_id: Mapped[int] = mapped_column(index=True)
    service_id: Mapped[int] = mapped_column(index=True)
    location: Mapped[dict[str, str]]
    basis: Mapped[str | None]

    platform: Mapped[Platform] = relationship(
        back_populates="usages", foreign_keys=[platform_id], primaryjoin="Platform.id == Usage.platform_id"
    )
    service: Mapped["Service"] = relationship(foreign_keys=[service_id], primaryjoin="Service.id == Usage.service_id")

    @property
    def effective_basis(self) -> str:
        """The basis that holds here."""
        return self.basis or self.service.purpose.basis


class CharterText(Translated, Identified, Revised, Timestamped, Base):
    """An edited section of the charter, title and Markdown body per language; without a row the standard one holds.

    `taken` holds, by language, the digest of the words as the organization's template gave them: other words were
    changed here. What is kept about its translations counts the standard words as words, so
    charter_admin.platforms.texts keeps it.
    """

    __table_args__ = tenant_key(
        UniqueConstraint("organization_id", "platform_id", "key"),
        ForeignKeyConstraint(["organization_id", "platform_id"], _OF_PLATFORM, ondelete="CASCADE"),
    )

    organization_id: Mapped[int] = mapped_column(ForeignKey("organization.id"))
    platform_id: Mapped[int] = mapped_column(index=True)
    key: Mapped[str]
    title: Mapped[dict[str, str]]
    body: Mapped[dict[str, str]]
    taken: Mapped[dict[str, str]] = mapped_column(default=dict)


class TextTemplate(Identified, Revised, Timestamped, Base):
    """The organization's own wording of a section, which new platforms start from."""

    __table_args__ = tenant_key(UniqueConstraint("organization_id", "key"))

    organization_id: Mapped[int] = mapped_column(ForeignKey("organization.id"))
    key: Mapped[str]
    title: Mapped[dict[str, str]]
    body: Mapped[dict[str, str]]
