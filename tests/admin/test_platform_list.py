"""The list of platforms over HTTP: how charters stand, and how it behaves with two thousand rows."""

import re
from typing import Any

from flask import Flask

from charter_admin.platforms import service
from charter_admin.platforms.models import Domain, Platform
from charter_admin.publishing import service as publishing
from tests.admin.acting import acting, add_platform, counted, publish
from tests.admin.browser import Browser
from tests.admin.conftest import SignIn

LIST = "/o/rives/platforms"


def test_the_list_says_how_each_charter_stands(app: Flask, owner: Browser) -> None:
    names = ("Neuf", "En ligne", "Changé", "Retiré")
    ids = {name: add_platform(app, name) for name in names}
    for name in names[1:]:
        publish(app, ids[name])
    with acting(app) as scope:
        changed = service.get(scope, ids["Changé"])
        service.update(scope, changed, service.PlatformValues("Changé", ["x.example"], "fr", ["fr"]), changed.revision)
        publishing.unpublish(scope, service.get(scope, ids["Retiré"]))
    rows = dict(
        zip(*[iter(re.split(r'<th scope="row"[^>]*><a[^>]*>([^<]*)</a>', owner.get(LIST).text)[1:])] * 2, strict=True)
    )
    tags = {name: re.findall(r'class="tag[^"]*">([^<]*)<', row) for name, row in rows.items()}
    assert tags == {
        "Neuf": ["Not published yet"],
        "En ligne": ["Online, version 1"],
        "Changé": ["Online, version 1", "Changes not yet published"],
        "Retiré": ["Taken offline"],
    }


def test_the_list_costs_the_same_for_one_row_and_for_many(app: Flask, owner: Browser) -> None:
    for name in ("Un", "Deux", "Trois"):
        publish(app, add_platform(app, name))
    with counted(app) as one:
        assert "Trois" in owner.get(LIST, query_string={"search": "trois"}).text
    with acting(app) as scope:
        crowd(scope.organization_id, scope.session.add_all)
    with counted(app) as many:
        page = owner.get(LIST, query_string={"sort": "-name"}).text
    assert page.count('<th scope="row"') == 50
    assert len(many) <= len(one)
    assert len(many) < 20


def test_two_thousand_platforms_are_searched_sorted_and_paged(app: Flask, owner: Browser) -> None:
    with acting(app) as scope:
        crowd(scope.organization_id, scope.session.add_all)
    first = owner.get(LIST).text
    found = re.findall(r"<a[^>]*>(Site \d+)</a>", first)
    following = re.search(r'rel="next" href="([^"]+)"', first)
    assert following
    found += re.findall(r"<a[^>]*>(Site \d+)</a>", owner.get(LIST + following[1].replace("&amp;", "&")).text)
    assert found == [f"Site {n:04d}" for n in range(100)]
    assert re.findall(r"<a[^>]*>(Site \d+)</a>", owner.get(f"{LIST}?search=1234").text) == ["Site 1234"]
    assert re.findall(r"<a[^>]*>(Site \d+)</a>", owner.get(f"{LIST}?sort=-added").text)[0] == "Site 1999"
    assert "No platform is called that" in owner.get(f"{LIST}?search=nowhere").text


def crowd(organization_id: int, add_all: Any) -> None:
    """Two thousand platforms at once; the service would take a statement for each."""
    add_all(
        Platform(
            organization_id=organization_id,
            public_id=f"crowd{n:07d}",
            name=f"Site {n:04d}",
            default_locale="fr",
            locales=["fr", "en"],
            domains=[Domain(organization_id=organization_id, name=f"s{n}.example")],
        )
        for n in range(2000)
    )


def test_an_empty_list_says_what_to_do(owner: Browser, sign_in: SignIn) -> None:
    assert f'href="{LIST}/new"' in owner.get(LIST).text
    page = sign_in("vera").get(LIST).text
    assert "No platform yet" in page
    assert f"{LIST}/new" not in page
