"""The review of an import: the document beside its proposals, what is declared already, and undo."""

import re

from flask import Flask

from tests.admin.acting import counted
from tests.admin.browser import Browser
from tests.admin.test_importing import TEXT, declared, editor, fields, in_use, place, take_in, waiting

__all__ = ["editor", "place"]
HEAD = "Cookies nécessaires\n\nPrestataire\tService et emplacement\tNom du cookie\tFinalités\tDurée\n"


def many(number: int) -> str:
    """A charter of so many cookies."""
    rows = (f"Atelier {n % 9}\tService {n % 40}\tcookie_{n}\tServir à {n}\t{n + 1} jours\n" for n in range(number))
    return HEAD + "".join(rows)


def test_the_passage_of_each_proposal_is_marked_in_the_document(editor: Browser, place: str) -> None:
    page = editor.get(take_in(editor, place)).text
    for name in ("sessionid", "django_language", "_ad"):
        card = re.search(rf'<article[^>]*data-lines="(\d+)"[^>]*>\s*<h3[^>]*>{name}</h3>', page)
        assert card, name
        marked = re.search(rf'<mark id="line-{card[1]}">([^<]*)</mark>', page)
        assert marked
        assert name in marked[1]
    assert "Réseaux partenaires</span></h2>" in page


def test_an_accepted_card_shows_the_corrected_name(editor: Browser, place: str) -> None:
    review = take_in(editor, place)
    page = editor.get(review).text
    first = waiting(page)[0]
    corrected = fields(page, first) | {f"p{first}-name": "session-id"}
    editor.post(f"{review}/proposals/{first}/accept", corrected, page=review)
    page = editor.get(review).text
    assert f'id="title-{first}">session-id</h3>' in page
    assert "session-id was accepted" in page


def test_the_purpose_is_asked_only_where_the_document_does_not_tell_it(editor: Browser, place: str) -> None:
    asked = "Where the document does not tell the purpose"
    review = take_in(editor, place)
    page = editor.get(review).text
    assert asked in page
    editor.post(f"{review}/proposals/{waiting(page)[2]}/drop", page=review)
    page = editor.get(review).text
    assert len(waiting(page)) == 2
    assert asked not in page


def test_the_same_charter_again_has_nothing_new(app: Flask, editor: Browser, place: str) -> None:
    charter = HEAD + "Opendatasoft\tAuthentification\tsessionid\tSe souvenir\tSession\n"
    editor.post(f"{take_in(editor, place, charter)}/accept-all", page=f"{place}/import")
    page = editor.get(take_in(editor, place, charter)).text
    assert "Nothing is new in this document" in page
    assert "1 was declared already." in page
    assert "added to" not in page
    assert len(declared(app)) == 1


def test_what_differs_stands_side_by_side_and_either_is_kept(app: Flask, editor: Browser, place: str) -> None:
    editor.post(f"{take_in(editor, place)}/accept-all", page=f"{place}/import")
    review = take_in(editor, place, TEXT.replace("1 an\n", "2 ans\n").replace("Se souvenir de l'u", "Garder l'u"))
    page = editor.get(review).text
    user, language, _ad = waiting(page)
    assert "Declared: Se souvenir de l&#39;utilisateur" in page
    assert "In the document: 2 ans" in page
    editor.post(f"{review}/proposals/{user}/merge", {"choice": "mine"}, page=review)
    done = editor.post(
        f"{review}/proposals/{language}/merge", {"choice": "each", "take-duration": "document"}, page=review
    )
    assert done.location.endswith(f"#proposal-{_ad}")
    page = editor.get(review).text
    assert "Completed" in page
    assert "Declared already, nothing new" in page
    assert len(declared(app)) == 2


def test_the_last_decision_is_undone_once(app: Flask, editor: Browser, place: str) -> None:
    review = take_in(editor, place)
    editor.post(f"{review}/accept-all", page=review)
    assert (len(declared(app)), in_use(app)) == (2, 2)
    page = editor.get(review).text
    act = re.search(r'name="act" value="(\d+)"', page)
    assert act
    assert "2 were accepted" in page
    for _ in "12":
        assert editor.post(f"{review}/undo", {"act": act[1]}, page=review).status_code == 303
    assert (declared(app), in_use(app)) == ([], 0)
    assert len(waiting(editor.get(review).text)) == 3
    for wrong in ("", "-1", "nonsense", "99999999999"):
        assert editor.post(f"{review}/undo", {"act": wrong}, page=review).status_code == 303


def test_only_the_clear_ones_are_accepted(editor: Browser, place: str) -> None:
    review = take_in(editor, place, HEAD + "Atelier\tPanier\tsession_id\tPanier\t1 an\nAtelier\t\tTheme\t\t\n")
    page = editor.get(review).text
    assert "Accept the 1 that is clear" in page
    editor.post(f"{review}/accept-all", {"only": "high"}, page=review)
    page = editor.get(review).text
    assert len(waiting(page)) == 1
    assert "1 declaration was added." in page
    assert "need you" not in page


def test_the_review_does_not_ask_once_per_proposal(app: Flask, editor: Browser, place: str) -> None:
    def queries(text: str) -> int:
        review = take_in(editor, place, text)
        with counted(app) as seen:
            assert editor.get(review).status_code == 200
        return len(seen)

    few = queries(many(3))
    assert queries(many(120)) <= few + 1  # one for the page that follows
    editor.post(f"{take_in(editor, place, many(4))}/accept-all", page=f"{place}/import")
    declared_already = many(60).replace("Servir", "Aider")
    assert queries(declared_already) == queries(many(60).replace("Servir", "Assister"))
