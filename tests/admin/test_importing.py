"""Taking in a charter and reviewing it, as a person does it."""

import re
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, stream_encode_multipart

from charter_admin.admin.database import db
from charter_admin.catalogue.models import Cookie
from charter_admin.organizations.models import Organization
from charter_admin.organizations.scope import Scope
from charter_admin.platforms.models import Usage
from tests import factories
from tests.admin.browser import Browser
from tests.admin.conftest import SignIn
from tests.importing.made import docx

CHARTER = Path(__file__).parent.parent / "importing" / "charters" / "01-portail-donnees.txt"
TEXT = (
    "Cookies nécessaires\n\n"
    "Prestataire\tService et emplacement\tNom du cookie\tFinalités\tDurée\n"
    "Opendatasoft\tAuthentification (front et back office)\tsessionid\tSe souvenir de l'utilisateur\tSession\n"
    "Opendatasoft\tSélection de la langue\tdjango_language\tSe souvenir de la langue\t1 an\n\n"
    "Réseaux partenaires\n\n"
    "Prestataire\tService et emplacement\tNom du cookie\tFinalités\n"
    "Régie\tBannières\t_ad\tChoisir la publicité\n"
)


@pytest.fixture
def place(app: Flask) -> str:
    """The address of a platform of Rives."""
    with app.app_context():
        engine = db.engine
    with Session(engine) as session, session.begin():
        rives = session.scalars(select(Organization).where(Organization.slug == "rives")).one()
        platform = factories.platform(Scope(session, rives.id, "owner", "tests"))
        return f"/o/rives/platforms/{platform.public_id}"


@pytest.fixture
def editor(sign_in: SignIn) -> Browser:
    """Emma, who may write but not publish."""
    return sign_in("emma")


def upload(browser: Browser, place: str, name: str, data: bytes) -> TestResponse:
    """Sends a file to the import of a platform."""
    return send(browser, f"{place}/import", {"file": FileStorage(BytesIO(data), filename=name)})


def send(browser: Browser, path: str, more: dict[str, Any]) -> TestResponse:
    """Sends a form with parts. It is encoded here: the test client would leave a large one's temporary file open."""
    body, length, boundary = stream_encode_multipart(browser.hidden(path) | more, use_tempfile=False)
    kind = f'multipart/form-data; boundary="{boundary}"'
    return browser.client.post(
        path, input_stream=body, content_length=length, content_type=kind, headers=browser.headers
    )


def take_in(browser: Browser, place: str, text: str = TEXT) -> str:
    """Pastes a charter; the address of its review."""
    answer = browser.post(f"{place}/import", {"text": text})
    assert answer.status_code == 303, answer.text
    return str(answer.location)


def fields(page: str, number: int) -> dict[str, str]:
    """What the form of a proposal would send if nobody touched it."""
    form = re.search(rf'<form method="post" action="[^"]*/proposals/{number}/accept.*?</form>', page, re.DOTALL)
    assert form
    inputs = re.findall(r'<input[^>]*name="([^"]+)"[^>]*value="([^"]*)"', form[0])
    areas = re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>\s*([^<]*)', form[0])
    selects = re.findall(r'<select[^>]*name="([^"]+)".*?selected value="([^"]*)"', form[0], re.DOTALL)
    return dict([*inputs, *areas, *selects])


def waiting(page: str) -> list[int]:
    """The proposals that can be accepted."""
    return [int(found) for found in re.findall(r'action="[^"]*/proposals/(\d+)/accept', page)]


def declared(app: Flask) -> list[tuple[str, str, str]]:
    """Cookie, service, provider of everything declared."""
    with app.app_context():
        engine = db.engine
    with Session(engine) as session:
        cookies = session.scalars(select(Cookie).order_by(Cookie.id))
        return [(c.name, next(iter(c.service.name.values())), c.service.provider.name) for c in cookies]


def in_use(app: Flask) -> int:
    """How many services are in use on platforms."""
    with app.app_context():
        engine = db.engine
    with Session(engine) as session:
        return len(session.scalars(select(Usage)).all())


