"""What the public plane reads: published things by public id, with Core statements only.

Nothing here touches a draft, and nothing is loaded that the answer does not need.
"""

import gzip
from dataclasses import dataclass
from hashlib import sha256

import brotli
from sqlalchemy import ColumnElement, Connection, Row, and_, select, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoConnection

from charter_admin.db import table_of
from charter_admin.versions.models import Artefact, CharterVersion, Publication, PublicationSerial

# What a database that does not answer, or is not whole, raises; a mistake of ours in a statement is none of them.
AWAY = (DBAPIError, NoConnection)
LIVE, UNPUBLISHED, DELETED = "live", "unpublished", "deleted"

_version = table_of(CharterVersion)
_artefact = table_of(Artefact)
_publication = table_of(Publication)
_serial = table_of(PublicationSerial)


@dataclass(frozen=True)
class Published:
    """A public id at one of its versions. Without a version (`version_id` None) there is nothing at that number."""

    state: str
    organization_id: int
    version_id: int | None
    number: int
    default_locale: str
    locales: tuple[str, ...]


@dataclass(frozen=True)
class Stored:
    """The bytes of an artefact, compressed as they are kept."""

    brotli: bytes
    gzip: bytes

    @property
    def identity(self) -> bytes:
        """The bytes themselves."""
        return gzip.decompress(self.gzip)


def sha256_of(content: bytes) -> str:
    """The name of an artefact's bytes."""
    return sha256(content).hexdigest()


def published(connection: Connection, public_id: str, number: int | None = None) -> Published | None:
    """The current version of a public id, or the one of that number; None for an id that was never published."""
    columns = (_version.c.id, _version.c.number, _version.c.default_locale, _version.c.locales)
    joined = _publication.outerjoin(_version, _is_version(number))
    found = connection.execute(
        select(_publication.c.state, _publication.c.organization_id, *columns)
        .select_from(joined)
        .where(_publication.c.public_id == public_id)
    ).first()
    return _published(found) if found else None


def artefact_name(
    connection: Connection, version_id: int, kind: str, locale: str, *, first: bool = False
) -> str | None:
    """The SHA-256 of an artefact: of the build last made the one served, or of the `first` build of all."""
    newest = (_artefact.c.created_at.desc(), _artefact.c.id.desc())
    statement = select(_artefact.c.sha256).where(
        _artefact.c.version_id == version_id, _artefact.c.kind == kind, _artefact.c.locale == locale
    )
    statement = statement.order_by(*((_artefact.c.id,) if first else newest)).limit(1)
    return connection.execute(statement).scalar()


def script_of(connection: Connection, public_id: str, number: int, locale: str, build: str) -> str | None:
    """The SHA-256 of the banner's script of one build; None for a build that was never made."""
    statement = (
        select(_artefact.c.sha256)
        .join(_version, _version.c.id == _artefact.c.version_id)
        .where(_version.c.public_id == public_id, _version.c.number == number, _artefact.c.kind == "banner")
    )
    found = connection.execute(statement.where(_artefact.c.locale == locale, _artefact.c.build == build)).scalar()
    return str(found) if found else None


def first_script(connection: Connection, public_id: str, number: int, locale: str) -> str | None:
    """The SHA-256 of what the address of a version's script gives."""
    found = published(connection, public_id, number)
    if found is None or found.version_id is None:
        return None
    return artefact_name(connection, found.version_id, "banner", locale, first=True)


def coded(connection: Connection, version_id: int, name: str, coding: str) -> bytes | None:
    """The bytes of that SHA-256 in one of the codings they are kept in, None when they were deleted meanwhile."""
    column = _artefact.c.brotli if coding == "br" else _artefact.c.gzip
    statement = select(column).where(_artefact.c.version_id == version_id, _artefact.c.sha256 == name)
    return connection.execute(statement.limit(1)).scalar()


def plain(packed: bytes, coding: str) -> bytes:
    """The bytes themselves, from those of a coding."""
    return bytes(brotli.decompress(packed)) if coding == "br" else gzip.decompress(packed)


def artefact_bytes(connection: Connection, version_id: int, name: str) -> Stored | None:
    """The bytes of that SHA-256, None when they were deleted meanwhile."""
    statement = select(_artefact.c.brotli, _artefact.c.gzip).where(
        _artefact.c.version_id == version_id, _artefact.c.sha256 == name
    )
    found = connection.execute(statement.limit(1)).first()
    return Stored(found.brotli, found.gzip) if found else None


def publications(connection: Connection) -> list[tuple[str, str]]:
    """Every public id there ever was, with its state, in order."""
    statement = select(_publication.c.public_id, _publication.c.state).order_by(_publication.c.public_id)
    return list(connection.execute(statement).tuples())


def numbers(connection: Connection, public_id: str) -> list[int]:
    """The numbers of a public id's versions, the first one first."""
    statement = select(_version.c.number).where(_version.c.public_id == public_id).order_by(_version.c.number)
    return list(connection.execute(statement).scalars())


def document(connection: Connection, public_id: str, number: int) -> bytes | None:
    """The canonical JSON of version `number`, None when there is no such version."""
    statement = select(_version.c.document).where(_version.c.public_id == public_id, _version.c.number == number)
    return connection.execute(statement).scalar()


def next_serial(connection: Connection) -> int:
    """A serial for what this transaction changes. Take it late, and before any row of `publication` is written:
    everybody else who publishes waits from here to the commit."""
    statement = update(_serial).values(last=_serial.c.last + 1).returning(_serial.c.last)
    return int(connection.execute(statement).scalar_one())


def serial(connection: Connection) -> int:
    """The serial of the last change that is committed."""
    return int(connection.execute(select(_serial.c.last)).scalar_one())


def changed(connection: Connection, after: int) -> dict[str, int]:
    """The public ids that were changed after a serial, with theirs."""
    statement = select(_publication.c.public_id, _publication.c.serial).where(_publication.c.serial > after)
    return {row.public_id: row.serial for row in connection.execute(statement)}


def _is_version(number: int | None) -> ColumnElement[bool]:
    if number is None:
        return _version.c.id == _publication.c.version_id
    return and_(_version.c.public_id == _publication.c.public_id, _version.c.number == number)


def _published(found: Row[tuple[str, int, int | None, int, str, list[str]]]) -> Published:
    state, owner, version_id, number, default, locales = found
    return Published(state, owner, version_id, number or 0, default or "", tuple(locales or ()))
