"""What to put into the website: tags, files, instructions, and the check."""

import html
import re
from typing import Any

import pytest
from flask import Flask

from charter_admin.admin.database import db
from charter_admin.banner.stub import stub
from charter_admin.platforms import banner as banners
from charter_admin.platforms import service as platforms
from charter_admin.publishing import service as publishing
from charter_admin.publishing.embedding import pinned
from charter_admin.publishing.fetching import Fetcher, Page, Unreachable
from charter_admin.versions.banner import Banner, Google
from tests.admin.acting import acting, add_platform, publish
from tests.admin.browser import Browser
from tests.admin.conftest import BASE_URL, SignIn


@pytest.fixture
def public_id(app: Flask) -> str:
    """A platform of Rives, published."""
    made = add_platform(app)
    publish(app, made)
    return made


@pytest.fixture
def place(public_id: str) -> str:
    """The address of its snippet page."""
    return f"/o/rives/platforms/{public_id}/snippet"


def blocks(page: str) -> dict[str, str]:
    """The markup to copy, by the id of its block."""
    found = re.findall(r'<pre class="snippet" id="([^"]+)"[^>]*><code>(.*?)</code>', page, re.DOTALL)
    return {name: html.unescape(text) for name, text in found}


def tell_google(app: Flask, public_id: str) -> None:
    """Switches Google Consent Mode on, and publishes."""
    with acting(app) as scope:
        platform = platforms.get(scope, public_id)
        banners.update(scope, platform, Banner(google=Google(on=True)), platform.revision)
    publish(app, public_id)


def integrity(app: Flask, public_id: str, locale: str) -> str:
    """The digest of the banner that is online."""
    with acting(app) as scope:
        online = publishing.online(scope, platforms.get(scope, public_id))
        assert online
        return pinned(scope, online)[locale].integrity


def test_every_way_of_bringing_the_banner(app: Flask, owner: Browser, public_id: str, place: str) -> None:
    found = blocks(owner.get(place).text)
    assert found["snippet-script"] == f'<script src="{BASE_URL}/c/{public_id}/banner.js"></script>'
    for locale in ("fr", "en"):
        digest = integrity(app, public_id, locale)
        address = f"{BASE_URL}/c/{public_id}/v/1/{locale}/banner.js"
        wanted = f'<script src="{address}" integrity="{digest}" crossorigin="anonymous"></script>'
        assert found[f"snippet-pinned-{locale}"] == wanted
        own = f'<script src="/charter-banner-{locale}-1.js" data-charter="{BASE_URL}"></script>'
        assert found[f"snippet-own-{locale}"] == own
    assert "(window.charterQueue = window.charterQueue || []).push(function (charter) {" in found["snippet-queue"]
    assert {name for name in found if name.startswith("stack-")} == {
        f"stack-{name}" for name in ("html", "gtm", "wordpress", "drupal", "next")
    }


def test_nothing_is_pinned_before_it_is_published(app: Flask, owner: Browser) -> None:
    place = f"/o/rives/platforms/{add_platform(app)}/snippet"
    page = owner.get(place)
    assert "integrity=" not in page.text
    assert "data-charter" not in page.text
    assert owner.get(f"{place}/fr/banner.js").status_code == 404


def test_the_own_file_is_the_published_one(owner: Browser, place: str) -> None:
    answer = owner.get(f"{place}/fr/banner.js")
    assert answer.headers["Content-Disposition"] == "attachment; filename=charter-banner-fr-1.js"
    assert answer.mimetype == "text/javascript"
    assert b',l:"fr",' in answer.data
    assert owner.get(f"{place}/de/banner.js").status_code == 404


def test_google_consent_mode(app: Flask, owner: Browser, public_id: str, place: str) -> None:
    assert "snippet-stub" not in blocks(owner.get(place).text)
    assert owner.get(f"{place}/charter-consent-mode.js").location == place
    tell_google(app, public_id)
    with acting(app) as scope:
        script = stub(publishing.draft(scope, platforms.get(scope, public_id)))
    found = blocks(owner.get(place).text)
    assert found["snippet-stub"] == f"<script>\n{script}</script>"
    assert found["snippet-stub-nonce"].startswith('<script nonce="…">')
    assert found["snippet-stub-file"] == '<script src="/charter-consent-mode.js"></script>'
    assert found["stack-gtm"].index("consent") < found["stack-gtm"].index("banner.js")
    assert owner.get(f"{place}/charter-consent-mode.js").text == script


