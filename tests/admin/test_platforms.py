"""Platforms over HTTP: the list, adding, the page to work from, settings, deleting."""

import re
from html import unescape
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from charter_admin.platforms import service
from charter_admin.platforms.models import Platform
from charter_admin.versions.models import Artefact, CharterVersion, Publication
from tests.admin.acting import acting, add_platform, publish
from tests.admin.browser import Browser
from tests.admin.conftest import SignIn

LIST = "/o/rives/platforms"
LEAST: dict[str, Any] = {
    "name": "Médiathèque",
    "domains": "www.media.example",
    "locales": ["fr"],
    "default_locale": "fr",
}


def stored(app: Flask, public_id: str) -> service.PlatformValues:
    with acting(app) as scope:
        return service.values_of(service.get(scope, public_id))


def beside(page: str, field: str) -> str:
    """What is said beside a field."""
    found = re.search(rf'id="{field}-error">(.*?)</div>', page, re.DOTALL)
    return found[1] if found else ""


def test_name_address_and_language_are_enough(app: Flask, owner: Browser) -> None:
    answer = owner.post(f"{LIST}/new", LEAST)
    assert answer.status_code == 303
    page = owner.get(answer.location)
    assert "Médiathèque was added." in page.text
    assert "What next?" in page.text
    values = stored(app, answer.location.rsplit("/", 1)[1])
    assert (values.name, values.domains, values.locales) == ("Médiathèque", ["www.media.example"], ["fr"])


def test_the_same_form_sent_twice_makes_one_platform(app: Flask, owner: Browser) -> None:
    first, second = owner.post(f"{LIST}/new", LEAST), owner.post(f"{LIST}/new", LEAST)
    assert first.location == second.location
    with acting(app) as scope:
        assert len(scope.session.scalars(scope.select(Platform)).all()) == 1


def test_a_new_platform_starts_from_the_newest_one(app: Flask, owner: Browser) -> None:
    assert 'value="Rives"' in owner.get(f"{LIST}/new").text  # the organization, as long as there is none
    add_platform(
        app,
        controller="Agglomération de Rives",
        contact_email="cookies@rives.example",
        locales=["en"],
        default_locale="en",
    )
    page = owner.get(f"{LIST}/new").text
    assert not re.search(r'<input[^>]*name="locales"[^>]* required', page)  # a browser would ask for all of them
    assert 'value="Agglomération de Rives"' in page
    assert 'value="cookies@rives.example"' in page
    assert re.findall(r'checked[^>]*name="locales"[^>]*value="(\w+)"', page) == ["en"]
    assert 'value="Portail"' not in page


@pytest.mark.parametrize(
    ("wrong", "field", "reason"),
    [
        ({"name": "  "}, "name", "required"),
        ({"name": "x" * 301}, "name", "longer than 300"),
        ({"domains": " \n "}, "domains", "required"),
        ({"domains": "www.media.example\nnot a host"}, "domains", "not a host is not a host name"),
        ({"locales": []}, "locales", "Tick at least one language."),
        ({"locales": ["xx"]}, "locales", "not a valid choice"),
        ({"default_locale": "en"}, "default_locale", "must be one of the platform"),
        ({"contact_email": "nobody"}, "contact_email", "Give an e-mail address"),
        ({"contact_url": "javascript:alert(1)"}, "contact_url", "Give a whole web address"),
    ],
)
def test_what_is_refused_is_said_beside_its_field(
    app: Flask, owner: Browser, wrong: dict[str, Any], field: str, reason: str
) -> None:
    answer = owner.post(f"{LIST}/new", LEAST | wrong)
    assert answer.status_code == 200
    assert reason in beside(answer.text, field)
    assert "1 field needs your attention" in answer.text
    with acting(app) as scope:
        assert not scope.session.scalars(scope.select(Platform)).all()


