"""A second look at office documents: lists and prose in them, and workbooks as inventories are kept."""

from openpyxl.worksheet.worksheet import Worksheet

from tests.importing.made import docx, ods, pdf
from tests.importing.made.case import Answer, Case
from tests.importing.made.xlsx import rows, workbook

_COOKIES: tuple[Answer, ...] = (
    ("aanmelding", "Gemeente Zandrijk", "Houdt u aangemeld bij het loket", "20 minuten"),
    ("_pk_id", "Matomo", "Telt terugkerende bezoekers", "13 maanden"),
    ("vuid", "Vimeo", "Meet hoe video's bekeken worden", "2 jaar"),
)
_SPANISH: tuple[Answer, ...] = (
    ("sede_sid", None, "mantiene la sesión en la sede.", "2 horas"),
    ("_ga", None, "cuenta las visitas.", "2 años"),
)


def _two_headers(page: Worksheet) -> None:
    """A title, a header of two rows, a column of numbers and one of remarks."""
    page.append(["Cookie-inventaris 2026"])
    page.append([])
    page.append(["Nr.", "Cookie", None, "Gebruik", None, "Opmerking"])
    page.append(["", "Naam", "Geplaatst door", "Doel", "Bewaartermijn", ""])
    for number, (name, provider, purpose, duration) in enumerate(_COOKIES, 1):
        page.append([number, name, provider, purpose, duration, "nagekeken" if number == 2 else None])
    page.merge_cells("B3:C3")
    page.merge_cells("D3:E3")


def _grouped(page: Worksheet) -> None:
    """The sort of cookies stands once, in the first column, and the provider above its cookies."""
    page.append(["Catégorie", "Cookie", "Fournisseur", "Finalité", "Durée (jours)"])
    page.append(["Essentiels", "JSESSIONID", "Région Aubrac", "Maintenir la session", "session"])
    page.append([None, "aubrac_rgpd", "Région Aubrac", "Retenir le choix", 180])
    page.append(["Vidéo", "dmvk", "Dailymotion", "Lecture des vidéos", 395])
    page.append([None, "ts", "Dailymotion", "Mesure de la lecture", 395])


_BULLETS = "".join(
    docx.text(line)
    for line in (
        "• eid_token: hält die Anmeldung mit dem Ausweis. Speicherdauer: 15 Minuten",
        "• kontrast: merkt sich die Ansicht. Speicherdauer: 1 Jahr",
        "• et_allow_cookies: Zustimmung zu etracker. Speicherdauer: 480 Tage",
    )
)
_BY_PROVIDER = (
    docx.heading("Cookies we set", 1)
    + docx.heading("Hotjar", 2)
    + docx.table(("Cookie", "Purpose", "Expires"), ("_hjFirstSeen", "Marks a first visit", "Session"))
    + docx.heading("LinkedIn", 2)
    + docx.table(("Cookie", "Purpose", "Expires"), ("bscookie", "Remembers a verified login", "1 year"))
    + docx.heading("How long we keep personal data", 2)
    + docx.table(("Name", "Purpose", "Kept for"), ("Enquiries", "To answer you", "2 years"))
)
_PROSE = docx.heading("Cookies", 1) + docx.text(
    "Notre site dépose le cookie « panier_id », qui garde vos articles pendant 7 jours. "
    "Avec votre accord, Pinterest dépose le cookie « _pinterest_ct » afin de mesurer ses annonces ; il dure 1 an."
)

CASES = (
    Case("xlsx", "two rows of titles", lambda: workbook(("Blad1", _two_headers)), _COOKIES),
    Case("xlsx", "grouped", lambda: workbook(("Inventaire", _grouped)), (
        ("JSESSIONID", "Région Aubrac", "Maintenir la session", "session"),
        ("aubrac_rgpd", "Région Aubrac", "Retenir le choix", "180"),
        ("dmvk", "Dailymotion", "Lecture des vidéos", "395"),
        ("ts", "Dailymotion", "Mesure de la lecture", "395"))),
    Case("xlsx", "people", lambda: workbook(("Cookies-werkgroep", rows(
        ("Naam", "Rol", "Termijn"), ("Jansen", "voorzitter", "2 jaar"), ("De Wit", "lid", "1 jaar")))), ()),
    Case("docx", "bullets", lambda: docx.package(docx.heading("Cookies der Stadt Aue", 1) + _BULLETS), (
        ("eid_token", None, "hält die Anmeldung mit dem Ausweis.", "15 Minuten"),
        ("kontrast", None, "merkt sich die Ansicht.", "1 Jahr"),
        ("et_allow_cookies", None, "Zustimmung zu etracker.", "480 Tage"))),
    Case("docx", "by provider", lambda: docx.package(_BY_PROVIDER), (
        ("_hjFirstSeen", "Hotjar", "Marks a first visit", "Session"),
        ("bscookie", "LinkedIn", "Remembers a verified login", "1 year"))),
    Case("docx", "prose", lambda: docx.package(_PROSE), (
        ("panier_id", None, "garde vos articles", "7 jours"),
        ("_pinterest_ct", "Pinterest", "afin de mesurer ses annonces", "1 an"))),
    Case("pdf", "bullets", lambda: pdf.document(
        pdf.heading("Política de cookies", 1), pdf.heading("Cookies que utilizamos"),
        *(pdf.text(f"• {name}: {purpose} Duración: {duration}.") for name, _, purpose, duration in _SPANISH),
        pdf.heading("Sus derechos"), pdf.text("• acceso: puede pedir una copia. Plazo: 1 mes.")), _SPANISH),
    Case("pdf", "dutch", lambda: pdf.document(
        pdf.heading("Cookieverklaring", 1), pdf.table(("Naam", "Aanbieder", "Doel", "Bewaartermijn"), *_COOKIES),
        pdf.heading("Bewaartermijnen van gegevens"),
        pdf.table(("Gegevens", "Doel", "Termijn"), ("Aanvragen", "Afhandeling", "5 jaar"), widths=(150, 150, 100))),
        _COOKIES, plain=True),
    Case("ods", "dutch", lambda: ods.workbook(
        ("Blad1", ods.row(("Naam", "Aanbieder", "Doel", "Bewaartermijn")) + "".join(map(ods.row, _COOKIES)))), _COOKIES,
        plain=True),
)  # fmt: skip
