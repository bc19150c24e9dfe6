"""The texts of a charter, over HTTP."""

import re
from html import unescape

import pytest
from flask import Flask

from charter_admin.platforms import service as platforms
from charter_admin.platforms import texts
from charter_admin.platforms.standard_texts import KEYS, standard
from tests.admin.acting import acting
from tests.admin.browser import Browser
from tests.admin.conftest import SignIn
from tests.publishing import drafts

OURS = {"title": "Nos cookies", "body": "Chez **{platform}**, rien de *caché*.", "action": "save"}


@pytest.fixture
def path(app: Flask) -> str:
    """The address of the texts of a platform in French, English and Breton, for which there are no standard texts."""
    with acting(app) as scope:
        return f"/o/rives/platforms/{drafts.platform(scope, locales=['fr', 'en', 'br']).public_id}/texts"


def section(app: Flask, path: str, key: str = "what", locale: str = "fr") -> texts.Section:
    with acting(app) as scope:
        return texts.section(scope, platforms.get(scope, path.split("/")[4]), locale, key)


def states(page: str) -> list[str]:
    return re.findall(r'class="tag[^"]*">([^<]*)<', page)


def test_the_sections_are_listed_with_their_state(owner: Browser, path: str) -> None:
    page = owner.get(path).text
    assert states(page) == ["Standard text", "Standard text", "Missing"] * len(KEYS)
    known = standard("what", "en")
    assert known
    assert known.title in page
    assert "{platform}" not in page


def test_a_text_becomes_ones_own_in_one_language(app: Flask, owner: Browser, path: str) -> None:
    known = standard("what", "fr")
    assert known
    form = unescape(owner.get(f"{path}/fr/what").text)
    assert f'value="{known.title}"' in form
    assert known.body[:60] in form
    assert "saving makes it your own" in form
    assert owner.post(f"{path}/fr/what", OURS).location == path
    found = section(app, path)
    assert (found.title, found.body, found.customised) == (OURS["title"], OURS["body"], True)
    assert not section(app, path, locale="en").customised
    page = owner.get(path).text
    assert "“Nos cookies” was saved." in page
    assert states(page)[3:6] == ["Your own text", "Standard text", "Missing"]
    assert "<strong>Portail de Rives</strong>" in page


def test_a_language_without_standard_texts_is_written(app: Flask, owner: Browser, path: str) -> None:
    form = owner.get(f"{path}/br/what").text
    assert "There is no standard text in this language." in form
    assert re.search(r'<textarea[^>]*lang="br"', form)
    assert owner.post(f"{path}/br/what", OURS).status_code == 303
    assert section(app, path, locale="br").title == "Nos cookies"
    reset = owner.get(f"{path}/br/what/standard").text
    assert "the one of the default language will be shown" in reset


def test_a_preview_shows_the_page_and_saves_nothing(app: Flask, owner: Browser, path: str) -> None:
    typed = "# Un titre\n\n<script>alert(1)</script> [ici](javascript:alert(1)) **{controller}** {autre}"
    answer = owner.post(f"{path}/fr/what", {"title": "Chez {platform}", "body": typed, "action": "preview"})
    assert answer.status_code == 200
    shown = answer.text.split('id="preview"')[1].split("</section>")[0]
    assert "Chez Portail de Rives" in shown
    assert "<h3>Un titre</h3>" in shown
    assert "<strong>Ville de Rives</strong> {autre}" in shown
    assert "&lt;script&gt;" in shown
    assert "<script" not in shown
    assert 'href="javascript' not in shown
    assert 'value="Chez {platform}"' in answer.text
    assert "&lt;script&gt;alert(1)&lt;/script&gt; [ici]" in answer.text.split("</textarea>")[0]
    assert not section(app, path).customised


def test_a_preview_after_which_one_saves_is_not_stale(app: Flask, owner: Browser, path: str) -> None:
    owner.post(f"{path}/fr/what", OURS)
    answer = owner.post(f"{path}/fr/what", OURS | {"title": "Autre", "action": "preview"})
    revision = re.search(r'name="revision"[^>]*value="(\d+)"', answer.text)
    assert revision
    assert owner.post(f"{path}/fr/what", OURS | {"title": "Autre", "revision": revision[1]}).status_code == 303
    assert section(app, path).title == "Autre"


