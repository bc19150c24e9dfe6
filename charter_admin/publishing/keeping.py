"""Writing versions and their artefacts. Nothing here commits."""

import gzip
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import brotli
from sqlalchemy import func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from charter_admin import clock
from charter_admin.catalogue.models import Provider, Purpose, Service
from charter_admin.organizations.scope import Scope
from charter_admin.platforms.models import Platform
from charter_admin.publishing.build import build_id
from charter_admin.publishing.parts import parts
from charter_admin.publishing.render import Edition, Rendered, artefacts
from charter_admin.versions.document import Document, as_stored, consent_digest, digest, from_json, to_json
from charter_admin.versions.models import Artefact, CharterVersion, Publication
from charter_admin.versions.store import LIVE, next_serial, sha256_of

# Brotli's and gzip's effort. The last tenth takes ten times as long as all before it. Who publishes one platform waits
# for it where every visitor of the website does, at the banner; the worker squeezes the rest when it has nothing to do.
Effort = tuple[int, int]
QUICK: Effort = (5, 6)
HARD: Effort = (11, 9)
COMPRESSING = 2  # threads: both compressors let others work meanwhile


def freeze_keys(scope: Scope, document: Document) -> None:
    """The keys a charter names may not change any more: markup on the customer's site may depend on them.

    The rows stay locked until the transaction ends, so a key being changed right now is either seen or refused.
    """
    used: tuple[tuple[type[Any], Iterable[Any]], ...] = (
        (Purpose, document.purposes),
        (Provider, document.providers),
        (Service, document.services),
    )
    for model, named in used:
        _freeze_keys(scope, model, [part.key for part in named])


def _freeze_keys(scope: Scope, model: type[Any], keys: list[str]) -> None:
    free = scope.select(model).with_only_columns(model.id).where(model.key.in_(keys), model.key_frozen.is_(False))
    # Locked in one order everywhere: two publications of one organization would else wait for each other.
    ids = scope.session.scalars(free.order_by(model.id).with_for_update(key_share=True)).all()
    if not ids:
        return
    # Not through the rows: their revision is for what people change, and an open form must not become stale.
    statement = update(model).where(model.id.in_(ids)).values(key_frozen=True)
    scope.session.execute(statement, execution_options={"synchronize_session": False})


def add_version(
    scope: Scope, platform: Platform, document: Document, dossier: dict[str, Any], effort: Effort
) -> CharterVersion:
    """The next version with its artefacts and the dossier of its check. The caller holds the platform's lock.

    `effort` is how far the banner is compressed.
    """
    last = select(func.max(CharterVersion.number)).where(CharterVersion.platform_id == platform.id)
    version = CharterVersion(
        created_at=clock.now(),
        platform_id=platform.id,
        public_id=platform.public_id,
        number=(scope.session.scalar(last) or 0) + 1,
        document=to_json(document),
        digest=digest(document),
        consent_digest=consent_digest(document),
        default_locale=platform.default_locale,
        locales=list(platform.locales),
        author=scope.actor,
        dossier=dossier,
    )
    scope.add(version)
    edition = Edition(version.number, version.created_at, build_id())
    # From what is stored, as in rendering again: equal documents may hold their languages in another order.
    finished = artefacts(as_stored(document), edition)
    scope.session.execute(insert(Artefact), _rows(version, finished, edition.build, effort))
    return version


def point_at(scope: Scope, platform: Platform, version: CharterVersion, document: Document) -> None:
    """Makes a version the current one, and the platform live. `document` is the version's."""
    serial = next_serial(scope.session.connection())
    publication = scope.session.get(Publication, platform.public_id)
    if publication is None:
        publication = Publication(public_id=platform.public_id, platform_id=platform.id)
        publication.organization_id = scope.organization_id
        scope.session.add(publication)
    publication.state, publication.version_id, publication.serial = LIVE, version.id, serial
    publication.parts = parts(document)
    scope.session.flush()


