"""Tables of what was published. The public plane reads them with Core statements only."""

from typing import Any

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from charter_admin.db import Base, Identified, Timestamped, tenant_key


class CharterVersion(Identified, Timestamped, Base):
    """One published charter. Never changes: no code updates a row of this table.

    `dossier` is what its check said when it was published; it is part neither of the document nor of a digest.
    """

    __table_args__ = tenant_key(
        UniqueConstraint("platform_id", "number"),
        ForeignKeyConstraint(["organization_id", "platform_id"], ["platform.organization_id", "platform.id"]),
    )

    organization_id: Mapped[int] = mapped_column(ForeignKey("organization.id"))
    platform_id: Mapped[int]
    public_id: Mapped[str] = mapped_column(index=True)
    number: Mapped[int]
    document: Mapped[bytes] = mapped_column(LargeBinary)
    digest: Mapped[str]
    consent_digest: Mapped[str]
    default_locale: Mapped[str]
    locales: Mapped[list[str]]
    author: Mapped[str]
    dossier: Mapped[dict[str, Any]] = mapped_column(default=dict)


class Artefact(Identified, Timestamped, Base):
    """The finished bytes of a version, compressed twice; a client that takes neither gets them inflated.

    `kind` is `page`, `banner` or `json` (whose locale is empty); `build` names the renderer that made them;
    `sha256` is of the uncompressed bytes and makes the ETag. `squeezed` tells whether they were compressed as far as
    can be, which takes so long that the worker does it after publishing.
    """

    __table_args__ = (
        UniqueConstraint("version_id", "kind", "locale", "build"),
        ForeignKeyConstraint(
            ["organization_id", "version_id"],
            ["charter_version.organization_id", "charter_version.id"],
            ondelete="CASCADE",
        ),
        Index("ix_artefact_squeezed", "squeezed", "id"),
    )

    organization_id: Mapped[int] = mapped_column(ForeignKey("organization.id"))
    version_id: Mapped[int]
    kind: Mapped[str]
    locale: Mapped[str]
    build: Mapped[str]
    sha256: Mapped[str]
    brotli: Mapped[bytes] = mapped_column(LargeBinary)
    gzip: Mapped[bytes] = mapped_column(LargeBinary)
    squeezed: Mapped[bool] = mapped_column(default=False)


class Publication(Base):
    """What a public id answers with: the current version while `live`, 410 when `unpublished` or `deleted`.

    It outlives its platform, so that a deleted charter is known to be gone and its id is never given again. `parts`
    are the digests of what its version says, part by part: enough to tell, for hundreds of charters at once, which
    of them say something else than the catalogue does by now. `serial` is that of the last change of what it answers.
    """

    public_id: Mapped[str] = mapped_column(primary_key=True)
    organization_id: Mapped[int] = mapped_column(ForeignKey("organization.id"))
    platform_id: Mapped[int]
    state: Mapped[str]
    version_id: Mapped[int | None]
    parts: Mapped[dict[str, str]] = mapped_column(default=dict)
    serial: Mapped[int] = mapped_column(default=0, index=True)


class PublicationSerial(Base):
    """One row with the serial given last.

    Whoever takes the next one holds the row until the transaction ends, so serials become visible in their order: who
    has seen one has seen all before it. A sequence would not do, for its numbers are given before they are committed.
    """

    id: Mapped[int] = mapped_column(primary_key=True)
    last: Mapped[int]
