"""Everything a browser may ask for, through real WSGI."""

import gzip
import json
import threading

import brotli
import pytest
from sqlalchemy import text
from werkzeug.test import Client

from charter_admin.db import make_engine
from charter_admin.public.app import PublicPlane
from charter_admin.publishing import keeping, service
from charter_admin.versions.document import digest
from tests.public.conftest import Site


def test_the_page_in_a_named_language(site: Site) -> None:
    answer = site.client.get(f"{site.base}/en/")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert answer.headers["Content-Language"] == "en"
    assert answer.headers["Vary"] == "Accept-Encoding"
    assert '<html lang="en" dir="ltr">' in answer.text
    assert "sessionid" in answer.text


@pytest.mark.parametrize(
    ("wanted", "locale"),
    [(None, "fr"), ("en", "en"), ("en-GB,en;q=0.9,fr;q=0.1", "en"), ("de, fr;q=0.2, en;q=0.1", "fr"), ("ja", "fr")],
)
def test_the_bare_address_speaks_the_browsers_language(site: Site, wanted: str | None, locale: str) -> None:
    answer = site.client.get(f"{site.base}/", headers={"Accept-Language": wanted} if wanted else {})
    assert (answer.status_code, answer.headers["Content-Language"]) == (200, locale)
    assert answer.headers["Vary"] == "Accept-Language, Accept-Encoding"


def test_the_banner_is_never_negotiated(site: Site) -> None:
    default = site.client.get(f"{site.base}/banner.js", headers={"Accept-Language": "en"})
    assert default.data == site.client.get(f"{site.base}/fr/banner.js").data
    assert default.data != site.client.get(f"{site.base}/en/banner.js").data
    assert default.headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert default.headers["Cache-Control"] == "public, max-age=300, stale-while-revalidate=3600"
    assert default.headers["Access-Control-Allow-Origin"] == "*"
    assert default.headers["Cross-Origin-Resource-Policy"] == "cross-origin"


def test_the_record_can_be_verified(site: Site) -> None:
    record = json.loads(site.client.get(f"{site.base}/charter.json").data)
    document = service.draft(site.scope, site.platform)
    assert (record["number"], record["platform"]) == (1, site.platform.public_id)
    assert record["digest"] == digest(document)
    assert record["document"]["platform"]["name"] == "Portail de Rives"


def test_a_missing_slash_is_added(site: Site) -> None:
    for path in (site.base, f"{site.base}/fr", f"{site.base}/v/1", f"{site.base}/v/1/en"):
        answer = site.client.get(path)
        assert (answer.status_code, answer.headers["Location"]) == (308, f"{path}/")


def test_old_versions_stay_at_their_address(site: Site) -> None:
    before = site.client.get(f"{site.base}/fr/").data
    script = site.client.get(f"{site.base}/v/1/fr/banner.js")
    site.edit("Panier")
    assert site.publish() == 2
    assert site.client.get(f"{site.base}/v/1/fr/").data == before
    assert b"panier" in site.client.get(f"{site.base}/fr/").data
    assert site.client.get(f"{site.base}/v/2/fr/").data == site.client.get(f"{site.base}/fr/").data
    assert site.client.get(f"{site.base}/v/1/fr/banner.js").data == script.data
    assert script.headers["Cache-Control"] == "public, max-age=31536000, immutable"


@pytest.mark.parametrize("path", ["/", "/fr/", "/banner.js", "/fr/banner.js", "/charter.json"])
def test_a_browser_that_kept_the_last_version_is_told_of_the_next(site: Site, path: str) -> None:
    kept = site.client.get(f"{site.base}{path}")
    asks = "max-age=300, stale-while-revalidate=3600" if path.endswith(".js") else "no-cache"
    assert kept.headers["Cache-Control"] == f"public, {asks}"
    again = {"If-None-Match": kept.headers["ETag"]}
    assert site.client.get(f"{site.base}{path}", headers=again).status_code == 304
    site.edit("Panier")
    site.publish()
    assert site.client.get(f"{site.base}{path}", headers=again).status_code == 200