def take_off(session: Session, publication: Publication, state: str, version_id: int | None) -> None:
    """Makes the public id answer that it is gone."""
    serial = next_serial(session.connection())
    publication.state, publication.version_id, publication.serial = state, version_id, serial
    session.flush()


def tell_again(session: Session, version_ids: Sequence[int]) -> None:
    """Says that the versions have other artefacts, to those who serve the former ones."""
    if version_ids:
        serial = next_serial(session.connection())
        theirs = Publication.version_id.in_(version_ids)
        session.execute(
            update(Publication).where(theirs).values(serial=serial), execution_options={"synchronize_session": False}
        )


def render_again(session: Session, version: CharterVersion) -> tuple[int, bool]:
    """Adds the artefacts of the present build that the version lacks, and makes that build the one served.

    Gives how many were added, and whether older ones are served again: going back to an earlier release makes its build
    the newest.
    """
    build = build_id()
    edition = Edition(version.number, version.created_at, build)
    theirs = (Artefact.version_id == version.id, Artefact.build == build)
    known = set(session.execute(select(Artefact.kind, Artefact.locale).where(*theirs)).tuples())
    newest = select(Artefact.build).where(Artefact.version_id == version.id)
    newest = newest.order_by(Artefact.created_at.desc(), Artefact.id.desc()).limit(1)
    back = bool(known) and session.scalar(newest) != build
    if back:
        session.execute(update(Artefact).where(*theirs).values(created_at=clock.now()))
    if len(known) == 2 * len(version.locales) + 1:
        return 0, back
    missing = (r for r in artefacts(from_json(version.document), edition) if (r.kind, r.locale) not in known)
    return _add_missing(session, _rows(version, missing, build, QUICK)), back


def remember_parts(session: Session) -> None:
    """What the live versions say, part by part, for publications of releases that did not keep it.

    After `tell_again` where that is called too: a serial comes before any row of `publication`.
    """
    for publication in session.scalars(select(Publication).where(Publication.state == LIVE)).all():
        version = session.get(CharterVersion, publication.version_id) if not publication.parts else None
        if version is not None:
            publication.parts = parts(from_json(version.document))
            session.flush()
            session.expunge(version)


def _add_missing(session: Session, rows: Iterable[dict[str, Any]]) -> int:
    """Whoever renders at the same time adds the same bytes; the second does nothing."""
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    added = 0
    for row in rows:
        statement = dialect.insert(Artefact).values(row).on_conflict_do_nothing().returning(Artefact.id)
        added += len(session.execute(statement).all())
    return added


def _rows(version: CharterVersion, finished: Iterable[Rendered], build: str, effort: Effort) -> list[dict[str, Any]]:
    """The artefacts' columns. What is finished is compressed on another core while the next one is rendered."""
    with ThreadPoolExecutor(COMPRESSING) as pool:
        waiting = [
            (_row(version, rendered, build), pool.submit(squeezed, rendered.content, _effort(rendered, effort)))
            for rendered in finished
        ]
        return [row | compressed.result() for row, compressed in waiting]


def _effort(rendered: Rendered, wanted: Effort) -> Effort:
    return wanted if rendered.kind == "banner" else QUICK


def _row(version: CharterVersion, rendered: Rendered, build: str) -> dict[str, Any]:
    return {
        "organization_id": version.organization_id,
        "version_id": version.id,
        "created_at": clock.now(),
        "kind": rendered.kind,
        "locale": rendered.locale,
        "build": build,
        "sha256": sha256_of(rendered.content),
    }


def squeezed(content: bytes, effort: Effort) -> dict[str, Any]:
    """The compressed columns of an artefact."""
    return {
        "brotli": brotli.compress(content, mode=brotli.MODE_TEXT, quality=effort[0]),
        "gzip": gzip.compress(content, effort[1], mtime=0),
        "squeezed": effort == HARD,
    }
