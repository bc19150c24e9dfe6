"""What the known-cookie library offers while an import is reviewed."""

import re

from flask import Flask

from tests.admin.browser import Browser
from tests.admin.test_importing import declared, editor, fields, place, take_in, waiting

__all__ = ["editor", "place"]

BARE = "Nom du cookie\tFinalités\n_ga\tMesurer\n_rives_map\tCarte\nPHPSESSID\tSession\n"


def test_the_library_offers_what_the_document_does_not_say(app: Flask, editor: Browser, place: str) -> None:
    review = take_in(editor, place, BARE)
    page = editor.get(review).text
    ga, unknown, session = waiting(page)
    assert page.count("The library knows this cookie:") == 2
    offered = page[page.index(f'id="proposal-{ga}"') : page.index(f'id="proposal-{unknown}"')]
    assert "Google Analytics, Google Ireland Limited" in offered
    assert re.search(r"<li>Purpose.{1,3}Statistics</li>", offered)
    assert "Donne un numéro" not in offered  # the document says what it is for
    assert fields(page, ga)[f"p{ga}-provider"] == ""  # offered, not taken

    filled = editor.client.post(
        f"{review}/proposals/{ga}/fill", data=editor.hidden(review) | fields(page, ga), headers=editor.headers
    ).text
    got = fields(filled, ga)
    assert (got[f"p{ga}-provider"], got[f"p{ga}-duration"]) == ("Google Ireland Limited", "2 ans")
    assert got[f"p{ga}-purpose"].strip() == "Mesurer"
    assert declared(app) == []
    assert fields(filled, session)[f"p{session}-service"] == ""
    answer = editor.client.post(
        f"{review}/proposals/{ga}/accept", data=editor.hidden(review) | got, headers=editor.headers
    )
    assert answer.status_code == 303
    assert declared(app) == [("_ga", "Google Analytics", "Google Ireland Limited")]


def test_what_was_typed_is_not_filled_over(editor: Browser, place: str) -> None:
    review = take_in(editor, place, BARE)
    page = editor.get(review).text
    ga = waiting(page)[0]
    typed = fields(page, ga) | {f"p{ga}-provider": "Ville de Rives", f"p{ga}-purpose_id": "nonsense"}
    filled = editor.client.post(
        f"{review}/proposals/{ga}/fill", data=editor.hidden(review) | typed, headers=editor.headers
    )
    assert filled.status_code == 200
    assert fields(filled.text, ga)[f"p{ga}-provider"] == "Ville de Rives"


def test_accepting_all_takes_nothing_from_the_library(app: Flask, editor: Browser, place: str) -> None:
    review = take_in(editor, place, BARE)
    editor.post(f"{review}/accept-all", page=review)
    assert declared(app) == []
