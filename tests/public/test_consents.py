"""Receipts over real WSGI: kept once, durably, or refused with a reason."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import Connection, func, select, text
from werkzeug.test import Client, TestResponse

from charter_admin.consent import storage
from charter_admin.consent.models import ConsentReceipt
from charter_admin.publishing import service
from charter_admin.versions.document import consent_digest
from tests.consent.receipts import body, receipt
from tests.public.conftest import Site


def digest(site: Site) -> str:
    """The prefix the banner of the current draft sends."""
    found = consent_digest(service.draft(site.scope, site.platform))[:16]
    site.scope.session.commit()  # on SQLite an open transaction would keep receipts waiting
    return found


def post(site: Site, content: bytes, **options: Any) -> TestResponse:
    """Sends a body as the banner does."""
    options = {"content_type": "text/plain;charset=UTF-8"} | options
    return site.client.post(f"{site.base}/consents", data=content, **options)


def kept(site: Site) -> int:
    """How many receipts are stored."""
    with receipts(site) as connection:
        return connection.execute(select(func.count()).select_from(ConsentReceipt)).scalar_one()


@contextmanager
def receipts(site: Site) -> Iterator[Connection]:
    """A connection to where receipts are kept."""
    engine = storage.store(site.engine.url)
    with engine.begin() as connection:
        yield connection
    engine.dispose()


def test_a_receipt_is_kept_once(site: Site) -> None:
    sent = receipt(digest(site))
    answer = post(site, body(sent))
    assert (answer.status_code, answer.data) == (204, b"")
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "Set-Cookie" not in answer.headers
    assert post(site, body(sent)).status_code == 204
    with receipts(site) as connection:
        row = connection.execute(select(ConsentReceipt.__table__)).mappings().one()
    assert (row["id"], row["public_id"], row["version"]) == (sent["id"], site.platform.public_id, 1)
    assert row["choices"] == sent["choices"]
    assert row["organization_id"] == site.platform.organization_id
    assert row["claimed_at"].tzinfo is not None


def test_the_same_id_for_something_else_is_a_conflict(site: Site) -> None:
    sent = receipt(digest(site))
    post(site, body(sent))
    assert post(site, body(sent | {"consent_id": str(uuid4())})).status_code == 409
    assert kept(site) == 1


@pytest.mark.parametrize("kind", ["text/plain", "application/json", "application/json; charset=utf-8"])
def test_the_kinds_that_are_taken(site: Site, kind: str) -> None:
    assert post(site, body(receipt(digest(site))), content_type=kind).status_code == 204


@pytest.mark.parametrize(
    "kind", ["", "text/html", "multipart/form-data; boundary=x", "application/x-www-form-urlencoded"]
)
def test_other_kinds_are_not(site: Site, kind: str) -> None:
    assert post(site, body(receipt(digest(site))), content_type=kind).status_code == 415


def test_a_malformed_receipt_says_why_and_keeps_nothing(site: Site) -> None:
    answer = post(site, body(receipt(digest(site), layout="b\x00r")))
    assert (answer.status_code, answer.text) == (400, "layout: This cannot be read.\n")
    assert post(site, body(receipt(digest(site), layout="\ud800"))).status_code == 400
    assert post(site, body(receipt("f" * 16))).status_code == 400
    assert post(site, b"").status_code == 411
    assert kept(site) == 0


def test_the_length_is_bounded_whatever_is_announced(site: Site) -> None:
    assert post(site, b" " * 4096).status_code == 400
    assert post(site, b" " * 4097).status_code == 413
    path, kind = f"{site.base}/consents", "text/plain"
    for announced, status in (("99999999999999999999", 413), ("-1", 400), ("many", 400), ("", 411)):
        overridden = {"CONTENT_LENGTH": announced, "wsgi.input_terminated": False}
        answer = site.client.post(path, data=b"{}", content_type=kind, environ_overrides=overridden)
        assert answer.status_code == status


def test_a_body_in_chunks_is_read(site: Site) -> None:
    def chunked(content: bytes) -> int:
        overridden = {"CONTENT_LENGTH": "", "wsgi.input_terminated": True, "wsgi.input": BytesIO(content)}
        path = f"{site.base}/consents"
        return site.client.post(path, content_type="text/plain", environ_overrides=overridden).status_code

    assert chunked(body(receipt(digest(site)))) == 204
    assert chunked(b" " * 1_000_000) == 413


def test_former_versions_still_take_receipts(site: Site) -> None:
    before = digest(site)
    site.edit("Panier")
    site.publish()
    site.scope.session.commit()
    assert post(site, body(receipt(before, version=1))).status_code == 204
    assert post(site, body(receipt(before, version=2))).status_code == 204
    assert post(site, body(receipt(before, version=3))).status_code == 400


def test_unknown_and_gone_platforms(site: Site) -> None:
    sent = body(receipt(digest(site)))
    assert site.client.post("/c/unknown/consents", data=sent, content_type="text/plain").status_code == 404
    service.unpublish(site.scope, site.platform)
    site.scope.session.commit()
    assert post(site, sent).status_code == 410
    assert kept(site) == 0


def test_methods_and_preflight(site: Site) -> None:
    path = f"{site.base}/consents"
    for method in ("GET", "HEAD", "PUT", "DELETE"):
        answer = site.client.open(path, method=method)
        assert (answer.status_code, answer.headers["Allow"]) == (405, "POST, OPTIONS")
    answer = site.client.options(path, headers={"Origin": "https://www.rives.example"})
    assert answer.status_code == 204
    assert answer.headers["Access-Control-Allow-Methods"] == "POST, OPTIONS"
    assert answer.headers["Access-Control-Allow-Headers"] == "Content-Type"


def test_a_database_that_refuses_is_said(site: Site) -> None:
    sent = body(receipt(digest(site)))
    with receipts(site) as connection:
        connection.execute(text("ALTER TABLE consent_receipt RENAME TO elsewhere"))
    answer = post(site, sent)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "30")


def test_many_at_once_are_all_kept(site: Site) -> None:
    sent = [body(receipt(digest(site))) for _ in range(40)]
    got: list[int] = []

    def send(mine: list[bytes]) -> None:
        client = Client(site.client.application)
        path = f"{site.base}/consents"
        got.extend(client.post(path, data=one, content_type="text/plain").status_code for one in mine)

    threads = [threading.Thread(target=send, args=(sent[n::8] + sent[:1],)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert got == [204] * 48
    assert kept(site) == 40
