"""Publishing a platform, as a person does it: summary, preview, versions, snippet."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from charter_admin.admin.database import db
from charter_admin.admin.publishing.snippet import Snippet
from charter_admin.catalogue import cookies, purposes, services
from charter_admin.catalogue.models import Cookie, Purpose, Service
from charter_admin.organizations.models import Organization
from charter_admin.organizations.scope import Scope
from charter_admin.platforms import banner as banners
from charter_admin.platforms import service as platforms
from charter_admin.platforms.models import Platform
from charter_admin.versions.banner import Banner
from charter_admin.versions.models import CharterVersion, Publication
from tests import factories
from tests.admin.browser import Browser
from tests.admin.conftest import BASE_URL, SignIn


@contextmanager
def rives(app: Flask) -> Iterator[Scope]:
    """The owner of Rives at work beside the browser."""
    with app.app_context():
        engine = db.engine
    with Session(engine) as session, session.begin():
        organization = session.scalars(select(Organization).where(Organization.slug == "rives")).one()
        yield Scope(session, organization.id, "owner", "tests")


def found(scope: Scope, model: type[Any], key: str) -> Any:
    """The purpose or service of this key."""
    return scope.session.scalars(scope.select(model).where(model.key == key)).one()


@pytest.fixture
def place(app: Flask) -> str:
    """The address of a platform of Rives with one exempt service and one that needs consent."""
    with rives(app) as scope:
        platform = factories.platform(scope)
        necessary, statistics = found(scope, Purpose, "necessary"), found(scope, Purpose, "statistics")
        host = factories.provider(scope, "Opendatasoft")
        entry = factories.service(scope, "Authentication", purpose=necessary, provider=host)
        count = factories.service(scope, "Audience", purpose=statistics)
        factories.cookie(scope, entry, "sessionid")
        factories.cookie(scope, count)
        for service in (entry, count):
            factories.usage(scope, platform, service)
        return f"/o/rives/platforms/{platform.public_id}"


@pytest.fixture
def publisher(sign_in: SignIn) -> Browser:
    """Paul."""
    return sign_in("paul")


def publish(browser: Browser, place: str) -> Any:
    """Reads the summary and presses the button."""
    return browser.post(f"{place}/publish")


def numbers(app: Flask) -> list[int]:
    """The versions there are."""
    with rives(app) as scope:
        return list(scope.session.scalars(select(CharterVersion.number).order_by(CharterVersion.number)))


def test_the_first_publication(app: Flask, publisher: Browser, place: str) -> None:
    page = publisher.get(f"{place}/publish").text
    assert "Publish the first version" in page
    assert "asks every visitor for consent" in page
    assert "No controller is named" in page
    answer = publish(publisher, place)
    assert (answer.status_code, answer.location) == (303, f"{place}/snippet")
    assert "Version 1 is live." in publisher.get(answer.location).text
    with rives(app) as scope:
        assert scope.session.scalars(select(Publication.state)).all() == ["live"]


def test_nothing_has_changed(app: Flask, publisher: Browser, place: str) -> None:
    publish(publisher, place)
    page = publisher.get(f"{place}/publish").text
    assert "Nothing has changed" in page
    assert 'name="digest"' not in page


def test_a_mended_typo_asks_nobody_again(app: Flask, publisher: Browser, place: str) -> None:
    publish(publisher, place)
    with rives(app) as scope:
        cookie = scope.session.scalars(scope.select(Cookie).where(Cookie.name == "sessionid")).one()
        values = cookies.CookieValues("sessionid", {"en": "Remembers <you>"}, duration_text={"en": "13 months"})
        cookies.update(scope, cookie, values, cookie.revision)
    page = publisher.get(f"{place}/publish").text
    assert "1 change since version 1" in page
    assert "are not asked again" in page
    assert "What it is for (English)" in page
    assert "Remembers &lt;you&gt;" in page
    assert publish(publisher, place).status_code == 303
    assert numbers(app) == [1, 2]


def test_a_new_recipient_asks_again_and_says_why(app: Flask, publisher: Browser, place: str) -> None:
    publish(publisher, place)
    with rives(app) as scope:
        platform = scope.session.scalars(scope.select(Platform)).one()
        ads = factories.service(scope, "Advertising", purpose=found(scope, Purpose, "marketing"))
        factories.usage(scope, platform, ads)
        audience = found(scope, Service, "audience")
        other = factories.provider(scope, "Eulerian")
        moved = services.ServiceValues(audience.name, audience.purpose_id, other.id, audience.hosts)
        services.update(scope, audience, moved, audience.revision)
    page = publisher.get(f"{place}/publish").text
    assert "will be asked again" in page
    assert "Advertising is new and needs consent." in page
    assert "Audience has another purpose or another provider." in page


def test_consent_that_is_no_longer_needed(app: Flask, publisher: Browser, place: str) -> None:
    with rives(app) as scope:
        platform = scope.session.scalars(scope.select(Platform)).one()
        ads = factories.service(scope, "Advertising", purpose=found(scope, Purpose, "marketing"))
        factories.usage(scope, platform, ads)
    publish(publisher, place)
    with rives(app) as scope:
        statistics = found(scope, Purpose, "statistics")
        values = purposes.PurposeValues(statistics.name, statistics.description, "exempt")
        purposes.update(scope, statistics, values, statistics.revision)
    page = publisher.get(f"{place}/publish").text
    assert "Audience no longer needs consent." in page
    assert "Exempt from consent" in page


def test_incomplete_languages_are_told(publisher: Browser, place: str) -> None:
    page = publisher.get(f"{place}/publish").text
    assert re.search(r"Texts missing in this language: French \(\d+\)", page)
    assert f'href="{place}/languages/fr"' in page


@pytest.mark.parametrize("digest", ["", "0" * 64, "not a digest"])
def test_another_draft_than_the_one_read_is_refused(app: Flask, publisher: Browser, place: str, digest: str) -> None:
    answer = publisher.post(f"{place}/publish", {"digest": digest})
    assert answer.status_code == 409
    assert numbers(app) == []


def test_what_the_automatic_mode_holds_back_is_told(app: Flask, publisher: Browser, place: str) -> None:
    assert "Held back without a mark" not in publisher.get(f"{place}/publish").text
    with rives(app) as scope:
        platform = platforms.get(scope, place.rpartition("/")[2])
        banners.update(scope, platform, Banner(automatic=True), platform.revision)
        found(scope, Service, "audience").hosts = ["cdn.rives-stats.example"]
    told = publisher.get(f"{place}/publish").text.split("Held back without a mark")[1]
    assert "cdn.rives-stats.example" in told


def test_a_draft_changed_meanwhile_is_refused_and_shown(app: Flask, publisher: Browser, place: str) -> None:
    read = publisher.hidden(f"{place}/publish")
    with rives(app) as scope:
        factories.cookie(scope, found(scope, Service, "audience"), "_pk_ses.*")
    answer = publisher.client.post(f"{place}/publish", data=read, headers=publisher.headers)
    assert answer.status_code == 409
    assert "The draft was changed since this page was shown" in answer.text
    assert read["digest"] not in answer.text
    fresh = re.search(r'name="digest" type="hidden" value="([^"]+)"', answer.text)
    assert fresh
    again = publisher.client.post(f"{place}/publish", data=read | {"digest": fresh[1]}, headers=publisher.headers)
    assert again.status_code == 303
    assert numbers(app) == [1]


def test_pressed_twice_makes_one_version(app: Flask, publisher: Browser, place: str) -> None:
    read = publisher.hidden(f"{place}/publish")
    answers = [publisher.client.post(f"{place}/publish", data=read) for _ in "12"]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert numbers(app) == [1]


def test_taking_offline_and_bringing_back(app: Flask, publisher: Browser, place: str) -> None:
    assert publisher.get(f"{place}/unpublish").location == f"{place}/versions"
    publish(publisher, place)
    assert "stop answering at once" in publisher.get(f"{place}/unpublish").text
    assert publisher.post(f"{place}/unpublish").location == f"{place}/versions"
    page = publisher.get(f"{place}/versions").text
    assert "The charter is offline." in page
    assert "online</span>" not in page
    twice = publisher.post(f"{place}/unpublish", page="/account")
    assert twice.status_code == 303
    assert "is not published" in publisher.get(twice.location).text
    assert "Put version 1 back online" in publisher.get(f"{place}/publish").text
    assert "Version 1 is live." in publisher.get(publish(publisher, place).location).text
    assert numbers(app) == [1]


def test_the_versions(app: Flask, publisher: Browser, place: str) -> None:
    assert "Nothing was published yet" in publisher.get(f"{place}/versions").text
    publish(publisher, place)
    with rives(app) as scope:
        factories.cookie(scope, found(scope, Service, "audience"), "_pk_ses.*")
    publish(publisher, place)
    page = publisher.get(f"{place}/versions").text
    public_id = place.rsplit("/", 1)[1]
    for number in (1, 2):
        for locale in ("fr", "en"):
            assert f'href="{BASE_URL}/c/{public_id}/v/{number}/{locale}/"' in page
    assert page.count("online</span>") == 1
    assert page.index("2 <span") < page.index("version 1</span>")


def test_the_snippet_names_this_platforms_purposes(publisher: Browser, place: str) -> None:
    public_id = place.rsplit("/", 1)[1]
    page = publisher.get(f"{place}/snippet").text
    assert "This charter is not online" in page
    publish(publisher, place)
    page = publisher.get(f"{place}/snippet").text
    assert "This charter is not online" not in page
    assert f"&lt;script src=&#34;{BASE_URL}/c/{public_id}/banner.js&#34;&gt;&lt;/script&gt;" in page
    assert f"{BASE_URL}/c/{public_id}/en/banner.js" in page
    assert "&lt;script type=&#34;text/plain&#34; data-purpose=&#34;statistics&#34;&gt;" in page
    assert "data-purpose=&#34;marketing" not in page
    assert "data-purpose=&#34;necessary" not in page
    assert "&lt;a href=&#34;#charter-open&#34;&gt;" in page
    assert "first script inside &lt;head&gt;" in page
    assert f"{BASE_URL}/c/{public_id}/fr/&#34;&gt;Charte cookies&lt;/a&gt;" in page
    assert f"{BASE_URL}/c/{public_id}/en/&#34;&gt;Cookie charter&lt;/a&gt;" in page


def test_markup_cannot_be_broken_by_words() -> None:
    snippet = Snippet("https://charters.example.org", "abc")
    assert snippet.frame("a", 'Tom & "Jerry"').endswith('title="Tom &amp; &quot;Jerry&quot;"></iframe>')
    assert snippet.link("<b>") == '<a href="https://charters.example.org/c/abc/">&lt;b&gt;</a>'


def directives(policy: str) -> dict[str, str]:
    """A policy's directives."""
    parts = (part.strip().partition(" ") for part in policy.split(";"))
    return {name: value for name, _, value in parts}


