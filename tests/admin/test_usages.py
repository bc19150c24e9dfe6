"""The services in use on a platform, over HTTP."""

import re
from html import unescape

import pytest
from flask import Flask

from charter_admin.catalogue import providers, services
from charter_admin.organizations.scope import Scope
from charter_admin.platforms import service as platforms
from charter_admin.platforms import usages
from tests.admin.acting import acting, counted
from tests.admin.browser import Browser
from tests.admin.conftest import SignIn
from tests.publishing import drafts


def matomo(scope: Scope, name: str = "Matomo") -> int:
    """A service of the catalogue, whose purpose asks for consent; gives its id."""
    provider = providers.create(scope, providers.ProviderValues("InnoCraft"))
    purpose = drafts.purpose(scope, "statistics")
    return services.create(scope, services.ServiceValues({"fr": name}, purpose.id, provider.id)).id


@pytest.fixture
def service_id(app: Flask) -> int:
    """A service that is not in use yet."""
    with acting(app) as scope:
        return matomo(scope)


@pytest.fixture
def path(app: Flask) -> str:
    """The address of the services in use on a platform in French and English, which uses one."""
    with acting(app) as scope:
        return f"/o/rives/platforms/{drafts.platform(scope).public_id}/usages"


def used(app: Flask, path: str) -> dict[str, usages.UsageValues]:
    """What is in use, by the service's French name."""
    with acting(app) as scope:
        platform = platforms.get(scope, path.split("/")[4])
        return {usage.service.name["fr"]: usages.values_of(usage) for usage in usages.every(scope, platform)}


def usage_path(app: Flask, path: str, name: str = "Session") -> str:
    with acting(app) as scope:
        found = usages.every(scope, platforms.get(scope, path.split("/")[4]))
        return f"{path}/{next(usage.id for usage in found if usage.service.name['fr'] == name)}"


def test_a_service_of_the_catalogue_is_put_in_use(app: Flask, owner: Browser, path: str, service_id: int) -> None:
    form = owner.get(f"{path}/new").text
    groups = re.findall(r'<optgroup label="([^"]+)">\s*<option value="(\d+)">([^<]+)<', form)
    assert groups == [("Statistics", str(service_id), "Matomo · InnoCraft")]  # the other one is in use already
    filled = {"service_id": service_id, "location-fr": " pages publiques ", "location-en": "", "basis": "exempt"}
    assert owner.post(f"{path}/new", filled).location == path
    assert used(app, path)["Matomo"] == usages.UsageValues({"fr": "pages publiques"}, "exempt")
    page = owner.get(path).text
    assert "Matomo is now in use here." in page
    assert "pages publiques" in page
    assert "differs from its purpose" in page


def test_without_a_basis_that_of_the_purpose_holds(app: Flask, owner: Browser, path: str, service_id: int) -> None:
    owner.post(f"{path}/new", {"service_id": service_id, "basis": ""})
    assert used(app, path)["Matomo"] == usages.UsageValues({}, None)
    edit = owner.get(usage_path(app, path, "Matomo")).text
    assert "As its purpose says: “Statistics” needs consent" in edit
    assert "Matomo, for instance, may be exempt if it is set up that way" in edit
    page = owner.get(path).text
    assert "Needs consent" in page
    assert "differs from its purpose" not in page


def test_the_same_form_sent_twice_uses_the_service_once(app: Flask, owner: Browser, path: str, service_id: int) -> None:
    filled = {"service_id": service_id, "basis": ""}
    assert owner.post(f"{path}/new", filled).status_code == 303
    again = owner.post(f"{path}/new", filled)
    assert again.status_code == 200
    assert "This service is already in use here." in again.text
    assert len(used(app, path)) == 2


@pytest.mark.parametrize("chosen", ["", "x", "-1", "0", "99999", "9" * 5000])
def test_a_service_that_does_not_exist_is_refused(app: Flask, owner: Browser, path: str, chosen: str) -> None:
    with acting(app) as scope:
        matomo(scope)
    answer = owner.post(f"{path}/new", {"service_id": chosen})
    assert answer.status_code == 200
    assert re.search(r'id="service_id-error">Choose one of the services offered', answer.text)
    assert list(used(app, path)) == ["Session"]


def test_another_organizations_service_is_refused(app: Flask, owner: Browser, path: str, service_id: int) -> None:
    with acting(app, "monts") as scope:
        foreign = matomo(scope, "Piwik")
    answer = owner.post(f"{path}/new", {"service_id": foreign})
    assert "Choose one of the services offered." in answer.text
    assert "Piwik" not in answer.text
    assert list(used(app, path)) == ["Session"]


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [({"location-fr": "x" * 301}, "longer than 300"), ({"basis": "sometimes"}, "Not a valid choice")],
)
def test_what_is_refused_is_said_beside_its_field(
    app: Flask, owner: Browser, path: str, service_id: int, wrong: dict[str, str], reason: str
) -> None:
    answer = owner.post(f"{path}/new", {"service_id": service_id} | wrong)
    assert answer.status_code == 200
    assert reason in answer.text
    assert f'<option value="{service_id}" selected>' in answer.text
    assert list(used(app, path)) == ["Session"]


