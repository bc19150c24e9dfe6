"""Workbooks as offices keep them."""

import io
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from tests.importing.made.case import (
    ALL,
    CONSENT,
    ENGLISH,
    ENGLISH_HEAD,
    GERMAN,
    GERMAN_HEAD,
    HEAD,
    LANGUAGE,
    SESSION,
    VIDEO,
    VISITS,
    Answer,
    Case,
)  # fmt: skip


def workbook(*sheets: tuple[str, Callable[[Worksheet], object]]) -> bytes:
    """A workbook of sheets, each filled by a function."""
    book = openpyxl.Workbook()
    for place, (name, fill) in enumerate(sheets):
        fill(book.create_sheet(name, place))
    book.remove(book.worksheets[-1])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def rows(*made: Iterable[Any]) -> Callable[[Worksheet], None]:
    """Fills a sheet row by row."""

    def fill(page: Worksheet) -> None:
        for row in made:
            page.append(list(row))

    return fill


def titled(page: Worksheet) -> None:
    """A title over all columns, a date, an empty row, and the table set off to the right."""
    page["B2"] = "Registre des cookies du portail"
    page.merge_cells("B2:E2")
    page["B3"], page["C3"] = "Mis à jour le", date(2026, 3, 2)
    for down, row in enumerate((HEAD, *ALL), 5):
        for right, text in enumerate(row, 2):
            page.cell(down, right, text)


def merged(page: Worksheet) -> None:
    """One provider over the rows of its cookies, a category over all columns."""
    rows(HEAD, ("Cookies nécessaires",), SESSION, LANGUAGE, CONSENT, ("Mesure d’audience",), VISITS)(page)
    page.merge_cells("A2:D2")
    page.merge_cells("A6:D6")
    for cell in ("B4", "B5"):
        page[cell] = None
    page.merge_cells("B3:B5")


def hidden(page: Worksheet) -> None:
    """A hidden column of remarks and a hidden row of what was taken out."""
    rows((HEAD[0], "Cookie interne", *HEAD[1:]), *((row[0], "ancien_nom", *row[1:]) for row in ALL))(page)
    page.append(["_old_tracker", "", "Ancien", "Ne sert plus", "1 an"])
    page.column_dimensions["B"].hidden = True
    page.row_dimensions[7].hidden = True


def numbered(page: Worksheet) -> None:
    """Durations that are numbers, shown with their unit."""
    rows(HEAD, ("_pk_id.*", "Matomo", VISITS[2], 13), ("cf_bm", "Cloudflare", "Écarter les robots", 0.5))(page)
    page["D2"].number_format = '0" mois"'
    page["D3"].number_format = '0.0" heure"'


def two(page: Worksheet) -> None:
    """Two tables under each other, each with its title, and a row left free within the first."""
    necessary = (("Cookies nécessaires",), HEAD, SESSION, (), LANGUAGE)
    rows(*necessary, (), (), ("Cookies de mesure d’audience",), HEAD, VISITS)(page)


def formulas(page: Worksheet) -> None:
    """Names that only look like numbers or errors, and a cell with an error."""
    rows(HEAD, SESSION, ("1P_JAR", "Google", "#N/A", "30 jours"))(page)


BUDGET = (
    ("Poste", "Montant", "Date"),
    ("Hébergement", 1200, date(2026, 1, 4)),
    ("Traduction", 800.5, date(2026, 2, 1)),
)

CASES = (
    Case("xlsx", "plain", lambda: workbook(("Cookies", rows(HEAD, *ALL))), ALL, plain=True),
    Case("xlsx", "english", lambda: workbook(("Sheet1", rows(ENGLISH_HEAD, *ENGLISH))), ENGLISH, plain=True),
    Case("xlsx", "german", lambda: workbook(("Tabelle1", rows(GERMAN_HEAD, *GERMAN))), GERMAN, plain=True),
    Case("xlsx", "titled", lambda: workbook(("Registre", titled)), ALL),
    Case("xlsx", "merged", lambda: workbook(("Cookies", merged)), (SESSION, LANGUAGE, CONSENT, VISITS)),
    Case("xlsx", "hidden", lambda: workbook(("Cookies", hidden)), ALL),
    Case(
        "xlsx", "numbers", lambda: workbook(("Cookies", numbered)),
        (VISITS, ("cf_bm", "Cloudflare", "Écarter les robots", "0.5 heure")),
    ),
    Case("xlsx", "two tables", lambda: workbook(("Feuil1", two)), (SESSION, LANGUAGE, VISITS)),
    Case(
        "xlsx", "sheets",
        lambda: workbook(("Budget", rows(*BUDGET)), ("Cookies nécessaires", rows(HEAD, SESSION)),
                         ("Cookies tiers", rows(HEAD, VIDEO))),
        (SESSION, VIDEO),
    ),
    Case("xlsx", "tab and title", lambda: workbook(
        ("Nécessaires", rows(["Cookies du site"], [], HEAD, SESSION)),
        ("Mesure d’audience", rows(["Cookies du site"], [], HEAD, VISITS))),
        ((*SESSION, "Nécessaires"), (*VISITS, "Mesure d’audience"))),
    Case("xlsx", "error", lambda: workbook(("Cookies", formulas)), (SESSION, ("1P_JAR", "Google", None, "30 jours"))),
    Case("xlsx", "none", lambda: workbook(("Budget", rows(*BUDGET))), ()),
)  # fmt: skip


def answers(found: Iterable[Any]) -> list[Answer]:
    """What came out, as the answers are written."""
    return [(each.name, each.provider, each.purpose, each.duration) for each in found]
