"""Compressing artefacts as far as can be, after they were published. Nothing here commits; the worker does.

The bytes a visitor unpacks stay the same, and with them the ETag, which names those.
"""

import gzip
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from charter_admin.publishing.keeping import HARD, squeezed, tell_again
from charter_admin.versions.models import Artefact


def next_loose(session: Session) -> tuple[int, bytes] | None:
    """The id and the bytes of an artefact that could be smaller."""
    waiting = select(Artefact.id, Artefact.gzip).where(Artefact.squeezed.is_(False)).order_by(Artefact.id).limit(1)
    found = session.execute(waiting).first()
    return (found.id, gzip.decompress(found.gzip)) if found else None


def compressed(content: bytes) -> dict[str, Any]:
    """The columns of the artefact: takes a tenth of a second, so call it outside of a transaction."""
    return squeezed(content, HARD)


def put(session: Session, artefact_id: int, columns: dict[str, Any]) -> None:
    """Keeps them, and tells those who hold larger ones; an artefact that was deleted meanwhile stays deleted."""
    changed = update(Artefact).where(Artefact.id == artefact_id).values(columns).returning(Artefact.version_id)
    tell_again(session, session.scalars(changed).all())
