"""The check over HTTP: what stops, what is listed, fixes, reasons, links, dossiers."""

import html
import re
import sqlite3
from contextlib import closing
from typing import Any

import pytest
from flask import Flask

from charter_admin.catalogue import providers
from charter_admin.catalogue.models import Provider
from charter_admin.platforms import service as platforms
from charter_admin.platforms import usages
from charter_admin.platforms.banner import values_of
from charter_admin.publishing import service as publishing
from charter_admin.publishing.fetching import Fetcher, Page, Unreachable
from tests.admin.acting import acting, add_platform, counted, publish
from tests.admin.browser import Browser
from tests.admin.conftest import SignIn
from tests.publishing import drafts

PIXEL = "cookie:pixel/cookie/_fbp"


def place_of(public_id: str) -> str:
    """The address of a platform."""
    return f"/o/rives/platforms/{public_id}"


@pytest.fixture
def public_id(app: Flask) -> str:
    """A platform of Rives with a session cookie."""
    return add_platform(app)


@pytest.fixture
def place(public_id: str) -> str:
    """Its check."""
    return f"{place_of(public_id)}/compliance"


def use(app: Flask, public_id: str, *arguments: str, basis: str | None = None) -> None:
    """Puts a new service in use: its name, its purpose, its cookies."""
    with acting(app) as scope:
        drafts.use(scope, platforms.get(scope, public_id), *arguments, basis=basis)


def bases(app: Flask, public_id: str) -> dict[str, str]:
    """The basis of each service in use."""
    with acting(app) as scope:
        used = usages.every(scope, platforms.get(scope, public_id))
        return {usage.service.key: usage.effective_basis for usage in used}


def fix(browser: Browser, place: str, rule: str, subject: str, **more: str) -> Any:
    """Presses the button of a finding."""
    return browser.post(f"{place}/fix", {"rule": rule, "subject": subject} | more, page=place)


def test_the_check_before_publishing(app: Flask, sign_in: SignIn, public_id: str, place: str) -> None:
    paul = sign_in("paul")
    page = html.unescape(paul.get(place).text)
    assert "To mend: 0." in page
    assert "No data-protection officer is named." in page
    assert "GDPR, art. 13(1)(b), 37" in page
    assert f'href="{place_of(public_id)}/settings"' in page
    assert f'href="{place}"' in paul.get(place_of(public_id)).text
    french = html.unescape(sign_in("paul", "fr").get(place).text)
    assert "Aucun délégué à la protection des données n’est nommé." in french
    assert "RGPD, art. 13(1)(b), 37" in french


def test_an_error_stops_publishing_until_it_is_mended(app: Flask, sign_in: SignIn, public_id: str, place: str) -> None:
    paul, summary = sign_in("paul"), f"{place_of(public_id)}/publish"
    read = paul.hidden(summary)
    use(app, public_id, "Pixel", "necessary", "_fbp")
    page = html.unescape(paul.get(summary).text)
    assert "To mend before publishing" in page
    assert "“_fbp” is a tracker of Meta. It cannot be exempt from consent." in page
    assert 'name="digest"' not in page
    with acting(app) as scope:
        fresh = publishing.summary(scope, platforms.get(scope, public_id), "en").digest
    answer = paul.client.post(summary, data=read | {"digest": fresh}, headers=paul.headers)
    assert answer.status_code == 409
    assert "This charter cannot be published before some points are mended." in answer.text
    assert fix(paul, place, "exempt-tracker", PIXEL, back="summary").location == summary
    assert bases(app, public_id) == {"session": "exempt", "pixel": "consent"}
    assert "_fbp” is a tracker" not in paul.get(summary).text
    assert paul.post(summary).status_code == 303


def test_a_fix_pressed_twice_or_for_nothing(app: Flask, owner: Browser, public_id: str, place: str) -> None:
    use(app, public_id, "Pixel", "necessary", "_fbp")
    for said in ("Mended.", "settled by now"):
        assert said in owner.get(fix(owner, place, "exempt-tracker", PIXEL).location).text
    for rule, subject in (("dpo-missing", "platform"), ("nothing", "x"), ("", "")):
        assert "settled by now" in owner.get(fix(owner, place, rule, subject).location).text


def test_a_choice_is_shortened(app: Flask, owner: Browser, public_id: str, place: str) -> None:
    use(app, public_id, "Matomo", "statistics", "_pk_id.*")
    owner.post(
        f"{place_of(public_id)}/banner/behaviour", {"months": "13", "memory": "cookie", "wait_for_update": "500"}
    )
    assert "The CNIL recommends six." in owner.get(place).text
    fix(owner, place, "choice-over-6-months", "banner")
    with acting(app) as scope:
        assert values_of(platforms.get(scope, public_id)).months == 6


def test_a_warning_is_justified_in_writing(app: Flask, owner: Browser, sign_in: SignIn, place: str) -> None:
    form = f"{place}/justify?rule=dpo-missing&subject=platform"
    assert "No data-protection officer is named." in owner.get(form).text
    refused = owner.post(form, {"text": "   "})
    assert (refused.status_code, "needs your attention" in refused.text) == (200, True)
    assert owner.post(form, {"text": "We are <three> people."}).location == place
    page = owner.get(place).text
    assert "Accepted with a reason: 1." in page
    assert "We are &lt;three&gt; people." in page
    assert "olga@example.org" in page
    assert "We are &lt;three&gt; people." in owner.get(form).text  # to be corrected
    assert "We are &lt;three&gt; people." in sign_in("vera").get(place).text
    withdraw = re.search(r'action="([^"]+/withdraw)"', page)
    assert withdraw
    assert owner.post(withdraw[1], page=place).location == place
    assert "Accepted with a reason: 0." in owner.get(place).text


