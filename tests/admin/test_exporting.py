"""Downloads, and the spreadsheet that comes back, as a person meets them."""

import json
import re
from collections.abc import Callable
from io import BytesIO

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse

from charter_admin.catalogue.models import Cookie
from charter_admin.exporting import comma_separated, workbook
from tests import factories
from tests.admin.acting import acting
from tests.admin.browser import Browser
from tests.admin.conftest import SignIn
from tests.admin.test_importing import send
from tests.exporting.sheets import edited, put

PAGE = "/o/rives/exports"
MISSING = {"file": FileStorage(BytesIO(b""), filename="")}


@pytest.fixture
def place(app: Flask) -> str:
    """The address of a platform with one service in use, of two that are declared."""
    with acting(app) as scope:
        platform, service = factories.platform(scope), factories.service(scope)
        factories.cookie(scope, service, "=odd", purpose={"fr": "Mesurer"})
        factories.usage(scope, platform, service)
        factories.cookie(scope, factories.service(scope, "Carte"), "sid")
        return f"/o/rives/platforms/{platform.public_id}"


def storages(app: Flask) -> list[str]:
    """What kinds the declared cookies are of."""
    with acting(app) as scope:
        return list(scope.session.scalars(select(Cookie.storage).order_by(Cookie.id)))


def upload(browser: Browser, data: bytes, name: str = "cookies.csv", **more: str) -> TestResponse:
    """Sends a file to be looked at."""
    return send(browser, PAGE, {"file": FileStorage(BytesIO(data), filename=name)} | more)


def looked_at(page: str) -> dict[str, str]:
    """What the form under a preview would send."""
    form = re.search(r'<form method="post" action="/o/rives/exports/apply">(.*?)</form>', page, re.DOTALL)
    assert form
    tags = re.findall(r"<input[^>]*>", form[1])
    pairs = ((re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)) for tag in tags)
    return {name[1]: value[1] if value else "" for name, value in pairs if name}


def test_downloads(sign_in: SignIn, place: str) -> None:
    viewer = sign_in("vera", "fr")
    for path, kind in (
        ("/o/rives/exports/cookies.csv", "csv"), ("/o/rives/exports/cookies.xlsx", "xlsx"),
        (f"{place}/cookies.csv", "csv"), (f"{place}/cookies.xlsx", "xlsx"),
    ):  # fmt: skip
        answer = viewer.get(path)
        assert answer.status_code == 200
        assert re.fullmatch(rf"attachment; filename=cookies-\w+\.{kind}", answer.headers["Content-Disposition"])
        rows = (comma_separated if kind == "csv" else workbook).read(answer.data)
        assert rows[0][0] == "Numéro"
        assert len(rows) == (2 if place in path else 3)
        assert viewer.get(path).data == answer.data or kind == "xlsx"


def test_an_edited_file_is_looked_at_then_taken_over(app: Flask, sign_in: SignIn, place: str) -> None:
    editor = sign_in("emma", "fr")
    file = edited(editor.get("/o/rives/exports/cookies.csv").data, put(1, "Type", "Pixel"))
    page = upload(editor, file).text
    assert "1 changement" in page
    assert "Cookie HTTP" in page
    assert storages(app) == ["cookie", "cookie"]
    answer = editor.client.post(f"{PAGE}/apply", data=looked_at(page), headers=editor.headers)
    assert answer.status_code == 303
    assert "1 cookie a été mis à jour" in editor.get(answer.location).text
    assert storages(app) == ["pixel", "cookie"]


def test_removing_has_to_be_ticked(app: Flask, sign_in: SignIn, place: str) -> None:
    editor = sign_in("emma", "fr")
    file = edited(editor.get("/o/rives/exports/cookies.csv").data, lambda rows: rows.pop())
    assert "ne change rien" in upload(editor, file).text
    page = upload(editor, file, removing="y").text
    assert "Cookie supprimé" in page
    assert editor.client.post(f"{PAGE}/apply", data=looked_at(page), headers=editor.headers).status_code == 303
    assert storages(app) == ["cookie"]


def test_what_changed_under_the_preview_is_not_done(app: Flask, sign_in: SignIn, place: str) -> None:
    editor = sign_in("emma", "fr")
    page = upload(editor, edited(editor.get("/o/rives/exports/cookies.csv").data, put(1, "Type", "Pixel"))).text
    with acting(app) as scope:
        for cookie in scope.session.scalars(select(Cookie)):
            cookie.party = "third"
    answer = editor.client.post(f"{PAGE}/apply", data=looked_at(page), headers=editor.headers)
    assert answer.status_code == 409
    assert "Regardez à nouveau" in answer.text
    assert storages(app) == ["cookie", "cookie"]


def test_problems_and_conflicts_are_shown(app: Flask, sign_in: SignIn, place: str) -> None:
    editor = sign_in("emma", "fr")
    file = editor.get("/o/rives/exports/cookies.csv").data
    page = upload(editor, edited(file, put(1, "Hôte", "<b>"))).text
    assert re.search(r'<th scope="row">2</th>\s*<td data-label="Colonne">Hôte</td>', page)
    assert "&lt;b&gt; n’est pas un nom d’hôte" in page
    assert "Reprendre ces changements" not in page
    with acting(app) as scope:
        for cookie in scope.session.scalars(select(Cookie)):
            cookie.party = "third"
    page = upload(editor, edited(file, put(1, "Type", "Pixel"))).text
    assert "Changé ici depuis votre téléchargement" in page
    assert "Dans votre fichier" in page
    assert "Reprendre ces changements" not in page


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"a;b\n1;2\n", "aucun des titres"), (b"PK\x03\x04" + bytes(90), "ni un fichier CSV"),
        (b"x" * 3_000_001, "3\u00a0Mo au plus"), ("Numéro;Hôte\n1;a\n".encode(), "La colonne «\u00a0Clé du service"),
    ],
    ids=["headings", "broken", "large", "column"],
)  # fmt: skip
def test_another_file_gets_a_reason(sign_in: SignIn, place: str, data: bytes, reason: str) -> None:
    answer = upload(sign_in("emma", "fr"), data)
    assert answer.status_code == 200
    assert reason in answer.text


def test_no_file_and_nonsense(sign_in: SignIn, place: str) -> None:
    editor = sign_in("emma", "fr")
    assert "Choisissez un fichier" in send(editor, PAGE, MISSING).text
    token = editor.hidden(PAGE)
    for more in ({}, {"content": "!", "digest": "é"}, {"content": "AAAA", "digest": ""}):
        answer = editor.client.post(f"{PAGE}/apply", data=token | more, headers=editor.headers)
        assert answer.status_code == 409


def test_only_owners_download_everything(sign_in: SignIn, place: str) -> None:
    answer = sign_in("olga").get("/o/rives/exports/organization.json")
    assert answer.headers["Content-Disposition"] == "attachment; filename=rives.json"
    whole = json.loads(answer.data)
    assert whole["charter_admin"] == "organization"
    assert {"organization", "user", "platform", "cookie", "membership"} <= {name for name, _ in whole["rows"]}
    answer.close()
    assert sign_in("paul").get("/o/rives/exports/organization.json").status_code == 403
    assert "organization.json" not in sign_in("paul").get(PAGE).text


@pytest.mark.parametrize("act", [lambda b: upload(b, b"x"), lambda b: b.post(f"{PAGE}/apply", {}, page=PAGE)])
def test_a_viewer_brings_nothing_back(sign_in: SignIn, place: str, act: Callable[[Browser], TestResponse]) -> None:
    assert act(sign_in("vera")).status_code == 403
    assert 'type="file"' not in sign_in("vera").get(PAGE).text