def test_a_pasted_address_is_cut_down_to_its_host(app: Flask, owner: Browser) -> None:
    pasted = "https://www.media.example/fr/accueil?x=1\r\n\r\nwww.media.example\r\nblog.media.example:8080\r\n"
    answer = owner.post(f"{LIST}/new", LEAST | {"domains": pasted})
    values = stored(app, answer.location.rsplit("/", 1)[1])
    assert values.domains == ["www.media.example", "blog.media.example:8080"]


def test_the_page_says_what_comes_next(app: Flask, owner: Browser) -> None:
    path = owner.post(f"{LIST}/new", LEAST).location
    assert re.findall(r"<strong>([^<]*)</strong> <span class=\"quiet\">To do", owner.get(path).text) == [
        "Say which services it uses",
        "Say who answers for it",
        "Publish the charter",
    ]
    done = add_platform(app)
    page = owner.get(f"{LIST}/{done}").text
    assert re.findall(r"<strong>([^<]*)</strong> <span class=\"quiet\">To do", page) == ["Publish the charter"]
    publish(app, done)
    page = owner.get(f"{LIST}/{done}").text
    assert "Everything is done" in page
    assert f"http://charters.test/c/{done}/fr/" in page


def test_an_incomplete_language_says_what_is_missing_and_where(app: Flask, owner: Browser) -> None:
    public_id = add_platform(app, locales=["fr", "br"])
    page = owner.get(f"{LIST}/{public_id}").text
    assert "Breton" in page
    assert 'value="100" aria-label="French: 100% complete"' in page
    assert "12 texts are missing" in page
    assert f"{LIST}/{public_id}/languages/br?show=missing" in unescape(page)
    assert "Nothing is missing" in owner.get(f"{LIST}/{public_id}/languages/fr?show=missing").text
    assert owner.get(f"{LIST}/{public_id}/languages/it").status_code == 404


def test_settings_are_changed(app: Flask, owner: Browser) -> None:
    public_id = add_platform(app)
    path = f"{LIST}/{public_id}/settings"
    page = owner.get(path).text
    assert "www.rives.example</textarea>" in page
    changed = LEAST | {"domains": "b.example\na.example", "locales": ["fr", "de"], "contact_address": "1 rue\r\nRives"}
    changed |= {"contact_email": "", "controller": "Ville", "dpo": "Anne\r\nDPO"}
    assert owner.post(path, changed).location == f"{LIST}/{public_id}"
    values = stored(app, public_id)
    assert (values.name, values.domains, values.locales) == ("Médiathèque", ["b.example", "a.example"], ["fr", "de"])
    assert (values.contact_address, values.contact_email) == ("1 rue\nRives", "")


def test_a_stale_form_shows_both_values_and_saves_nothing(app: Flask, owner: Browser, sign_in: SignIn) -> None:
    path = f"{LIST}/{add_platform(app)}/settings"
    opened = owner.hidden(path)
    theirs = LEAST | {"name": "Theirs", "domains": "theirs.example", "locales": ["fr", "en"]}
    assert sign_in("emma").post(path, theirs).status_code == 303
    mine = opened | LEAST | {"name": "Mine"}
    answer = owner.client.post(path, data=mine, headers=owner.headers)
    assert answer.status_code == 200
    assert "Somebody else changed this" in answer.text
    assert 'value="Mine"' in answer.text
    said = re.sub(r"\s+", " ", answer.text)
    assert "Stored now:</strong> Theirs" in said
    assert "Stored now:</strong> theirs.example" in said
    assert "Stored now:</strong> French, English" in said
    assert stored(app, path.split("/")[4]).name == "Theirs"
    # The form now carries the stored revision: saving it again is a decision.
    shown = re.search(r'name="revision"[^>]*value="(\d+)"', answer.text)
    assert shown
    again = owner.client.post(path, data=mine | {"revision": shown[1]}, headers=owner.headers)
    assert again.status_code == 303
    assert stored(app, path.split("/")[4]).name == "Mine"


