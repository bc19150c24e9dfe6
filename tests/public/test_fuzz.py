"""Whatever is sent, the plane answers with something better than an error of its own."""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session
from werkzeug.test import Client

from charter_admin.db import make_engine
from charter_admin.public.app import PublicPlane
from charter_admin.publishing import service
from tests.publishing import drafts

IDS = ("fuzzed", "unknown")
PARTS = st.sampled_from(["c", "v", "1", "2", "fr", "en", "banner.js", "charter.json", "consents", "", ".", "..", *IDS])
PATHS = st.lists(PARTS | st.text(max_size=6), max_size=6).map(lambda parts: "/" + "/".join(["c", *parts]))
LATIN = st.text(st.characters(max_codepoint=255, exclude_characters="\r\n"), max_size=40)
HEADERS = st.fixed_dictionaries(
    {}, optional=dict.fromkeys(("Accept-Encoding", "Accept-Language", "If-None-Match", "Content-Type"), LATIN)
)
METHODS = st.sampled_from(["GET", "HEAD", "POST", "OPTIONS", "PUT", "TRACE", "get"])
KNOWN = {200, 204, 304, 308, 400, 404, 405, 406, 409, 410, 411, 413, 415}


@pytest.fixture
def client(sqlite_url: str) -> Iterator[Client]:
    """A plane with one published platform."""
    engine = make_engine(sqlite_url)
    with Session(engine) as session:
        scope = drafts.scope(session)
        platform = drafts.platform(scope)
        platform.public_id = "fuzzed"
        service.publish(scope, platform)
        session.commit()
    yield Client(PublicPlane(engine))
    engine.dispose()


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(path=PATHS, headers=HEADERS, method=METHODS, body=st.binary(max_size=200))
def test_nothing_ends_in_a_server_error(
    client: Client, path: str, headers: dict[str, str], method: str, body: bytes
) -> None:
    raw = path.encode("utf-8", "surrogatepass").decode("latin-1")
    answer = client.open("/", method=method, headers=headers, data=body, environ_overrides={"PATH_INFO": raw})
    assert answer.status_code in KNOWN
    assert "Set-Cookie" not in answer.headers


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(headers=HEADERS)
def test_a_page_that_exists_is_found_whatever_the_browser_says(client: Client, headers: dict[str, str]) -> None:
    assert client.get("/c/fuzzed/", headers=headers).status_code in (200, 304, 406)
