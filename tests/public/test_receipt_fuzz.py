"""Whatever is sent as a receipt: an answer of the kinds that are promised, and a log that holds good receipts only.

FUZZ says how many cases are tried, of two kinds on two databases; `make fuzz` tries 100,000.
"""

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session
from werkzeug.test import Client

from charter_admin import clock
from charter_admin.consent import storage
from charter_admin.consent.receipt import Question, parse, question
from charter_admin.db import make_engine
from charter_admin.public.app import PublicPlane
from charter_admin.publishing import service
from charter_admin.versions.document import from_json
from tests.consent.receipts import body, new_id, receipt
from tests.publishing import drafts

CASES = int(os.environ.get("FUZZ", "800")) // 4
ALLOWED = {204, 400, 403, 409, 411, 413, 415, 429, 503}
HELD = ("id", "consent_id", "version", "digest", "build", "locale", "action", "choices", "layout", "previous")

LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20)
VALUES = st.recursive(LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner))
NEARLY = st.sampled_from(
    ["NaN", "Infinity", "\x00", "\ud800", "accept_all", "expire", "gpc", "fr", "bar", "2026-02-30T00:00:00Z", new_id()]
)
FIELDS = st.sampled_from([*HELD, "time", "ip", "user_agent", "url", "received_at", "organization_id", "aside", ""])
CHANGES = st.dictionaries(FIELDS, VALUES | NEARLY, max_size=2)
CHOICES = st.dictionaries(st.sampled_from(["statistics", "marketing", "necessary"]), st.booleans() | LEAVES, max_size=3)
ACTIONS = st.sampled_from(["accept_all", "refuse_all", "customise", "withdraw", "expire", "gpc", "shown"])
ORIGINS = st.sampled_from(
    [
        None,
        "https://www.rives.example",
        "https://a.www.rives.example",
        "https://evil.example",
        "null",
        "https://[",
        "\xe9",
    ]
)


@dataclass
class Target:
    """A plane with one platform, what it asks, and its log."""

    client: Client
    path: str
    asked: Question
    log: Engine

    def send(self, content: bytes, origin: str | None) -> int:
        """The status of the answer."""
        headers = {"Origin": origin} if origin is not None else {}
        return self.client.post(self.path, data=content, content_type="text/plain", headers=headers).status_code

    def rows(self, receipt_id: str) -> list[dict[str, Any]]:
        """What the log holds under an id."""
        table = storage.RECEIPTS
        with self.log.connect() as connection:
            return [dict(row) for row in connection.execute(select(table).where(table.c.id == receipt_id)).mappings()]


@pytest.fixture
def target(engine: Engine) -> Iterator[Target]:
    """On each database."""
    with Session(engine) as session:
        scope = drafts.scope(session)
        platform = drafts.platform(scope)
        drafts.use(scope, platform, "Matomo", "statistics", "_pk_id.*")
        drafts.use(scope, platform, "Régie", "marketing", "_mk_*")
        asked = question(from_json(service.publish(scope, platform).version.document))
        path = f"/c/{platform.public_id}/consents"
        session.commit()
    plane, log = PublicPlane(engine), storage.store(engine.url)
    yield Target(Client(plane), path, asked, log)
    plane.close()
    log.dispose()


def valid(target: Target, row: dict[str, Any]) -> bool:
    """Whether a row of the log, sent again as a receipt, would be read as what it is."""
    again = {name: row[name] for name in HELD} | {"time": row["claimed_at"].isoformat().replace("+00:00", "Z")}
    read = parse(body(again), {1: target.asked}.get, clock.now())
    return all(getattr(read, name) == row[name] for name in HELD)


FUZZED = settings(max_examples=CASES, deadline=None, suppress_health_check=list(HealthCheck))


@FUZZED
@given(changes=CHANGES, choices=st.none() | CHOICES, action=st.none() | ACTIONS, origin=ORIGINS, cut=st.integers(-9, 9))
def test_receipts_that_are_nearly_right(
    target: Target,
    changes: dict[str, Any],
    choices: dict[str, Any] | None,
    action: str | None,
    origin: str | None,
    cut: int,
) -> None:
    sent = receipt(target.asked.digest)
    own_id = sent["id"]
    sent |= {} if choices is None else {"choices": choices}
    sent |= {} if action is None else {"action": action}
    content = body(sent | changes)
    status = target.send(content[:cut] if cut < 0 else content, origin)
    assert status in ALLOWED
    rows = target.rows(own_id)
    assert all(valid(target, row) for row in rows)
    if "id" not in changes:
        assert len(rows) == (1 if status == 204 else 0)


@FUZZED
@given(content=st.binary(max_size=5000) | VALUES.map(lambda value: json.dumps(value).encode()))
def test_what_is_nothing_like_a_receipt(target: Target, content: bytes) -> None:
    assert target.send(content, None) in ALLOWED - {204}


def test_the_log_of_a_fuzzed_database_is_read(sqlite_url: str) -> None:
    """That the two tests above look at the log the plane writes to, and not at an empty one beside it."""
    engine = make_engine(sqlite_url)
    assert storage.location(engine.url).database == f"{engine.url.database}.receipts"
    engine.dispose()
