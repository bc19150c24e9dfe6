"""The translation view, over HTTP."""

import re
from html import unescape

import pytest
from flask import Flask

from charter_admin.admin.platforms.language_page import SIZE
from charter_admin.catalogue import cookies, purposes
from charter_admin.catalogue.models import Cookie
from charter_admin.platforms import service as platforms
from charter_admin.platforms import usages
from tests.admin.acting import acting, add_platform, counted
from tests.admin.browser import Browser
from tests.admin.conftest import SignIn
from tests.publishing import drafts


@pytest.fixture
def path(app: Flask) -> str:
    """The German of a platform in French, English and German, in which nothing is written yet."""
    return f"/o/rives/platforms/{add_platform(app, locales=['fr', 'en', 'de'])}/languages/de"


def inputs(page: str) -> dict[str, str]:
    """The names of the inputs on a page with what stands in them, as a browser sends them."""
    lines = re.findall(r'<input[^>]*value="([^"]*)"[^>]*name="([a-z]+-[^"]+)"', page)
    lines += [(text, name) for name, text in re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>([^<]*)', page)]
    seen = re.findall(r'name="([^"]+\.seen)" value="([^"]*)"', page)
    return {name: unescape(text) for text, name in lines} | dict(seen)


def named(page: str, kind: str) -> str:
    """The name of the first input of a kind, such as `cookie-12-purpose`."""
    found = re.search(rf'name="({kind})\.0"', page)
    assert found, kind
    return found[1]


def cookie_purposes(app: Flask) -> list[dict[str, str]]:
    with acting(app) as scope:
        return [row.purpose for row in scope.session.scalars(scope.select(Cookie).order_by(Cookie.id))]


def rename_purpose(app: Flask, **names: str) -> None:
    with acting(app) as scope:
        purpose = drafts.purpose(scope, "necessary")
        old = purposes.values_of(purpose)
        values = purposes.PurposeValues({**old.name, **names}, old.description, old.basis, old.key)
        purposes.update(scope, purpose, values, purpose.revision)


def test_what_is_missing_stands_beside_its_source(owner: Browser, path: str) -> None:
    page = owner.get(path).text
    assert re.search(r'aria-current="true">Missing \(\d+\)', page)
    assert re.search(r'lang="fr" dir="ltr">À quoi sert sessionid</span>', page)
    field = re.search(r"<textarea[^>]*cookie-\d+-purpose[^>]*>", page)
    assert field
    for words in ('lang="de"', 'dir="ltr"', 'maxlength="4000"', "aria-describedby="):
        assert words in field[0]
    assert re.search(r'aria-current="page">German \d+%</a>', page)
    assert "English 100%" in page
    assert owner.get(path.replace("/de", "/it")).status_code == 404


def test_many_texts_are_saved_with_one_button(app: Flask, owner: Browser, path: str) -> None:
    page = owner.get(path).text
    cookie, location = named(page, r"cookie-\d+-purpose"), named(page, r"usage-\d+-location")
    words = {f"{cookie}.0": "Erinnert sich\r\nan Sie", f"{location}.0": " überall "}
    answer = owner.post(f"{path}?show=missing&page=1", inputs(page) | words)
    assert answer.status_code == 303
    assert answer.location == f"{path}?show=missing&page=1"
    again = owner.get(answer.location).text
    assert "2 texts were saved." in again
    assert cookie not in again
    assert cookie_purposes(app)[0]["de"] == "Erinnert sich\nan Sie"
    assert inputs(owner.get(f"{path}?show=all").text)[f"{location}.0"] == "überall"


def test_saving_what_was_only_looked_at_changes_nothing(app: Flask, owner: Browser, path: str) -> None:
    english = path.replace("/de", "/en")
    with acting(app) as scope:
        row = scope.session.scalars(scope.select(Cookie)).one()
        cookies.update(scope, row, cookies.CookieValues("sessionid", {"en": "\nTwo\n\nlines <b>"}), row.revision)
    owner.post(f"{english}?show=all", inputs(owner.get(f"{english}?show=all").text))
    assert "You changed nothing" in owner.get(english).text
    with acting(app) as scope:
        assert scope.session.scalars(scope.select(Cookie)).one().revision == 2


def test_an_outdated_text_is_found_and_confirmed(owner: Browser, app: Flask, path: str) -> None:
    rename_purpose(app, fr="Indispensables")
    english = path.replace("/de", "/en")
    assert "1 text may be outdated" in owner.get(path.removesuffix("/languages/de")).text
    page = owner.get(english).text  # nothing is missing, so this is what is left to do
    assert 'aria-current="true">Outdated (1)' in page
    assert ">Indispensables</span>" in page
    name = named(page, r"purpose-\d+-name")
    answer = owner.post(f"{english}?show=outdated", inputs(page) | {f"{name}.right": "yes"})
    again = owner.get(answer.location).text
    assert "1 text is still right." in again
    assert "Nothing is outdated" in again


def test_a_refused_text_is_shown_with_both_values_and_the_others_are_saved(
    app: Flask, owner: Browser, path: str
) -> None:
    page = owner.get(f"{path}?show=all").text
    purpose, cookie = named(page, r"purpose-\d+-name"), named(page, r"cookie-\d+-purpose")
    rename_purpose(app, de="Ihres")
    mine = inputs(page) | {f"{purpose}.0": "Meines", f"{cookie}.0": "Für die Sitzung"}
    answer = owner.post(f"{path}?show=all", mine)
    assert answer.status_code == 200
    said = re.sub(r"\s+", " ", answer.text)
    assert "1 text was saved." in said
    assert "1 text was not saved:" in said
    assert 'Stored now:</strong> <span class="lines" lang="de" dir="ltr">Ihres' in said
    assert inputs(answer.text)[f"{purpose}.0"] == "Meines"
    assert cookie_purposes(app)[0]["de"] == "Für die Sitzung"
    assert owner.post(f"{path}?show=all", inputs(answer.text)).status_code == 303
    assert inputs(owner.get(f"{path}?show=all").text)[f"{purpose}.0"] == "Meines"


def test_what_was_typed_is_never_lost(app: Flask, owner: Browser, path: str) -> None:
    page = owner.get(path).text
    cookie, service = named(page, r"cookie-\d+-purpose"), named(page, r"service-\d+-name")
    typed = inputs(page) | {f"{cookie}.0": "Erinnert sich", f"{service}.0": "x" * 301}
    with acting(app) as scope:
        cookies.delete(scope, scope.session.scalars(scope.select(Cookie)).one())
    answer = owner.post(path, typed)
    assert answer.status_code == 200
    assert "Erinnert sich</blockquote>" in answer.text
    problem = re.search(rf'<a href="#({service}-name)">', answer.text)
    assert problem
    assert f'id="{problem[1]}-error">This is too long' in answer.text
    assert inputs(answer.text)[f"{service}.0"] == "x" * 301


@pytest.mark.parametrize("junk", ["cookie-1", "text-what-body", "purpose-999999999999-name", "x", "text--body"])
def test_a_form_nobody_drew_does_no_harm(app: Flask, owner: Browser, path: str, junk: str) -> None:
    for parts in ((), (".0",), (".0", ".1")):
        sent = {f"{junk}.seen": "nothing"} | {junk + part: "a" for part in parts}
        assert owner.post(path, sent).status_code in (200, 303)
    for query in ("?page=0", "?page=-7", "?page=99999999999999999999", "?page=x&show=y", "?show=outdated&page=5"):
        assert owner.get(path + query).status_code == 200


def test_shared_rows_say_on_how_many_platforms_they_are_used(app: Flask, owner: Browser, path: str) -> None:
    assert "Used on 1 platform<" in owner.get(path).text
    with acting(app) as scope:
        one = platforms.get(scope, path.split("/")[4])
        other = drafts.platform(scope, "Autre")
        usages.put(scope, other, usages.every(scope, one)[0].service, usages.UsageValues())
    assert owner.get(path).text.count("Used on 2 platforms") == 2  # the purpose and the service


def test_the_number_of_queries_does_not_grow_with_the_texts(app: Flask, owner: Browser, path: str) -> None:
    owner.get(path)
    with counted(app) as few:
        owner.get(f"{path}?show=all")
    with acting(app) as scope:
        platform = platforms.get(scope, path.split("/")[4])
        for number in range(5):
            drafts.use(scope, platform, f"Service {number}", "statistics", *(f"c{number}{n}" for n in range(20)))
    owner.get(path)
    with counted(app) as many:
        page = owner.get(f"{path}?show=all").text
    assert len(many) == len(few) <= 12
    assert page.count('class="pair"') >= SIZE
    with counted(app) as home:
        owner.get(path.removesuffix("/languages/de"))
    assert sum("charter_text" in statement for statement in home) <= 2  # however many languages


def test_a_long_list_comes_in_pages(app: Flask, owner: Browser, path: str) -> None:
    with acting(app) as scope:
        platform = platforms.get(scope, path.split("/")[4])
        drafts.use(scope, platform, "Mesure", "statistics", *(f"c{n}" for n in range(SIZE)))
    first, second = owner.get(path).text, owner.get(f"{path}?show=missing&page=2").text
    names = [set(re.findall(r'name="([^"]+)\.seen"', page)) for page in (first, second)]
    assert len(names[0]) == SIZE
    assert not names[0] & names[1]
    assert "Page 1 of 2" in first
    assert "Mesure" in re.findall(r"<h[23][^>]*>([^<]*)", second)  # what the texts stand under is said again


def test_a_viewer_reads_and_saves_nothing(sign_in: SignIn, app: Flask, path: str) -> None:
    page = sign_in("olga").get(path).text
    vera = sign_in("vera")
    seen = vera.get(f"{path}?show=all").text
    assert "À quoi sert sessionid" in seen
    assert "Save these texts" not in seen
    assert not re.search(r"<textarea|\.seen", seen)
    cookie = named(page, r"cookie-\d+-purpose")
    assert vera.post(path, inputs(page) | {f"{cookie}.0": "Nein"}, page="/account").status_code == 403
    assert "de" not in cookie_purposes(app)[0]