def test_the_same_settings_sent_twice_are_saved_once(app: Flask, owner: Browser) -> None:
    path = f"{LIST}/{add_platform(app)}/settings"
    data = owner.hidden(path) | LEAST | {"contact_address": " 1 rue\r\nRives\r\n"}
    first, again = (owner.client.post(path, data=data, headers=owner.headers) for _ in range(2))
    assert first.status_code == 303
    assert "This is stored already" in again.text
    assert "Stored now" not in again.text


@pytest.mark.parametrize("revision", ["", "0", "x", "-1", "9" * 40, "²"])
def test_a_tampered_revision_overwrites_nothing(app: Flask, owner: Browser, revision: str) -> None:
    public_id = add_platform(app)
    answer = owner.post(f"{LIST}/{public_id}/settings", LEAST | {"revision": revision})
    assert answer.status_code == 200
    assert stored(app, public_id).name == "Portail"


def test_a_form_without_its_revision_overwrites_nothing(app: Flask, owner: Browser) -> None:
    path = f"{LIST}/{add_platform(app)}/settings"
    token = {"csrf_token": owner.hidden(path)["csrf_token"]}
    answer = owner.client.post(path, data=token | LEAST, headers=owner.headers)
    assert (answer.status_code, "Stored now" in answer.text) == (200, True)


def test_a_viewer_sees_but_changes_nothing(app: Flask, sign_in: SignIn) -> None:
    public_id = add_platform(app)
    vera = sign_in("vera")
    page = vera.get(f"{LIST}/{public_id}").text
    assert "Session" in page
    for action in ("settings", "delete", "usages/new"):
        assert f"{public_id}/{action}" not in page
        assert vera.get(f"{LIST}/{public_id}/{action}").status_code == 403
        assert vera.post(f"{LIST}/{public_id}/{action}", LEAST, page="/account").status_code == 403
    assert f"{LIST}/new" not in vera.get(LIST).text
    assert vera.post(f"{LIST}/new", LEAST, page="/account").status_code == 403
    assert stored(app, public_id).name == "Portail"


def test_an_editor_changes_but_does_not_delete(app: Flask, sign_in: SignIn) -> None:
    public_id = add_platform(app)
    emma = sign_in("emma")
    assert emma.post(f"{LIST}/{public_id}/settings", LEAST).status_code == 303
    for person in ("emma", "paul"):
        assert sign_in(person).post(f"{LIST}/{public_id}/delete", page="/account").status_code == 403
    assert stored(app, public_id).name == "Médiathèque"


def test_a_stranger_finds_nothing(app: Flask, sign_in: SignIn) -> None:
    ours, theirs = add_platform(app), add_platform(app, slug="monts")
    for action in ("", "/settings", "/delete", "/usages", "/texts", "/languages/fr"):
        assert sign_in("max").get(f"{LIST}/{ours}{action}").status_code == 404
        assert sign_in("olga").get(f"{LIST}/{theirs}{action}").status_code == 404


def test_deleting_says_what_happens_and_leaves_nothing_but_the_address(app: Flask, owner: Browser) -> None:
    public_id = add_platform(app)
    assert "410" not in owner.get(f"{LIST}/{public_id}/delete").text
    publish(app, public_id)
    page = owner.get(f"{LIST}/{public_id}/delete").text
    assert "(410)" in page
    assert f"http://charters.test/c/{public_id}/" in page
    assert owner.post(f"{LIST}/{public_id}/delete").location == LIST
    assert "Portail was deleted." in owner.get(LIST).text
    assert owner.post(f"{LIST}/{public_id}/delete", page="/account").status_code == 404
    with acting(app) as scope:
        counts = [scope.session.scalar(select(func.count()).select_from(table)) for table in (CharterVersion, Artefact)]
        assert counts == [0, 0]
        assert scope.get(Publication, public_id=public_id).state == "deleted"
