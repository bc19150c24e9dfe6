"""Receipts as the banner sends them."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import Engine

from charter_admin import clock
from charter_admin.consent import storage

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
ID = "0190b6a2-7c3e-7d7a-8a51-0f3c2b1a9d8e"


def new_id(moment: datetime | None = None) -> str:
    """A UUIDv7 of a moment (RFC 9562, section 5.7)."""
    digits = f"{int((moment or clock.now()).timestamp() * 1000):012x}"
    return f"{digits[:8]}-{digits[8:]}-7{str(uuid4())[15:]}"


def receipt(digest: str, /, **changed: Any) -> dict[str, Any]:
    """One that accepts everything of version 1; `changed` replaces fields."""
    return {
        "id": new_id(),
        "consent_id": str(uuid4()),
        "version": 1,
        "digest": digest,
        "build": "0123456789ab",
        "locale": "fr",
        "action": "accept_all",
        "choices": {"statistics": True, "marketing": True},
        "time": clock.now().isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "layout": "bar",
    } | changed


def body(fields: dict[str, Any]) -> bytes:
    """What goes over the wire."""
    return json.dumps(fields).encode()


def row(days_ago: float, **changed: Any) -> dict[str, Any]:
    """A receipt of so long ago."""
    at = NOW - timedelta(days=days_ago)
    return {
        "id": new_id(at), "consent_id": str(uuid4()), "organization_id": 1, "public_id": "rives", "version": 1,
        "digest": "0" * 16, "build": "0" * 12, "locale": "fr", "action": "accept_all", "choices": {"statistics": True},
        "layout": "bar", "claimed_at": at, "received_at": at, "previous": None, "aside": False,
    } | changed  # fmt: skip


def keep(log: Engine, *rows: dict[str, Any]) -> None:
    """Puts receipts into the log."""
    with log.begin() as connection:
        assert storage.append(connection, rows) == len(rows)
