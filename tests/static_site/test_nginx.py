"""Every public address answers from files and nginx what it answers from the plane."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session
from werkzeug.test import Client

from charter_admin.db import make_engine
from charter_admin.demo import seed
from charter_admin.public.app import PublicPlane
from charter_admin.publishing import service
from charter_admin.static_site.export import export
from tests.exporting.organizations import public_addresses, settle
from tests.publishing import drafts
from tests.static_site.web_server import WebServer, running

pytestmark = pytest.mark.xdist_group("static_site")
# Both say these by their own means; the tag of each is tried by itself.
OWN = {"Date", "Server", "Connection", "ETag", "Accept-Ranges", "Content-Length", "Transfer-Encoding"}
LANGUAGES = (
    "en", "fr", "EN-us,en;q=0.5", "de-CH, en;q=0.9, fr;q=0.1", "ja, *;q=0.1, en;q=0.05", "ja", "pt", "pt-PT", "pt-br",
    "en;q=0, fr", "en-x-y", "zh-Hant-TW,fr;q=0.8,en;q=0.7", "", ";;,,", "enx, frx",
)  # fmt: skip


class Quiet(WSGIRequestHandler):
    """The application that receipts are passed on to; it tells nobody of them."""

    def log_message(self, *_arguments: object) -> None:
        """Says nothing."""


@dataclass
class Both:
    """The same published charters behind the plane and behind nginx."""

    plane: Client
    nginx: WebServer
    engine: Engine

    def compare(self, path: str, method: str = "GET", **headers: str) -> int:
        """Asks both for the same; gives the status."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        expected = self.plane.open(path, method=method, headers=named)
        got = self.nginx.ask(path, method, None, **headers)
        seen = {name: value for name, value in got.headers.items() if name not in OWN}
        wanted = {name: value for name, value in expected.headers.items() if name not in OWN}
        if got.status == 308:  # nginx says a word to it
            assert seen.pop("Content-Type") == "text/html"
        assert (got.status, seen) == (expected.status_code, wanted), (path, headers)
        assert got.body == expected.data or got.status == 308, path
        return got.status


@pytest.fixture(scope="module")
def both(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Both]:
    """With charters of several sets of languages, archived, unpublished and deleted ones."""
    folder = tmp_path_factory.mktemp("static")
    (folder / "charter.db").write_bytes(sqlite_template.read_bytes())
    engine = make_engine(f"sqlite:///{folder / 'charter.db'}")
    with pytest.MonkeyPatch.context() as patch:
        settle(engine, patch)
    with Session(engine) as session, session.begin():
        scope = drafts.scope(session, "Autre")
        for locales in (["en", "fr", "pt", "de"], ["zh", "pt", "fr"]):
            platform = drafts.platform(scope, f"Site {locales}", default_locale=locales[0], locales=locales)
            service.publish(scope, platform)
    plane = PublicPlane(engine)
    with make_server("127.0.0.1", 0, plane, handler_class=Quiet) as behind:
        thread = threading.Thread(target=behind.serve_forever)
        thread.start()
        export(engine, folder / "site", f"http://127.0.0.1:{behind.server_port}")
        with running(folder / "site", folder) as nginx:
            yield Both(Client(plane), nginx, engine)
        behind.shutdown()
        thread.join()
    engine.dispose()


def test_every_address_in_every_coding(both: Both) -> None:
    statuses = {
        both.compare(path, Accept_Encoding=coding)
        for path in public_addresses(both.engine)
        for coding in ("identity", "gzip", "br", "gzip, deflate, br, zstd", "br;q=0, x-gzip")
    }
    assert statuses == {200, 410}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_speaks_the_browsers_language(both: Both, language: str) -> None:
    bare = [path for path in public_addresses(both.engine) if path.count("/") in (3, 5) and path.endswith("/")]
    assert {both.compare(path, Accept_Language=language) for path in bare} >= {200}


@pytest.mark.parametrize("end", ["", "/fr", "/v/1", "/v/1/en", "/v/9", "/de", "/de/", "/v/9/", "/fr/charter.json"])
def test_slashes_and_what_is_not_there(both: Both, end: str) -> None:
    for public_id in (seed.PORTAL_ID, "unknown"):
        both.compare(f"/c/{public_id}{end}")
    path = f"/c/{seed.PORTAL_ID}/fr"
    assert both.nginx.ask(path).headers["Location"] == f"{path}/"


@pytest.mark.parametrize("path", ["/c", "/c/", "/c/a%00b/", "/c/a/b/c/d", "/c/%C3%A9/"])
def test_nonsense(both: Both, path: str) -> None:
    assert both.nginx.ask(path).status in (400, 404)


def test_other_methods(both: Both) -> None:
    path = f"/c/{seed.PORTAL_ID}/fr/"
    assert both.compare(path, "HEAD") == 200
    for method in ("POST", "PUT", "DELETE"):
        assert both.compare(path, method) == 405


def test_each_form_has_its_tag(both: Both) -> None:
    path, tags = f"/c/{seed.PORTAL_ID}/fr/", set()
    for coding in ("identity", "gzip", "br"):
        tag = both.nginx.ask(path, Accept_Encoding=coding).headers["ETag"]
        again = both.nginx.ask(path, Accept_Encoding=coding, If_None_Match=f'"old", {tag}')
        assert (again.status, again.body, again.headers["ETag"]) == (304, b"", tag)
        assert again.headers["Vary"] == "Accept-Encoding"
        tags.add(tag)
    assert len(tags) == 3


def test_receipts_are_passed_on_to_the_application(both: Both) -> None:
    path = f"/c/{seed.PORTAL_ID}/consents"
    assert both.compare(path, "OPTIONS", Origin="https://www.rives.example") == 204
    sent = both.plane.post(path, data=b'{"id": 1}', content_type="text/plain")
    got = both.nginx.ask(path, "POST", b'{"id": 1}', Content_Type="text/plain")
    assert (got.status, got.body) == (sent.status_code, sent.data) == (400, sent.data)
    assert got.headers["Access-Control-Allow-Origin"] == "*"
