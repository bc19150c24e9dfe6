"""Tables of the catalogue. Texts shown to visitors are dictionaries from locale to text."""

from sqlalchemy import ForeignKey, ForeignKeyConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from charter_admin.db import Base, Identified, Revised, Timestamped, tenant_key
from charter_admin.listing import Named, NamedInLanguages
from charter_admin.translated import Translated

BASES = ("exempt", "consent")
STORAGES = ("cookie", "local_storage", "session_storage", "indexed_db", "pixel", "other")
PARTIES = ("first", "third")


class Keyed:
    """A row that markup on customers' sites may name: its key is frozen once it was published."""

    key: Mapped[str]
    key_frozen: Mapped[bool] = mapped_column(default=False)


class Purpose(NamedInLanguages, Translated, Keyed, Identified, Revised, Timestamped, Base):
    """Finalité: the unit of consent, `exempt` or needing `consent` (art. 82 of the French data-protection act)."""

    __table_args__ = tenant_key(UniqueConstraint("organization_id", "key"))
    TEXTS = ("name", "description")

    organization_id: Mapped[int] = mapped_column(ForeignKey("organization.id"))
    description: Mapped[dict[str, str]]
    basis: Mapped[str]
    position: Mapped[int] = mapped_column(default=0)


class Provider(Named, Keyed, Identified, Revised, Timestamped, Base):
    """Prestataire: the legal person behind services."""

    __table_args__ = tenant_key(UniqueConstraint("organization_id", "key"))

    organization_id: Mapped[int] = mapped_column(ForeignKey("organization.id"))
    country: Mapped[str] = mapped_column(default="")
    policy_url: Mapped[str] = mapped_column(default="")


class Service(NamedInLanguages, Translated, Keyed, Identified, Revised, Timestamped, Base):
    """What a provider does, for one purpose. `hosts` are the hosts its scripts and frames come from."""

    __table_args__ = tenant_key(
        UniqueConstraint("organization_id", "key"),
        ForeignKeyConstraint(["organization_id", "purpose_id"], ["purpose.organization_id", "purpose.id"]),
        ForeignKeyConstraint(["organization_id", "provider_id"], ["provider.organization_id", "provider.id"]),
    )
    TEXTS = ("name",)

    organization_id: Mapped[int] = mapped_column(ForeignKey("organization.id"))
    purpose_id: Mapped[int] = mapped_column(index=True)
    provider_id: Mapped[int] = mapped_column(index=True)
    hosts: Mapped[list[str]]

    purpose: Mapped[Purpose] = relationship(foreign_keys=[purpose_id], primaryjoin="Purpose.id == Service.purpose_id")
    provider: Mapped[Provider] = relationship(
        foreign_keys=[provider_id], primaryjoin="Provider.id == Service.provider_id"
    )
    cookies: Mapped[list["Cookie"]] = relationship(
        back_populates="service",
        order_by="Cookie.position, Cookie.id",
        cascade="all, delete-orphan",
        foreign_keys="Cookie.service_id",
        primaryjoin="Service.id == Cookie.service_id",
    )


class Cookie(Translated, Identified, Revised, Timestamped, Base):
    """One declared tracker; `purpose` is the "Finalités" column, `name` exact or a pattern."""

    __table_args__ = tenant_key(
        ForeignKeyConstraint(
            ["organization_id", "service_id"], ["service.organization_id", "service.id"], ondelete="CASCADE"
        ),
    )
    TEXTS = ("duration_text", "purpose")

    organization_id: Mapped[int] = mapped_column(ForeignKey("organization.id"))
    service_id: Mapped[int] = mapped_column(index=True)
    name: Mapped[str]
    pattern: Mapped[bool] = mapped_column(default=False)
    storage: Mapped[str] = mapped_column(default="cookie")
    host: Mapped[str] = mapped_column(default="")
    party: Mapped[str] = mapped_column(default="first")
    duration_kind: Mapped[str] = mapped_column(default="unknown")
    duration_amount: Mapped[int | None]
    duration_unit: Mapped[str | None]
    duration_text: Mapped[dict[str, str]]
    purpose: Mapped[dict[str, str]]
    position: Mapped[int] = mapped_column(default=0)

    service: Mapped[Service] = relationship(
        back_populates="cookies", foreign_keys=[service_id], primaryjoin="Service.id == Cookie.service_id"
    )
