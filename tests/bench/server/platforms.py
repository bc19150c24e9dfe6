"""Thousands of published platforms, each with bytes of its own, written quickly."""

import gzip
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import brotli
from sqlalchemy import Connection, Engine, Table, insert, select
from sqlalchemy.orm import Session

from charter_admin.db import make_engine
from charter_admin.demo import seed
from charter_admin.migrating import migrate
from charter_admin.versions import store
from charter_admin.versions.models import Artefact, CharterVersion, Publication

AT_ONCE = 200
# The files each has; the demo's language is French.
FILES = {"fr/": "page", "fr/banner.js": "banner"}

_version: Table = CharterVersion.__table__  # type: ignore[assignment]  # typed as something more general
_artefact: Table = Artefact.__table__  # type: ignore[assignment]  # as above
_publication: Table = Publication.__table__  # type: ignore[assignment]  # as above


def installation(url: str, count: int) -> list[str]:
    """A migrated database with `count` published platforms; gives their public ids."""
    engine = make_engine(url)
    migrate(engine)
    with Session(engine) as session, session.begin():
        seed.ensure(session, "localhost:1")
    found = [seed.PORTAL_ID, *(f"p{number:09}" for number in range(1, count))]
    for start in range(1, count, AT_ONCE):
        with engine.begin() as connection:
            _clone(connection, found[start : start + AT_ONCE])
    engine.dispose()
    return found


def files(url: str, root: Path, ids: Sequence[str]) -> None:
    """Writes what the platforms answer as files, pre-compressed, for a web server."""
    engine: Engine = make_engine(url)
    statement = (
        select(_version.c.public_id, _artefact.c.kind, _artefact.c.brotli, _artefact.c.gzip)
        .join(_artefact, _artefact.c.version_id == _version.c.id)
        .where(_artefact.c.locale == "fr", _artefact.c.kind.in_(["page", "banner"]))
    )
    with engine.connect() as connection:
        for row in connection.execution_options(yield_per=AT_ONCE).execute(statement):
            folder = root / "c" / row.public_id / "fr"
            folder.mkdir(parents=True, exist_ok=True)
            name = "index.html" if row.kind == "page" else "banner.js"
            (folder / name).write_bytes(gzip.decompress(row.gzip))
            (folder / f"{name}.gz").write_bytes(row.gzip)
            (folder / f"{name}.br").write_bytes(row.brotli)
    engine.dispose()


def _clone(connection: Connection, ids: Sequence[str]) -> None:
    current = select(_version).join(_publication, _publication.c.version_id == _version.c.id)
    model = connection.execute(current.where(_publication.c.public_id == seed.PORTAL_ID)).mappings().one()
    artefacts = select(_artefact).where(_artefact.c.version_id == model["id"], _artefact.c.locale == "fr")
    contents = [(row, gzip.decompress(row["gzip"])) for row in connection.execute(artefacts).mappings()]
    serial = store.next_serial(connection)
    for public_id in ids:
        # All are versions of one draft, whose numbers must differ; who serves them does not look at it.
        row = dict(model) | {"public_id": public_id, "number": int(public_id[1:]) + 1}
        del row["id"]
        made = connection.execute(insert(_version).values(row).returning(_version.c.id)).scalar_one()
        connection.execute(insert(_artefact), [_copy(dict(one), content, public_id, made) for one, content in contents])
        values = {"public_id": public_id, "version_id": made, "state": store.LIVE, "serial": serial}
        owner = {name: model[name] for name in ("organization_id", "platform_id")}
        connection.execute(insert(_publication).values(values | owner))


def _copy(row: dict[str, Any], content: bytes, public_id: str, version_id: int) -> dict[str, Any]:
    own = content.replace(seed.PORTAL_ID.encode(), public_id.encode())
    if own == content:
        own += f"\n<!-- {public_id} -->".encode() if row["kind"] == "page" else f"\n// {public_id}".encode()
    del row["id"]
    # Said to be as small as can be, or the worker would squeeze thousands of files during the measurement.
    packed = {"squeezed": True, "brotli": brotli.compress(own, quality=5), "gzip": gzip.compress(own, 6, mtime=0)}
    return row | packed | {"version_id": version_id, "sha256": store.sha256_of(own)}
