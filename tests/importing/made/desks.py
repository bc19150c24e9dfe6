"""Inventories and policies as desks of several countries send them: workbooks, word-processor documents, PDFs."""

from openpyxl.worksheet.worksheet import Worksheet

from tests.importing.made import docx, pdf
from tests.importing.made.case import Answer, Case
from tests.importing.made.xlsx import rows, workbook

_LIBRARY: tuple[Answer, ...] = (
    ("bib_compte", "Médiathèque de Brancion", "Rester connecté au compte lecteur", "14 jours"),
    ("_pk_id.3", "Matomo", "Compter les lecteurs", "13 mois"),
)
_BANK: tuple[Answer, ...] = (
    ("pf_device", "Pennyfold", "Recognises a device you trust", "90 days"),
    ("bm_sz", "Akamai", "Keeps robots out", "4 hours"),
    ("optimizelyEndUserId", "Optimizely", "Shows one of two versions", "6 months"),
)
_LAND: tuple[Answer, ...] = (
    ("antrag_sid", "Landkreis Hohenau", "Hält den Antrag offen", "Sitzung"),
    ("schrift", "Landkreis Hohenau", "Merkt sich die Schriftgröße", "1 Jahr"),
)
_CITY: tuple[Answer, ...] = (
    ("vt_sessione", "Comune di Valtorba", "Accesso ai servizi", "sessione"),
    ("nmstat", "Siteimprove", "Conta le visite", "1000 giorni"),
)


def _two_rows(page: Worksheet) -> None:
    """The one who sets the cookie stands in the second row of the header only."""
    page.append(["Traceur", None, "Traitement", None])
    page.append(["Nom technique", "Hébergeur", "Finalité", "Durée"])
    page.merge_cells("A1:B1")
    page.merge_cells("C1:D1")
    for row in _LIBRARY:
        page.append(row)


_PER_SERVICE = (
    docx.heading("Informativa sui cookie", 1)
    + docx.heading("Cookie tecnici", 2)
    + docx.table(("Nome", "Servizio", "Finalità", "Durata"), tuple(str(each) for each in _CITY[0]))
    + docx.heading("Cookie statistici", 2)
    + docx.table(("Nome", "Servizio", "Finalità", "Durata"), tuple(str(each) for each in _CITY[1]))
)

CASES = (
    Case("xlsx", "hébergeur below", lambda: workbook(("Registre", _two_rows)), _LIBRARY),
    Case("xlsx", "several sheets", lambda: workbook(
        ("Read me", rows(("Cookies of Pennyfold",), ("Kept by the web team",))),
        ("Cookies", rows(("Cookie", "Vendor", "Why", "Kept for"), *_BANK)),
        ("Retention", rows(("Data", "Why", "Kept for"), ("Invoices", "Law", "10 years")))), _BANK, plain=True),
    Case("docx", "one table per kind", lambda: docx.package(_PER_SERVICE), (
        (*_CITY[0], "Cookie tecnici"), (*_CITY[1], "Cookie statistici"))),
    Case("docx", "no cookies", lambda: docx.package(
        docx.heading("Löschfristen", 1) + docx.text("Unsere Seite setzt keine Cookies.")
        + docx.table(("Daten", "Zweck", "Frist"), ("Anträge", "Bearbeitung", "10 Jahre"))), ()),
    Case("pdf", "landkreis", lambda: pdf.document(
        pdf.heading("Cookies des Landkreises Hohenau"),
        pdf.table(("Cookie", "Betreiber", "Zweck", "Dauer"), *_LAND)), _LAND, plain=True),
    Case("pdf", "lines only", lambda: pdf.document(
        pdf.heading("Cookies at Pennyfold"),
        pdf.table(("Name", "Service", "What it does", "Stays"), *_BANK, style=pdf.LEVEL)), _BANK),
)  # fmt: skip