def test_a_pinned_script_survives_a_new_build(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    pinned, current = f"{site.base}/v/1/fr/banner.js", f"{site.base}/banner.js"
    first = site.client.get(pinned).data
    monkeypatch.setattr(keeping, "build_id", lambda: "0123456789ab")
    assert service.rerender(site.scope.session) == 5
    site.scope.session.commit()
    assert site.client.get(pinned).data == first
    assert b"0123456789ab" in site.client.get(current).data
    monkeypatch.undo()  # back to the earlier release
    assert service.rerender(site.scope.session) == 0
    site.scope.session.commit()
    assert site.client.get(current).data == first


@pytest.mark.parametrize("path", ["/fr/", "/", "/banner.js", "/charter.json", "/v/1/fr/", "/v/1/en/banner.js"])
def test_every_form_has_its_tag_and_comes_once(site: Site, path: str) -> None:
    plain = site.client.get(site.base + path)
    packed = site.client.get(site.base + path, headers={"Accept-Encoding": "gzip"})
    brotlied = site.client.get(site.base + path, headers={"Accept-Encoding": "gzip, deflate, br, zstd"})
    assert gzip.decompress(packed.data) == brotli.decompress(brotlied.data) == plain.data
    assert len(brotlied.data) < len(packed.data) < len(plain.data)
    assert [a.headers.get("Content-Encoding") for a in (plain, packed, brotlied)] == [None, "gzip", "br"]
    tags = [a.headers["ETag"] for a in (plain, packed, brotlied)]
    assert len(set(tags)) == 3
    assert not any(tag.startswith("W/") for tag in tags)
    for answer, accepted in ((plain, ""), (packed, "gzip"), (brotlied, "br")):
        assert int(answer.headers["Content-Length"]) == len(answer.data)
        asked = {"Accept-Encoding": accepted, "If-None-Match": f'"old", W/{answer.headers["ETag"]}'}
        again = site.client.get(site.base + path, headers=asked)
        assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", answer.headers["ETag"])
        assert again.headers["Vary"] == answer.headers["Vary"]
    assert site.client.get(site.base + path, headers={"If-None-Match": tags[1]}).status_code == 200
    assert site.client.get(site.base + path, headers={"If-None-Match": "*"}).status_code == 304


def test_head_is_get_without_a_body(site: Site) -> None:
    for path in ("/", "/fr/", "/banner.js", "/nothing"):
        got, head = site.client.get(site.base + path), site.client.head(site.base + path)
        assert (head.status_code, head.data) == (got.status_code, b"")
        assert dict(head.headers) == dict(got.headers)


def test_other_methods_are_told_what_is_allowed(site: Site) -> None:
    for method in ("POST", "PUT", "DELETE", "PATCH", "OPTIONS", "FROB"):
        answer = site.client.open(f"{site.base}/fr/", method=method)
        assert (answer.status_code, answer.headers["Allow"]) == (405, "GET, HEAD")


@pytest.mark.parametrize(
    "path",
    [
        "/c",
        "/c/",
        "/c/unknown/",
        "/c/unknown",
        "/c/unknown/banner.js",
        "{base}/de/",
        "{base}/de/banner.js",
        "{base}/v/2/",
        "{base}/v/0/",
        "{base}/v/999999999/fr/",
        "{base}/v/99999999999999/fr/",
        "{base}/banner.js/",
        "{base}/fr/charter.json",
        "{base}/v/1/consents",
        "{base}//",
        "{base}/%00/",
        "{base}/%zz/",
        "{base}/%ff%fe/",
        "{base}/../../etc/passwd",
        "{base}/" + "a" * 20_000,
    ],
)
def test_anything_else_is_a_small_page(site: Site, path: str) -> None:
    answer = site.client.get(path.format(base=site.base))
    assert answer.status_code == 404
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert len(answer.data) < 2000
    assert "Il n’y a pas de charte" in answer.text
    assert "There is no charter" in answer.text


def test_unpublished_is_gone_but_its_versions_stay(site: Site) -> None:
    service.unpublish(site.scope, site.platform)
    site.scope.session.commit()
    for path in ("/", "/fr/", "/banner.js", "/charter.json", ""):
        assert site.client.get(site.base + path).status_code == 410
    assert site.client.get(f"{site.base}/v/1/fr/").status_code == 200
    assert site.client.get(f"{site.base}/v/1/banner.js").status_code == 200
    site.publish()
    assert site.client.get(f"{site.base}/fr/").status_code == 200


def test_deleted_is_gone_altogether(site: Site) -> None:
    base = site.base
    assert site.client.get(f"{base}/v/1/fr/").status_code == 200
    service.delete(site.scope, site.platform)
    site.scope.session.commit()
    for path in ("/", "/fr/", "/banner.js", "/v/1/fr/", "/v/1/banner.js", "/v/7/"):
        assert site.client.get(base + path).status_code == 410


def test_no_answer_sets_a_cookie_or_names_the_installation(site: Site) -> None:
    for path in ("/", "/fr/", "/banner.js", "/charter.json", "/nothing", "/v/1/"):
        answer = site.client.get(site.base + path, base_url="https://charters.example.net")
        assert "Set-Cookie" not in answer.headers
        assert b"charters.example.net" not in answer.data
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_a_form_nobody_accepts_is_refused(site: Site) -> None:
    answer = site.client.get(f"{site.base}/fr/", headers={"Accept-Encoding": "*;q=0"})
    assert answer.status_code == 406


def test_without_a_database_what_was_served_is_served_again(site: Site) -> None:
    """A plane on a database that goes away: here its tables do."""
    engine = make_engine(site.engine.url.render_as_string(hide_password=False))
    client = Client(PublicPlane(engine))
    seen = client.get(f"{site.base}/fr/")
    site.scope.session.close()
    with site.engine.begin() as connection:
        connection.execute(text("ALTER TABLE publication_serial RENAME TO elsewhere"))
    again = client.get(f"{site.base}/fr/")
    assert (again.status_code, again.data) == (200, seen.data)
    never_seen = client.get(f"{site.base}/en/")
    assert (never_seen.status_code, never_seen.headers["Retry-After"]) == (503, "30")
    engine.dispose()


def test_threads_share_one_plane(site: Site) -> None:
    wrong: list[int] = []

    def read() -> None:
        client = Client(site.client.application)
        wrong.extend(
            answer.status_code
            for n in range(20)
            if (answer := client.get(f"{site.base}/{('fr', 'en')[n % 2]}/")).status_code != 200
        )

    threads = [threading.Thread(target=read) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