def test_tools_that_are_told_have_their_lines(app: Flask, owner: Browser, public_id: str, place: str) -> None:
    with acting(app) as scope:
        platform = platforms.get(scope, public_id)
        banners.update(scope, platform, Banner(microsoft=True, matomo="consent"), platform.revision)
    publish(app, public_id)
    found = blocks(owner.get(place).text)
    for name, after in (("matomo", "<!-- Matomo -->"), ("microsoft", "<!-- Clarity -->")):
        assert found[f"stack-{name}"].index("banner.js") < found[f"stack-{name}"].index(after)


def answering(monkeypatch: pytest.MonkeyPatch, head: str = "", **more: Any) -> list[Any]:
    """Makes the website answer; gives what was asked, and whether a transaction was open meanwhile."""
    asked: list[Any] = []

    def home(fetcher: Fetcher, domain: str) -> Page:
        asked.append((domain, fetcher.loopback, db.session().in_transaction()))
        if "error" in more:
            raise Unreachable(more["error"])
        return Page(f"https://{domain}/", more.get("status", 200), f"<html lang=fr><head>{head}</head>")

    monkeypatch.setattr(Fetcher, "home", home)
    return asked


def check(browser: Browser, place: str) -> str:
    """Presses the button."""
    answer = browser.post(f"{place}/check", page=place)
    assert answer.status_code == 200
    return html.unescape(answer.text)


def test_the_site_is_in_order(
    app: Flask, owner: Browser, public_id: str, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("snippet-script", "snippet-pinned-fr"):
        asked = answering(monkeypatch, blocks(owner.get(place).text)[name])
        page = check(owner, place)
        assert "Everything is as it should be." in page
        assert "It stands before every other script." in page
        assert asked == [("www.rives.example", False, False)]


def test_what_is_wrong_is_said_with_what_to_do(owner: Browser, place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    answering(monkeypatch, "<script src='/tracker.js'></script>", status=503)
    page = check(owner, place)
    assert "The banner’s line is not in the page." in page
    assert "Paste it as the first script inside <head>." in page
    assert "answered with an error (503)" in page
    assert "Everything is as it should be." not in page


def test_words_of_the_website_cannot_break_the_page(
    owner: Browser, public_id: str, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    tag = f'<script src="{BASE_URL}/c/{public_id}/banner.js"></script>'
    answering(monkeypatch, f"<script src='/%(x)s.js?<b>hello</b>'>%</script>{tag}")
    answer = owner.post(f"{place}/check", page=place)
    assert answer.status_code == 200
    assert "<b>hello</b>" not in answer.text
    assert "hello" in answer.text


@pytest.mark.parametrize("code", ["forbidden", "unknown", "certificate", "time", "silent", "redirects"])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_site_that_cannot_be_reached(
    sign_in: SignIn, place: str, monkeypatch: pytest.MonkeyPatch, code: str, language: str
) -> None:
    answering(monkeypatch, error=code)
    page = check(sign_in("emma", language), place)
    assert ("To mend" if language == "en" else "À corriger") in page


def test_a_page_built_to_take_long(owner: Browser, place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    answering(monkeypatch, "<p><b>" * 200_000)
    assert "nested too deeply" in check(owner, place)


def test_a_platform_without_an_address(app: Flask, owner: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = answering(monkeypatch)
    place = f"/o/rives/platforms/{add_platform(app, domains=[])}/snippet"
    assert "The platform has no address." in check(owner, place)
    assert asked == []


def test_a_demo_may_look_at_its_own_machine(
    app: Flask, owner: Browser, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for base, allowed in (
        ("http://127.0.0.1:8000", True),
        ("http://localhost:8000", True),
        ("http://[::1]:8000", True),
        ("https://10.0.0.1", False),
        ("https://localhost.example.org", False),
    ):
        app.config["BASE_URL"] = base
        asked = answering(monkeypatch)
        check(owner, place)
        assert asked[0][1] is allowed


def test_who_may(sign_in: SignIn, place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = answering(monkeypatch)
    vera, stranger = sign_in("vera"), sign_in("max")
    assert "Check my site</button>" not in vera.get(place).text
    assert vera.client.post(f"{place}/check", data=vera.hidden("/account")).status_code == 403
    assert vera.get(f"{place}/fr/banner.js").status_code == 200
    for path in ("", "/fr/banner.js", "/charter-consent-mode.js"):
        assert stranger.get(place + path).status_code == 404
    assert stranger.client.post(f"{place}/check", data=stranger.hidden("/account")).status_code == 404
    assert asked == []
