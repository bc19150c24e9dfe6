"""What visitors leave behind: neither their address, nor their browser, nor the page they were on."""

import http.client
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import inspect, text
from sqlalchemy.engine import make_url

from charter_admin.consent import storage
from charter_admin.db import make_engine
from tests.consent.receipts import body, receipt
from tests.faults.load import Place, publish, serving

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("installations")]
# One of each kind that could be kept: addresses of both families, the browser, the page and where it was reached from.
TRACES = ("8.8.4.123", "2a00:1450:4007:80e::200e", "Visitor-Browser/7.31", "/private/page-9c1e", "came-from-5d2b")
HEADERS = {
    "User-Agent": "Visitor-Browser/7.31",
    "Referer": "https://www.rives.example/private/page-9c1e?came-from-5d2b",
    "Origin": "https://www.rives.example",
    "Content-Type": "text/plain",
}


def visit(place: Place, port: int, address: str) -> list[int]:
    """All that a visitor's browser asks for, and what goes wrong with it; gives the statuses."""
    base, headers = f"/c/{place.public_id}", HEADERS | {"X-Forwarded-For": address}
    sent = receipt(place.digest)
    asked: list[tuple[str, str, bytes, dict[str, str]]] = [
        ("GET", f"{base}/fr/", b"", {}),
        ("GET", f"{base}/fr/banner.js?from=/private/page-9c1e", b"", {}),
        ("GET", f"{base}/charter.json", b"", {}),
        ("GET", "/c/unknown/private/page-9c1e", b"", {}),
        ("OPTIONS", f"{base}/consents", b"", {}),
        ("POST", f"{base}/consents", body(sent), {}),
        ("POST", f"{base}/consents", body(sent | {"layout": "corner"}), {}),  # the same id for something else
        ("POST", f"{base}/consents", body(receipt(place.digest) | {"url": HEADERS["Referer"]}), {}),
        ("POST", f"{base}/consents", b"\xff" + address.encode(), {}),
        ("POST", f"{base}/consents", body(receipt(place.digest)), {"Origin": "https://evil.example/private/page-9c1e"}),
    ]
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    found = []
    for method, path, content, more in asked:
        connection.request(method, path, content or None, headers | more)
        answer = connection.getresponse()
        answer.read()
        found.append(answer.status)
    connection.close()
    return found


def stored(place: Place) -> Iterator[str]:
    """Every value of every table, of the application's database and of the receipts."""
    for engine in (make_engine(place.database), storage.store(make_url(place.database))):
        with engine.connect() as connection:
            for table in inspect(connection).get_table_names():
                for row in connection.execute(text(f'SELECT * FROM "{table}"')):
                    yield f"{table}: {tuple(row)}"
        engine.dispose()


def test_a_visit_leaves_no_trace_of_the_visitor(database_url: str, tmp_path: Path) -> None:
    place, says = publish(database_url), tmp_path / "said.txt"
    with serving(place, workers=1, plane="both", says=says) as served:
        statuses = [visit(place, served.port, address) for address in TRACES[:2]]
        # The log is away: what the server says of it must not say who came.
        engine = storage.store(make_url(place.database))
        with engine.begin() as connection:
            connection.execute(text("ALTER TABLE consent_receipt RENAME TO elsewhere"))
        assert 503 in visit(place, served.port, TRACES[0])
        with engine.begin() as connection:
            connection.execute(text("ALTER TABLE elsewhere RENAME TO consent_receipt"))
        engine.dispose()
    assert statuses == [[200, 200, 200, 404, 204, 204, 409, 400, 400, 403]] * 2
    said = says.read_text(errors="replace")
    assert "receipts could not be kept" in said  # so that what was listened to is the server's own log
    rows = set(stored(place))
    assert sum(row.startswith("consent_receipt: ") for row in rows) == 2
    files = [path.read_bytes() for path in tmp_path.iterdir() if path.is_file()]
    for trace in TRACES:
        assert trace not in said
        assert not [row for row in rows if trace in row]
        assert not [content for content in files if trace.encode() in content]
    assert json.dumps(HEADERS["Origin"]) not in said


def test_a_trace_would_be_found(sqlite_url: str) -> None:
    """That the test above looks where receipts are: what is put there, it sees."""
    place = publish(sqlite_url)
    engine = storage.store(make_url(sqlite_url))
    values: dict[str, Any] = {"organization_id": 1, "at": "2026-01-01", "actor": TRACES[0], "reason": "", "subject": ""}
    with engine.begin() as connection:
        names = ", ".join(values)
        connection.execute(
            text(f"INSERT INTO receipt_deletion ({names}, receipts) VALUES (:{', :'.join(values)}, 1)"), values
        )
    engine.dispose()
    assert [row for row in stored(place) if TRACES[0] in row]