@pytest.mark.parametrize("action", ["save", "preview"])
@pytest.mark.parametrize(
    ("wrong", "field", "reason"),
    [
        ({"title": " "}, "title", "required"),
        ({"body": ""}, "body", "required"),
        ({"title": "x" * 301}, "title", "longer than 300"),
        ({"body": "x" * 40_001}, "body", "longer than 40000"),
    ],
)
def test_what_is_refused_is_said_beside_its_field(
    app: Flask, owner: Browser, path: str, action: str, wrong: dict[str, str], field: str, reason: str
) -> None:
    answer = owner.post(f"{path}/fr/what", OURS | wrong | {"action": action})
    assert answer.status_code == 200
    assert re.search(rf'id="{field}-error">[^<]*{reason}', answer.text)
    assert 'id="preview"' not in answer.text
    assert not section(app, path).customised


def test_a_stale_form_shows_both_texts_and_saves_nothing(
    app: Flask, owner: Browser, sign_in: SignIn, path: str
) -> None:
    opened = owner.hidden(f"{path}/fr/what")
    assert sign_in("emma").post(f"{path}/fr/what", OURS | {"body": "Le leur"}).status_code == 303
    mine = opened | OURS | {"body": "Le mien"}
    answer = owner.client.post(f"{path}/fr/what", data=mine, headers=owner.headers)
    assert answer.status_code == 200
    assert "Somebody else changed this" in answer.text
    assert "Le mien</textarea>" in answer.text
    assert "Stored now:</strong> Le leur" in re.sub(r"\s+", " ", answer.text)
    assert section(app, path).body == "Le leur"
    shown = re.search(r'name="revision"[^>]*value="(\d+)"', answer.text)
    assert shown
    again = owner.client.post(f"{path}/fr/what", data=mine | {"revision": shown[1]}, headers=owner.headers)
    assert again.status_code == 303
    assert section(app, path).body == "Le mien"


def test_the_same_form_sent_twice_keeps_one_text(app: Flask, owner: Browser, path: str) -> None:
    data = owner.hidden(f"{path}/fr/what") | OURS
    first = owner.client.post(f"{path}/fr/what", data=data, headers=owner.headers)
    again = owner.client.post(f"{path}/fr/what", data=data, headers=owner.headers)
    assert (first.status_code, again.status_code) == (303, 200)
    assert "This is stored already" in again.text
    assert "Stored now" not in again.text
    assert section(app, path).revision == 1


def test_the_standard_text_is_used_again(app: Flask, owner: Browser, path: str) -> None:
    owner.post(f"{path}/fr/what", OURS)
    owner.post(f"{path}/en/what", OURS)
    asked = owner.get(f"{path}/fr/what/standard").text
    known = standard("what", "fr")
    assert known
    assert "“Nos cookies”" in asked
    assert known.title in asked
    assert owner.post(f"{path}/fr/what/standard").location == path
    assert not section(app, path).customised
    assert section(app, path, locale="en").customised
    assert owner.post(f"{path}/fr/what/standard").status_code == 303  # twice is as good as once


@pytest.mark.parametrize("wrong", ["it/what", "fr/nothing", "xx/what"])
def test_there_are_no_other_sections_and_languages(owner: Browser, path: str, wrong: str) -> None:
    for address in (f"{path}/{wrong}", f"{path}/{wrong}/standard"):
        assert owner.get(address).status_code == 404
        assert owner.post(address, OURS, page="/account").status_code == 404


def test_a_viewer_reads_but_changes_nothing(app: Flask, sign_in: SignIn, path: str) -> None:
    vera = sign_in("vera")
    page = vera.get(path).text
    assert "Read it" in page
    for address in (f"{path}/fr/what", f"{path}/fr/what/standard"):
        assert address not in page
        assert vera.get(address).status_code == 403
        assert vera.post(address, OURS, page="/account").status_code == 403
    assert not section(app, path).customised


def test_a_stranger_finds_nothing(sign_in: SignIn, path: str) -> None:
    max_ = sign_in("max")
    for address in (path, f"{path}/fr/what", f"{path}/fr/what/standard"):
        assert max_.get(address).status_code == 404