def test_a_real_charter_is_found_corrected_and_added(app: Flask, editor: Browser, place: str) -> None:
    answer = upload(editor, place, "charte.txt", CHARTER.read_bytes())
    assert answer.status_code == 303
    page = editor.get(answer.location).text
    numbers = waiting(page)
    assert len(numbers) == 4
    assert "0 of 4 reviewed" in page
    first = fields(page, numbers[0])
    assert first[f"p{numbers[0]}-name"] == "sessionid"
    assert first[f"p{numbers[0]}-service"] == "Authentification"
    assert first[f"p{numbers[0]}-location"] == "front et back office"

    corrected = first | {f"p{numbers[0]}-provider": "Huwise"}
    done = editor.post(f"{answer.location}/proposals/{numbers[0]}/accept", corrected, page=answer.location)
    assert done.location == f"{answer.location}#proposal-{numbers[1]}"
    assert declared(app) == [("sessionid", "Authentification", "Huwise")]
    assert "1 of 4 reviewed" in editor.get(answer.location).text

    editor.post(f"{answer.location}/accept-all", page=answer.location)
    finished = editor.get(answer.location).text
    assert "4 declarations were added to Portal" in finished
    assert f'href="{place}/publish"' in finished
    assert len(declared(app)) == 4
    assert in_use(app) == 4


def test_a_word_document_is_taken_in_and_its_doubtful_proposal_is_marked(editor: Browser, place: str) -> None:
    body = docx.heading("Cookies") + docx.table(("Cookie", "Prestataire", "But", "Durée"), ("Theme", "", "", ""))
    answer = upload(editor, place, "charte.docx", docx.package(body))

    page = editor.get(answer.location).text

    assert len(waiting(page)) == 1
    assert "This may be no cookie: check every field." in page


def test_dropping_and_taking_it_back(app: Flask, editor: Browser, place: str) -> None:
    review = take_in(editor, place)
    first = waiting(editor.get(review).text)[0]
    dropped = f"{review}/proposals/{first}"
    assert editor.post(f"{dropped}/drop", page=review).status_code == 303
    assert first not in waiting(editor.get(review).text)
    assert editor.post(f"{dropped}/undo", page=review).status_code == 303
    assert first in waiting(editor.get(review).text)
    assert declared(app) == []


def test_everything_sent_twice_is_done_once(app: Flask, editor: Browser, place: str) -> None:
    review = take_in(editor, place)
    page = editor.get(review).text
    first, second, *_rest = waiting(page)
    answers = [editor.post(f"{review}/proposals/{first}/accept", fields(page, first), page=review) for _ in "12"]
    answers += [editor.post(f"{review}/proposals/{second}/drop", page=review) for _ in "12"]
    answers += [editor.post(f"{review}/proposals/{second}/accept", fields(page, second), page=review)]
    assert {answer.status_code for answer in answers} == {303}
    assert "alert-warning" in editor.get(review).text
    assert [name for name, *_ in declared(app)] == ["sessionid"]
    for _ in "12":
        assert editor.post(f"{review}/accept-all", page=review).status_code == 303
    assert len(declared(app)) == 1


def test_accepting_all_leaves_what_has_no_purpose_unless_one_is_given(app: Flask, editor: Browser, place: str) -> None:
    review = take_in(editor, place)
    editor.post(f"{review}/accept-all", {"purpose_id": ""}, page=review)
    page = editor.get(review).text
    assert "2 declarations were added." in page
    assert "correct it or choose its purpose" in page
    (left,) = waiting(page)
    marketing = re.search(r'<option value="(\d+)">Marketing</option>', page)
    assert marketing
    editor.post(f"{review}/accept-all", {"purpose_id": marketing[1]}, page=review)
    assert "3 declarations were added to Portal" in editor.get(review).text
    assert left not in waiting(editor.get(review).text)


def test_a_proposal_that_cannot_be_kept_says_why_and_keeps_what_was_typed(
    app: Flask, editor: Browser, place: str
) -> None:
    review = take_in(editor, place)
    page = editor.get(review).text
    first = waiting(page)[0]
    for wrong in ({f"p{first}-name": ""}, {f"p{first}-purpose_id": ""}, {f"p{first}-purpose_id": "999999"}):
        typed = fields(page, first) | {f"p{first}-provider": "Kept words"} | wrong
        answer = editor.post(f"{review}/proposals/{first}/accept", typed, page=review)
        assert answer.status_code == 200, wrong
        assert "1 field needs your attention" in answer.text, wrong
        assert fields(answer.text, first)[f"p{first}-provider"] == "Kept words"
        assert len(waiting(answer.text)) == 3
        other = waiting(answer.text)[1]
        assert fields(answer.text, other)[f"p{other}-name"] == "django_language"
    assert declared(app) == []