def test_the_preview_is_isolated(publisher: Browser, place: str) -> None:
    page = publisher.get(f"{place}/preview/fr?width=phone")
    assert "sandbox" in page.text
    assert f'"{place}/preview/fr/page"' in page.text
    assert directives(page.headers["Content-Security-Policy"])["frame-ancestors"] == "'none'"
    for what in ("page", "banner"):
        frame = publisher.get(f"{place}/preview/fr/{what}")
        policy = directives(frame.headers["Content-Security-Policy"])
        assert frame.status_code == 200
        assert policy["sandbox"] == "allow-scripts"
        assert policy["default-src"] == "'none'"
        assert policy["frame-ancestors"] == "'self'"
        assert "connect-src" not in policy
        assert "unsafe" not in str(policy)
        assert frame.headers["Cache-Control"] == "no-store"
        assert frame.headers["X-Content-Type-Options"] == "nosniff"
    assert "script-src" not in directives(publisher.get(f"{place}/preview/fr/page").headers["Content-Security-Policy"])


def test_the_preview_shows_the_draft(publisher: Browser, place: str) -> None:
    publish(publisher, place)
    assert "_pk_id.*" in publisher.get(f"{place}/preview/fr/page").text
    assert '<html lang="en"' in publisher.get(f"{place}/preview/en/page").text
    assert ',l:"en",' in publisher.get(f"{place}/preview/en/banner").text
    for path in ("preview/de", "preview/de/page", "preview/de/banner"):
        assert publisher.get(f"{place}/{path}").status_code == 404
    assert publisher.get(f"{place}/preview").status_code == 200


READ = ("publish", "preview", "preview/fr", "preview/fr/page", "preview/fr/banner", "versions", "snippet")


def test_roles(app: Flask, sign_in: SignIn, place: str) -> None:
    for person in ("vera", "emma"):
        reader = sign_in(person)
        token = reader.hidden("/account")
        assert {reader.get(f"{place}/{path}").status_code for path in READ} == {200}
        assert "Publishing is for publishers and owners" in reader.get(f"{place}/publish").text
        assert reader.client.post(f"{place}/publish", data=token).status_code == 403
        assert reader.client.post(f"{place}/unpublish", data=token).status_code == 403
        assert reader.get(f"{place}/unpublish").status_code == 403
    stranger = sign_in("max")
    token = stranger.hidden("/account")
    for own in (place, place.replace("/o/rives/", "/o/monts/")):
        assert {stranger.get(f"{own}/{path}").status_code for path in READ} == {404}
        assert stranger.client.post(f"{own}/publish", data=token).status_code == 404
        assert stranger.client.post(f"{own}/unpublish", data=token).status_code == 404
    assert numbers(app) == []
