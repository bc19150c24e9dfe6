"""A visitor's own receipts over real WSGI: for who knows the consent id, on this platform, and for nobody else."""

import json
from uuid import uuid4

import pytest
from sqlalchemy import text
from werkzeug.test import TestResponse

from charter_admin.consent import storage
from charter_admin.publishing import service
from charter_admin.versions import store
from tests.consent.receipts import body, receipt
from tests.public.conftest import Site
from tests.public.test_consents import digest, post

FORM = "application/x-www-form-urlencoded"


def ask(site: Site, consent_id: str | bytes, kind: str = "text/plain;charset=UTF-8", **options: str) -> TestResponse:
    """As the page's script does."""
    return site.client.post(f"{site.base}/receipts", data=consent_id, content_type=kind, **options)


def test_every_decision_of_the_visitor_and_of_no_other(site: Site) -> None:
    who, asked = str(uuid4()), digest(site)
    with site.engine.connect() as connection:
        build = connection.execute(text("SELECT build FROM artefact WHERE kind = 'banner' LIMIT 1")).scalar_one()
        script = store.script_of(connection, site.platform.public_id, 1, "fr", build)
    first = receipt(asked, consent_id=who, build=build, time="2026-11-20T08:00:00Z")
    refused = {"statistics": False, "marketing": False}
    second = receipt(asked, consent_id=who, action="withdraw", choices=refused, previous=first["id"])
    for sent in (second, first, receipt(asked)):
        assert post(site, body(sent)).status_code == 204
    answer = ask(site, f" {who.upper()}\n")
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/ld+json")
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    graph = json.loads(answer.data)["@graph"]
    assert [record["dct:identifier"] for record in graph] == [first["id"], second["id"]]
    page = graph[0]["dpv:hasNotice"]
    assert page["@id"] == f"http://localhost{site.base}/v/1/fr/"
    assert page["dct:hasPart"]["spdx:checksum"]["spdx:checksumValue"] == script
    assert graph[1]["dpv:hasProcess"][0]["dpv:hasConsentStatus"] == {"@id": "dpv:ConsentWithdrawn"}
    assert site.client.get(page["@id"].removeprefix("http://localhost")).status_code == 200


def test_a_form_gives_a_file(site: Site) -> None:
    sent = receipt(digest(site))
    post(site, body(sent))
    answer = ask(site, f"consent_id={sent['consent_id']}", FORM)
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"] == 'attachment; filename="consent.jsonld"'


@pytest.mark.parametrize(
    ("content", "kind", "status"),
    [
        (b"", "text/plain", 411), (b"x", "text/plain", 400), (b"\xff", "text/plain", 400),
        (b"0" * 101, "text/plain", 413), (b"{}", "application/json", 415), (b"consent_id=", FORM, 400),
        (b"id=1", FORM, 400), (b"consent_id=%00", FORM, 400), (b"consent_id=1&consent_id=2", FORM, 400),
        (b"' OR 1=1", "text/plain", 400), (b"01234567-89ab-4def-8123-456789abcdef", "text/plain", 404),
    ],
)  # fmt: skip
def test_what_is_no_consent_id(site: Site, content: bytes, kind: str, status: int) -> None:
    assert ask(site, content, kind).status_code == status


def test_other_platforms_and_methods(site: Site) -> None:
    sent = receipt(digest(site))
    post(site, body(sent))
    assert site.client.get(f"{site.base}/receipts").status_code == 405
    assert site.client.options(f"{site.base}/receipts").status_code == 204
    elsewhere = site.client.post("/c/unknown/receipts", data=sent["consent_id"], content_type="text/plain")
    assert elsewhere.status_code == 404
    service.unpublish(site.scope, site.platform)
    site.scope.session.commit()
    assert ask(site, sent["consent_id"]).status_code == 200  # what was kept is still the visitor's


def test_a_log_that_cannot_be_read_is_said(site: Site) -> None:
    engine = storage.store(site.engine.url)
    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE consent_receipt RENAME TO elsewhere"))
    engine.dispose()
    answer = ask(site, str(uuid4()))
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "30")


def test_the_script_of_the_page(site: Site) -> None:
    answer = site.client.get("/c/choice.js")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert b"consent_id" in answer.data
    assert site.client.post("/c/choice.js").status_code == 404