def test_a_document_without_declarations_says_what_to_do(editor: Browser, place: str) -> None:
    review = take_in(editor, place, "Our opening hours\n\nMonday\t9 to 12\nTuesday\t9 to 12\n")
    page = editor.get(review).text
    assert "No cookie was found in this document" in page
    assert f'href="{place}/import"' in page
    assert "Pasted text" in editor.get(f"{place}/import").text


def test_a_long_import_comes_in_pages(app: Flask, editor: Browser, place: str) -> None:
    rows = "".join(f"Opendatasoft\tAuthentification\tsession{n}\tSe souvenir de la page {n}\n" for n in range(120))
    head = "Cookies nécessaires\n\nPrestataire\tService et emplacement\tNom du cookie\tFinalités\n"
    review = take_in(editor, place, head + rows)
    address, found = review, list[int]()
    for _ in range(3):
        page = editor.get(address).text
        found += waiting(page)
        following = re.search(r'rel="next" href="([^"]+)"', page)
        address = f"{review}{following[1]}" if following else ""
    assert address == ""
    assert len(set(found)) == 120
    last = found[-1]
    back = editor.post(f"{review}/proposals/{found[60]}/drop?after={found[49]}", page=review)
    assert back.location == f"{review}?after={found[49]}#proposal-{found[61]}"
    assert editor.post(f"{review}/proposals/{last}/drop", page=review).location.startswith(f"{review}#proposal-")


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("charte.txt", b"a\0b" * 200, "not a document"),
        ("photo.png", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40, "not a document"),
        ("charte.html", b"\x89PNG", "not a document"),
        ("empty.txt", b"   \n", "Paste a text or choose a file"),
        ("long.txt", "é".encode() * 2_600_000, "larger than 5 MB"),
        ("deep.html", b"<div>" * 100_000, "too deeply nested"),
    ],
    ids=["nul", "picture", "picture called a page", "blank", "long", "deep"],
)
def test_a_hostile_upload_gets_a_reason(editor: Browser, place: str, name: str, data: bytes, reason: str) -> None:
    answer = upload(editor, place, name, data)
    assert answer.status_code == 200
    assert reason in answer.text
    assert "Earlier imports" not in answer.text


def test_what_is_absurd_is_turned_away_before(editor: Browser, place: str) -> None:
    address, token = f"{place}/import", editor.hidden(f"{place}/import")
    assert upload(editor, place, "ten.txt", b"x" * 10_000_000).status_code == 413
    assert editor.post(address, {"text": "x" * 10_000_000}).status_code == 413
    assert editor.post(address, {"text": "a\0b"}).status_code == 400
    for kind in ("application/json", "text/plain", "multipart/form-data", "image/png"):
        answer = editor.client.post(address, data=b"{}", content_type=kind, headers=editor.headers)
        assert answer.status_code == 400, kind
    assert editor.post(address, {"text": ""}).status_code == 200
    assert editor.client.post(address, data=token).status_code == 200


def test_five_megabytes_may_be_pasted_here_and_nowhere_else(editor: Browser, place: str) -> None:
    text = TEXT + "x" * 4_900_000
    assert send(editor, f"{place}/import", {"text": text}).status_code == 303
    assert send(editor, "/account", {"password": text}).status_code == 413


def addresses(place: str, review: str, number: int) -> Iterable[tuple[str, str]]:
    yield "GET", f"{place}/import"
    yield "POST", f"{place}/import"
    yield "GET", review
    yield "POST", f"{review}/accept-all"
    yield "POST", f"{review}/undo"
    for what in ("accept", "merge", "fill", "drop", "undo"):
        yield "POST", f"{review}/proposals/{number}/{what}"


def test_a_viewer_may_not_and_a_stranger_finds_nothing(sign_in: SignIn, editor: Browser, place: str) -> None:
    review = take_in(editor, place)
    number = waiting(editor.get(review).text)[0]
    viewer, stranger = sign_in("vera"), sign_in("max")
    token = viewer.hidden("/account"), stranger.hidden("/account")
    for method, path in addresses(place, review, number):
        assert viewer.client.open(path, method=method, data=token[0]).status_code == 403, path
        assert stranger.client.open(path, method=method, data=token[1]).status_code == 404, path
        other = path.replace("/o/rives/", "/o/monts/")
        assert stranger.client.open(other, method=method, data=token[1]).status_code == 404, other
    assert waiting(editor.get(review).text)[0] == number
