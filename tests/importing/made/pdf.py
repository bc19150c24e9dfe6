"""PDF documents: tables drawn in the ways programs draw them, over one page or several."""

import io
from collections.abc import Iterable, Sequence
from typing import Any

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

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

_STYLES = getSampleStyleSheet()
GRID = [("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("VALIGN", (0, 0), (-1, -1), "TOP")]
LEVEL = [("LINEBELOW", (0, 0), (-1, -1), 0.5, colors.grey), ("VALIGN", (0, 0), (-1, -1), "TOP")]
NOTHING = [("VALIGN", (0, 0), (-1, -1), "TOP")]
ZEBRA = [("ROWBACKGROUNDS", (0, 0), (-1, -1), [colors.white, colors.lightgrey]), ("VALIGN", (0, 0), (-1, -1), "TOP")]
MIDDLE = [("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("VALIGN", (0, 0), (-1, -1), "MIDDLE")]
_WIDTHS = (110, 85, 200, 80)


def heading(words: str, level: int = 2) -> Flowable:
    return Paragraph(words, _STYLES[f"Heading{level}"])


def text(words: str) -> Flowable:
    return Paragraph(words, _STYLES["BodyText"])


def table(*rows: Sequence[str | None], style: Any = GRID, widths: Sequence[int] = _WIDTHS, repeat: int = 1) -> Flowable:
    """A table whose cells break their lines; the first row is its header."""
    escaped = [[(each or "").replace("<", "&lt;") for each in row] for row in rows]
    head = [Paragraph(f"<b>{each}</b>", _STYLES["BodyText"]) for each in escaped[0]]
    made = [[text(each) for each in row] for row in escaped[1:]]
    return Table([head, *made], colWidths=widths, repeatRows=repeat, style=TableStyle(style))


def document(*parts: Flowable, size: tuple[float, float] = A4) -> bytes:
    """A document with a running title and page numbers."""
    stream = io.BytesIO()
    SimpleDocTemplate(stream, pagesize=size, invariant=1).build(list(parts), onFirstPage=_edge, onLaterPages=_edge)
    return stream.getvalue()


def _edge(canvas: Canvas, template: Any) -> None:
    canvas.setFont("Helvetica", 8)
    canvas.drawString(60, 25, "Ville de Rives – politique de cookies")
    canvas.drawString(480, 25, f"Page {canvas.getPageNumber()} / 9")


def typed(*rows: Sequence[str], stops: Sequence[int] = (60, 190, 290, 480)) -> bytes:
    """Lines set with tab stops: nothing is drawn, each cell is one line."""
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=A4, invariant=1)
    canvas.setFont("Helvetica", 9)
    for down, row in enumerate(rows):
        for stop, words in zip(stops, row, strict=False):
            canvas.drawString(stop, 760 - 16 * down, words)
    canvas.save()
    return stream.getvalue()


_TOP = (heading("Politique de cookies", 1), text("Le site https://www.rives.example dépose des cookies. " * 5))


def many(count: int) -> tuple[Answer, ...]:
    """More cookies than a page holds."""
    return tuple((f"_mes_{number}", "Mesures SA", f"Compter les visites de la page {number}, jour par jour", "13 mois")
                 for number in range(1, count + 1))  # fmt: skip


def _short(rows: Iterable[Answer]) -> list[tuple[str, ...]]:
    return [tuple(each or "" for each in row) for row in rows]


_BRIEF = (("sid", "Rives", "Garder la session", "Session"), ("_pk_id.*", "Matomo", "Compter les visites", "13 mois"),
          ("lang", "Rives", "Retenir la langue", "1 an"))  # fmt: skip
_SPAN = [*GRID, ("SPAN", (1, 1), (1, 3))]
# Short lines, one under the other, none of which goes on in the next.
_LOW = (
    ("rives_sid", "Ville de Rives", "garder le panier", "2 heures"),
    ("_pk_id.3", "Matomo", "compter les visiteurs", "13 mois"),
    ("theme", "Ville de Rives", "retenir l’affichage", "1 an"),
)

CASES = (
    Case("pdf", "grid", lambda: document(*_TOP, table(HEAD, *ALL)), ALL, plain=True),
    Case("pdf", "english grid", lambda: document(heading("Our cookies"), table(ENGLISH_HEAD, *ENGLISH)), ENGLISH,
         plain=True),
    Case("pdf", "german grid", lambda: document(heading("Cookies"), table(GERMAN_HEAD, *GERMAN)), GERMAN, plain=True),
    Case("pdf", "level rules", lambda: document(*_TOP, table(HEAD, *ALL, style=LEVEL)), ALL),
    Case("pdf", "no rules", lambda: document(*_TOP, table(HEAD, *ALL, style=NOTHING)), ALL),
    Case("pdf", "zebra", lambda: document(*_TOP, table(HEAD, *ALL, style=ZEBRA)), ALL),
    Case("pdf", "middle", lambda: document(*_TOP, table(HEAD, *ALL, style=MIDDLE)), ALL),
    Case("pdf", "pages", lambda: document(*_TOP, table(HEAD, *many(40)), text("Voilà tout.")), many(40)),
    Case("pdf", "pages, header once", lambda: document(*_TOP, table(HEAD, *many(40), repeat=0)), many(40)),
    Case("pdf", "pages, no rules", lambda: document(*_TOP, table(HEAD, *many(60), style=NOTHING)), many(60)),
    Case("pdf", "spans", lambda: document(*_TOP, table(
        HEAD, SESSION, (LANGUAGE[0], "", *LANGUAGE[2:]), (CONSENT[0], "", *CONSENT[2:]), VISITS, style=_SPAN)),
        (SESSION, LANGUAGE, CONSENT, VISITS)),
    Case("pdf", "headings", lambda: document(
        *_TOP, heading("Cookies nécessaires"), table(HEAD, SESSION, CONSENT), Spacer(1, 12),
        heading("Vidéos"), table(HEAD, VIDEO, style=LEVEL), text("Vous pouvez changer d’avis à tout moment.")),
        (SESSION, CONSENT, VIDEO)),
    Case("pdf", "typed", lambda: typed(("Cookies du site",), (), HEAD, *_short(_BRIEF)), _BRIEF),
    Case("pdf", "landscape", lambda: document(*_TOP, table(
        ("Cookie", "Partie", "Prestataire", "But", "Durée"), *((n, "Tiers", p, u, d) for n, p, u, d in ALL),
        widths=(140, 60, 110, 280, 90), style=NOTHING), size=landscape(A4)), ALL),
    Case("pdf", "one paragraph each", lambda: document(heading("Cookies de la ville"), *(
        text(f"{n} ({p}) : {u}, durée {d}.") for n, p, u, d in _LOW)), _LOW),
    Case("pdf", "labelled", lambda: document(heading("Cookies de la ville"), *(
        text(f"{label} : {value}") for each in _LOW for label, value in zip(HEAD, each, strict=True))), _LOW),
    Case("pdf", "none", lambda: document(heading("Facture"), table(
        ("Article", "Quantité", "Prix"), ("Affiche", "2", "12 €"), widths=(200, 80, 80))), ()),
    Case("pdf", "rights", lambda: document(heading("Vos droits"), table(
        ("Données", "Durée de conservation"), ("Compte", "3 ans"), widths=(200, 200))), ()),
)  # fmt: skip