def test_where_and_on_which_basis_is_changed(app: Flask, owner: Browser, path: str) -> None:
    edit = usage_path(app, path)
    assert 'value="everywhere"' in owner.get(edit).text
    filled = {"location-fr": "espace client", "location-en": "", "basis": "consent"}
    assert owner.post(edit, filled).location == path
    assert used(app, path)["Session"] == usages.UsageValues({"fr": "espace client"}, "consent")
    assert "Session was saved." in owner.get(path).text


def test_a_stale_form_shows_both_values_and_saves_nothing(
    app: Flask, owner: Browser, sign_in: SignIn, path: str
) -> None:
    edit = usage_path(app, path)
    opened = owner.hidden(edit)
    assert sign_in("emma").post(edit, {"location-fr": "partout", "basis": "consent"}).status_code == 303
    mine = opened | {"location-fr": "accueil", "basis": "exempt"}
    answer = owner.client.post(edit, data=mine, headers=owner.headers)
    assert answer.status_code == 200
    said = re.sub(r"\s+", " ", unescape(answer.text))
    assert "Somebody else changed this" in said
    assert 'value="accueil"' in said
    assert '<div lang="fr">French : partout</div>' in said
    assert "Stored now:</strong> Needs consent here" in said
    assert used(app, path)["Session"].basis == "consent"


def test_a_service_is_taken_out_and_stays_in_the_catalogue(app: Flask, owner: Browser, path: str) -> None:
    remove = f"{usage_path(app, path)}/remove"
    assert "Take Session out?" in re.sub(r"<[^>]+>", "", owner.get(remove).text)
    assert owner.post(remove).location == path
    assert owner.post(remove, page="/account").status_code == 404
    assert used(app, path) == {}
    page = owner.get(path).text
    assert "No service in use yet" in page
    assert "Session · Session SAS" in owner.get(f"{path}/new").text


def test_an_empty_catalogue_and_a_used_up_one_say_what_to_do(app: Flask, owner: Browser, path: str) -> None:
    assert "Every service of the catalogue is in use here" in owner.get(f"{path}/new").text
    with acting(app, "monts") as scope:
        values = platforms.PlatformValues("Neuf", ["n.example"], "fr", ["fr"])
        public_id = platforms.create(scope, values).public_id
    page = Browser(app).sign_in("max").get(f"/o/monts/platforms/{public_id}/usages/new").text
    assert "The catalogue has no service yet" in page


def test_a_viewer_sees_but_changes_nothing(app: Flask, sign_in: SignIn, path: str, service_id: int) -> None:
    vera, edit = sign_in("vera"), usage_path(app, path)
    page = vera.get(path).text
    assert "everywhere" in page
    for address in (f"{path}/new", edit, f"{edit}/remove"):
        assert address not in page
        assert vera.get(address).status_code == 403
        assert vera.post(address, {"service_id": service_id, "basis": "consent"}, page="/account").status_code == 403
    assert used(app, path) == {"Session": usages.UsageValues({"fr": "partout", "en": "everywhere"}, None)}


def test_a_stranger_finds_nothing(app: Flask, sign_in: SignIn, path: str) -> None:
    max_, edit = sign_in("max"), usage_path(app, path)
    for address in (path, f"{path}/new", edit, f"{edit}/remove"):
        assert max_.get(address).status_code == 404
        assert max_.post(address, page="/account").status_code in (404, 405)


def test_the_list_costs_the_same_for_one_service_and_for_many(app: Flask, owner: Browser, path: str) -> None:
    with counted(app) as one:
        owner.get(path)
    with acting(app) as scope:
        platform = platforms.get(scope, path.split("/")[4])
        for n in range(20):
            drafts.use(scope, platform, f"Service {n}", "marketing", f"a{n}", f"b{n}")
    with counted(app) as many:
        assert "Service 19" in owner.get(path).text
    assert len(many) == len(one)


def test_names_are_shown_as_text_everywhere(app: Flask, owner: Browser) -> None:
    evil = "<img src=x onerror=alert(1)>&\"'"
    with acting(app) as scope:
        platform = drafts.platform(scope, evil, controller=evil, dpo=evil, locales=["fr", "de"])
        drafts.use(scope, platform, evil, "marketing", evil)
        matomo(scope, evil)
        home = f"/o/rives/platforms/{platform.public_id}"
    path = f"{home}/usages"
    edit = usage_path(app, path, evil)
    assert owner.post(edit, {"location-fr": evil, "basis": ""}).status_code == 303
    pages = [home, path, f"{path}/new", edit, f"{edit}/remove", f"{home}/texts", f"{home}/texts/fr/what"]
    for page in [*pages, f"{home}/settings", f"{home}/delete", f"{home}/languages/de", "/o/rives/platforms"]:
        text = owner.get(page).text
        assert "<img" not in text, page
        assert "&lt;img" in text, page
    shown = owner.post(f"{home}/texts/fr/what", {"title": evil, "body": "{controller}", "action": "preview"})
    assert "<img" not in shown.text