def test_an_error_is_no_matter_of_reasons(app: Flask, owner: Browser, public_id: str, place: str) -> None:
    use(app, public_id, "Pixel", "necessary", "_fbp")
    assert "rule=exempt-tracker" not in owner.get(place).text
    for rule, subject in (("exempt-tracker", PIXEL), ("dpo-missing", "x"), ("", "")):
        address = f"{place}/justify?rule={rule}&subject={subject}"
        assert owner.get(address).location == place
        assert owner.post(address, {"text": "Why not"}, page=place).location == place
    assert "Accepted with a reason: 0." in owner.get(place).text


def test_a_reason_goes_stale(app: Flask, owner: Browser, public_id: str, place: str) -> None:
    owner.post(f"{place}/justify?rule=dpo-missing&subject=platform", {"text": "Three people."})
    with acting(app) as scope:
        platform = platforms.get(scope, public_id)
        values = platforms.PlatformValues(
            "Portail", ["www.rives.example"], "fr", ["fr", "en"], controller="Grande Rives"
        )
        platforms.update(scope, platform, values, platform.revision)
    page = owner.get(place).text
    assert "has changed since" in page
    assert "Accepted with a reason: 0." in page


def answering(app: Flask, monkeypatch: pytest.MonkeyPatch, **by_address: Any) -> list[str]:
    """Makes pages answer by a part of their address; gives what was asked. Nobody waits for it to write."""
    asked: list[str] = []

    def page(_fetcher: Fetcher, address: str) -> Page:
        asked.append(address)
        with closing(sqlite3.connect(app.config["SQLALCHEMY_DATABASE_URI"].removeprefix("sqlite:///"), 0)) as other:
            other.execute("BEGIN IMMEDIATE")
        answer = next((answer for part, answer in by_address.items() if part in address), 200)
        if isinstance(answer, str):
            raise Unreachable(answer)
        return Page(address, answer, "")

    monkeypatch.setattr(Fetcher, "page", page)
    return asked


def policy(app: Flask, address: str = "") -> str:
    """Gives the provider of the platform a policy link, or says which one it has."""
    with acting(app) as scope:
        row = scope.session.scalars(scope.select(Provider)).one()
        if address:
            providers.update(scope, row, providers.ProviderValues(row.name, "FR", address), row.revision)
        return row.policy_url


def test_a_link_becomes_https_only_where_it_answers(
    app: Flask, owner: Browser, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    policy(app, "http://provider.example/privacy")
    answering(app, monkeypatch, https="certificate")
    refused = fix(owner, place, "policy-not-https", "provider:session-sas")
    assert "https://provider.example/privacy does not answer" in owner.get(refused.location).text
    assert policy(app) == "http://provider.example/privacy"
    asked = answering(app, monkeypatch)
    fix(owner, place, "policy-not-https", "provider:session-sas")
    assert asked == ["https://provider.example/privacy"]
    assert policy(app) == "https://provider.example/privacy"


def test_links_are_followed_when_somebody_asks(
    app: Flask, owner: Browser, sign_in: SignIn, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = answering(app, monkeypatch, provider=404)
    owner.get(place)
    assert asked == []
    page = owner.post(f"{place}/links", page=place)
    assert page.status_code == 200
    assert "answered with an error (404)" in page.text
    assert asked == ["https://provider.example/privacy"]
    answering(app, monkeypatch)
    assert "In order" in owner.post(f"{place}/links", page=place).text


def test_a_version_shows_the_check_of_its_day(app: Flask, owner: Browser, public_id: str, place: str) -> None:
    owner.post(f"{place}/justify?rule=dpo-missing&subject=platform", {"text": "Three people."})
    publish(app, public_id)
    owner.post(f"{place}/justify?rule=dpo-missing&subject=platform", {"text": "Four people."})
    versions = owner.get(f"{place_of(public_id)}/versions").text
    dossier = f"{place_of(public_id)}/versions/1/dossier"
    assert f'href="{dossier}"' in versions
    page = owner.get(dossier).text
    assert "Three people." in page
    assert "Four people." not in page
    assert "No data-protection officer is named." in page


def test_roles(app: Flask, sign_in: SignIn, public_id: str, place: str) -> None:
    publish(app, public_id)
    vera = sign_in("vera")
    token = vera.hidden("/account")
    page = vera.get(place).text
    assert "Give a reason" not in page
    assert "/settings" not in page
    assert vera.get(f"{place_of(public_id)}/versions/1/dossier").status_code == 200
    assert vera.get(f"{place}/justify?rule=dpo-missing&subject=platform").status_code == 403
    for path in ("fix", "justify", "links"):
        assert vera.client.post(f"{place}/{path}", data=token).status_code == 403
    emma = sign_in("emma")
    assert fix(emma, place, "dpo-missing", "platform").status_code == 303


def test_the_check_costs_the_same_for_few_and_many_services(
    app: Flask, owner: Browser, public_id: str, place: str
) -> None:
    with counted(app) as few:
        owner.get(place)
    for n in range(5):
        use(app, public_id, f"Service {n}", "statistics", f"c{n}a", f"c{n}b")
    with counted(app) as many:
        assert owner.get(place).status_code == 200
    assert len(many) == len(few)
