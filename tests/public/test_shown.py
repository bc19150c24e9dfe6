"""Beacons over real WSGI: sums and nothing else."""

import json
from typing import Any

import pytest
from sqlalchemy import select, text
from werkzeug.test import TestResponse

from charter_admin import clock
from charter_admin.consent.limits import NETWORK, Limits
from charter_admin.consent.receipt import Question
from charter_admin.consent.shown import ShownCounts, parse
from charter_admin.consent.tallies import ShownTally
from charter_admin.db import READ_ONLY
from charter_admin.public.app import PublicPlane
from charter_admin.public.routes import SHOWN
from charter_admin.public.shown import Beacons
from charter_admin.publishing import service
from tests.public.conftest import Site

ASKED = Question("0" * 16, frozenset({"statistics"}), ("fr", "en"))
SEEN = {"v": 1, "l": "fr", "o": "bar"}


def send(site: Site, content: bytes, kind: str = "text/plain;charset=UTF-8", **headers: str) -> TestResponse:
    """As navigator.sendBeacon does."""
    return site.client.post(f"{site.base}/shown", data=content, content_type=kind, headers=headers)


def beacon(**changed: Any) -> bytes:
    """A good one, with fields replaced; a field that is None is left out."""
    return json.dumps({key: value for key, value in (SEEN | changed).items() if value is not None}).encode()


def sums(site: Site) -> list[tuple[Any, ...]]:
    """What is written."""
    table = ShownTally.__table__
    with site.engine.connect().execution_options(**READ_ONLY) as connection:
        columns = ("public_id", "version", "locale", "layout", "shown", "unanswered")
        return sorted(tuple(row[name] for name in columns) for row in connection.execute(select(table)).mappings())


def plane(site: Site) -> PublicPlane:
    """The plane behind the client."""
    assert isinstance(site.client.application, PublicPlane)
    return site.client.application


def test_pages_are_added_up_over_processes(site: Site) -> None:
    for content in (beacon(), beacon(g=1), beacon(g=1), beacon(l="en")):
        answer = send(site, content)
        assert (answer.status_code, answer.data) == (204, b"")
        assert "Set-Cookie" not in answer.headers
    plane(site).close()
    other = ShownCounts(site.engine)
    other.add(site.platform.organization_id, site.platform.public_id, parse(beacon(), lambda _number: ASKED))
    other.close()
    public_id = site.platform.public_id
    assert sums(site) == [(public_id, 1, "en", "bar", 1, 0), (public_id, 1, "fr", "bar", 4, 2)]
    with site.engine.connect().execution_options(**READ_ONLY) as connection:
        day, owner = connection.execute(select(ShownTally.day, ShownTally.organization_id)).all()[0]
    assert (day, owner) == (f"{clock.now():%Y-%m-%d}", site.platform.organization_id)


@pytest.mark.parametrize(
    "content",
    [
        beacon(v=2), beacon(v=True), beacon(v="1"), beacon(v=-1), beacon(v=1e400), beacon(l="de"), beacon(l="fr\0"),
        beacon(l=None), beacon(o="roof"), beacon(o=["bar"]), beacon(g=0), beacon(g=True), beacon(who="me"), b"", b"[]",
        b"{", b"\xff", b'{"v":1,"v":1,"l":"fr","o":"bar"}', b'{"v":NaN,"l":"fr","o":"bar"}', beacon(o={"a": 1}),
    ],
)  # fmt: skip
def test_nothing_else_is_counted(site: Site, content: bytes) -> None:
    assert 400 <= send(site, content).status_code < 500
    plane(site).close()
    assert sums(site) == []


def test_kinds_lengths_methods_and_places(site: Site) -> None:
    assert send(site, beacon(), "application/json").status_code == 415
    assert send(site, beacon() + b" " * 200).status_code == 413
    assert send(site, beacon(), Origin="https://elsewhere.example").status_code == 403
    assert send(site, beacon(), Origin="https://www.rives.example").status_code == 204
    assert site.client.get(f"{site.base}/shown").status_code == 405
    assert site.client.options(f"{site.base}/shown").status_code == 204
    assert site.client.post("/c/unknown/shown", data=beacon(), content_type="text/plain").status_code == 404
    service.unpublish(site.scope, site.platform)
    site.scope.session.commit()
    plane(site).close()


def test_a_flood_moves_nothing(site: Site) -> None:
    beacons = plane(site)._taking[SHOWN]
    assert isinstance(beacons, Beacons)
    beacons._limits = Limits(lambda: 0.0)  # a clock that stands still: nothing leaks out of the bucket meanwhile
    for _ in range(320):
        overridden = {"REMOTE_ADDR": "198.51.101.7"}
        path = f"{site.base}/shown"
        answer = site.client.post(path, data=beacon(), content_type="text/plain", environ_overrides=overridden)
        assert answer.status_code == 204
    plane(site).close()
    assert sums(site)[0][4] == NETWORK.burst


def test_what_cannot_be_written_is_written_later(site: Site) -> None:
    counts = ShownCounts(site.engine)
    seen = parse(beacon(g=1), lambda _number: ASKED)
    counts.add(1, "rives", seen)
    with site.engine.begin() as connection:
        connection.execute(text("ALTER TABLE shown_tally RENAME TO elsewhere"))
    counts.flush()
    counts.add(1, "rives", seen)
    with site.engine.begin() as connection:
        connection.execute(text("ALTER TABLE elsewhere RENAME TO shown_tally"))
    counts.close()
    assert sums(site) == [("rives", 1, "fr", "bar", 2, 2)]
