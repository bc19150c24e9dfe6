"""OpenDocument workbooks, as the standard (OASIS OpenDocument 1.2, part 1, chapter 9) writes them."""

import io
from collections.abc import Iterable
from xml.sax.saxutils import escape
from zipfile import ZipFile

from tests.importing.made.case import ALL, CONSENT, ENGLISH, ENGLISH_HEAD, HEAD, LANGUAGE, SESSION, VISITS, Case

_SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
)
_KIND = "application/vnd.oasis.opendocument.spreadsheet"


def workbook(*sheets: tuple[str, str]) -> bytes:
    """A workbook of sheets: a name and rows in XML."""
    tables = "".join(f'<table:table table:name="{escape(name)}">{rows}</table:table>' for name, rows in sheets)
    body = f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
    stream = io.BytesIO()
    with ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", _KIND)
        archive.writestr("content.xml", f"<office:document-content {_SPACES}>{body}</office:document-content>")
    return stream.getvalue()


def cell(text: str | None, attributes: str = "", inside: str = "") -> str:
    """One cell; each line of its text is a paragraph."""
    lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in (text or "").split("\n") if line)
    return f"<table:table-cell {attributes}>{inside}{lines}</table:table-cell>"


def row(cells: Iterable[str | None], attributes: str = "") -> str:
    """One row of plain cells."""
    return f"<table:table-row {attributes}>{''.join(map(cell, cells))}</table:table-row>"


def _merged() -> str:
    """A category over all columns, one provider over two rows, and the empty rest of the sheet as one repeated row."""
    covered = "<table:covered-table-cell/>"
    wide, high = 'table:number-columns-spanned="4"', 'table:number-rows-spanned="2"'
    parts = (
        cell("Cookies nécessaires", wide) + covered * 3,
        cell(SESSION[0]) + cell(SESSION[1], high) + cell(SESSION[2]) + cell(SESSION[3]),
        cell(LANGUAGE[0]) + covered + cell(LANGUAGE[2]) + cell(LANGUAGE[3]),
    )
    rest = '<table:table-row table:number-rows-repeated="1048570"><table:table-cell '
    rest += 'table:number-columns-repeated="16384"/></table:table-row>'
    return row(HEAD) + "".join(f"<table:table-row>{part}</table:table-row>" for part in parts) + rest


def _hidden() -> str:
    """A hidden column of remarks, and a hidden row."""
    columns = "<table:table-column/>" + '<table:table-column table:visibility="collapse"/><table:table-column/>'
    rows = row((HEAD[0], "Ancien nom du cookie", *HEAD[1:]))
    rows += "".join(row((each[0], "old_one", *each[1:])) for each in ALL)
    return columns + rows + row(("_retired", "", "Ancien", "Ne sert plus", "1 an"), 'table:visibility="collapse"')


def _remarked() -> str:
    """A remark pinned to a cell, a line break, spaces written as elements, and a duration repeated to the right."""
    remark = "<office:annotation><text:p>à vérifier avec le prestataire</text:p></office:annotation>"
    spaced = "<table:table-cell><text:p>Compter les<text:s/>visiteurs sans les reconnaître d’un<text:line-break/>"
    spaced += "site à <text:span>l’autre</text:span></text:p></table:table-cell>"
    cells = cell(VISITS[0], inside=remark) + cell(VISITS[1]) + spaced + cell(VISITS[3])
    return row(HEAD) + f"<table:table-row>{cells}</table:table-row>"


_BUDGET = row(("Poste", "Montant")) + row(("Hébergement", "1200")) + row(("Traduction", "800"))
CASES = (
    Case("ods", "plain", lambda: workbook(("Cookies", row(HEAD) + "".join(map(row, ALL)))), ALL, plain=True),
    Case(
        "ods", "english", lambda: workbook(("Sheet1", row(ENGLISH_HEAD) + "".join(map(row, ENGLISH)))), ENGLISH,
        plain=True,
    ),
    Case("ods", "merged", lambda: workbook(("Feuille1", _merged())), (SESSION, LANGUAGE)),
    Case("ods", "hidden", lambda: workbook(("Cookies", _hidden())), ALL),
    Case("ods", "remarks", lambda: workbook(("Cookies", _remarked())), (VISITS,)),
    Case(
        "ods", "sheets", lambda: workbook(("Budget", _BUDGET), ("Cookies", row(HEAD) + row(CONSENT))), (CONSENT,),
    ),
    Case("ods", "none", lambda: workbook(("Budget", _BUDGET)), ()),
)  # fmt: skip
