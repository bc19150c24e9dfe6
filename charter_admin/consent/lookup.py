"""Everything one visitor decided, by consent id, with the version and the script each decision was made on."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, select

from charter_admin.consent.receipt import require_consent_id
from charter_admin.consent.record import Answered
from charter_admin.consent.storage import RECEIPTS
from charter_admin.versions import store
from charter_admin.versions.document import Document, from_json

MOST = 200  # decisions of one visitor; nobody takes as many, and a flood under one id must not fill the memory


def receipts(
    log: Connection, consent_id: str, *, public_id: str | None = None, organization_id: int | None = None
) -> list[dict[str, Any]]:
    """A visitor's receipts on a platform or in an organization, the first one first, at most MOST of the last ones.

    Raises Invalid for what is no consent id.
    """
    require_consent_id(consent_id)
    statement = select(RECEIPTS).where(RECEIPTS.c.consent_id == consent_id)
    if public_id is not None:
        statement = statement.where(RECEIPTS.c.public_id == public_id)
    if organization_id is not None:
        statement = statement.where(RECEIPTS.c.organization_id == organization_id)
    newest = statement.order_by(RECEIPTS.c.claimed_at.desc(), RECEIPTS.c.id.desc()).limit(MOST)
    return [dict(row) for row in reversed(log.execute(newest).mappings().all())]


def answered(application: Connection, rows: Sequence[dict[str, Any]]) -> list[Answered]:
    """The receipts with what they answer, each version read once."""
    documents: dict[tuple[str, int], Document | None] = {}
    scripts: dict[tuple[str, int, str, str], str | None] = {}
    found = []
    for row in rows:
        version = (row["public_id"], row["version"])
        script = (*version, row["locale"], row["build"])
        if version not in documents:
            raw = store.document(application, *version)
            documents[version] = from_json(raw) if raw else None
        if script not in scripts:
            scripts[script] = store.script_of(application, *script)
        found.append(Answered(row, documents[version], scripts[script]))
    return found
