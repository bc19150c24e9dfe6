"""Plain text: prose, and tables made with tabs, pipes, separators or aligned columns."""

import re

from charter_admin.importing.blocks import Block, Document, Table, prose
from charter_admin.importing.formats import aligned, collapsed, delimited, ruled, stacked
from charter_admin.importing.formats.cost import check_tables
from charter_admin.importing.headers import is_header

_MAX_HEADER = 600
_MAX_COPIED = 20  # tables of one cell to a line: looking for them is slow
_BOX_SIGNS = re.compile("[│┃║]")
_BOX = str.maketrans(
    dict.fromkeys("│┃║┆┊", "|") | dict.fromkeys("─━═┄", "-") | dict.fromkeys("┌┐└┘├┤┬┴┼╔╗╚╝╠╣╦╩╬╪╫╞╡", "+")
)
_PAGE_MARK = re.compile(
    r"\s*(?:(?:page|seite|p[áa]gina|pagina|strona|p\.|s\.)\s*\d{1,3}(?:\s*(?:/|sur|of|von|de|di|van|z)\s*\d{1,3})?|"
    r"-+\s*\d{1,3}\s*-+|\d{1,3}\s*/\s*\d{1,3})\s*",
    re.I,
)
# A spreadsheet quotes a copied cell that holds a line break.
_QUOTED_BREAK = re.compile(r'(?:^|\t)"[^"\t\n]*\n', re.M)


def read(source: str) -> Document:
    """Read a plain text. Raises ImportRefused if it has thousands of tables."""
    lines = (source.translate(_BOX) if _BOX_SIGNS.search(source) else source).split("\n")
    lines = [line for line in lines if not _PAGE_MARK.fullmatch(line)]  # it would be taken for the rest of a cell
    quoted_breaks = bool(_QUOTED_BREAK.search(source))
    blocks: list[Block] = []
    index = tables = copied = 0
    while index < len(lines):
        table, following = _table_at(lines, index, quoted_breaks)
        if table is None and copied < _MAX_COPIED and (titles := stacked.heads(lines, index)):
            copied += 1
            table, following = stacked.table_at(lines, index, titles)
        block = table or prose(lines[index])
        blocks += [block] if block else []
        tables += table is not None
        check_tables(tables)
        index = following
    return Document(tuple(blocks))


def _table_at(lines: list[str], index: int, quoted_breaks: bool) -> tuple[Table | None, int]:
    """Read the table that starts at a line, if one does; give the index of the line after it."""
    line = lines[index]
    if ruled.is_row(line):
        if quoted_breaks and "\t" in line and is_header(line.split("\t")):
            return delimited.table_at(lines, index, "\t")
        return ruled.table_at(lines, index)
    if len(line) <= _MAX_HEADER and not line.rstrip().endswith((".", "!", "?")):  # a sentence with commas
        for separator in ";,":
            if separator in line and is_header(delimited.split(line, separator), mostly=True):
                return delimited.table_at(lines, index, separator)
        if aligned.is_header_line(line) or aligned.is_narrow_header(lines, index):
            return aligned.table_at(lines, index)
        if collapsed.head(line):
            return collapsed.table_at(lines, index)
    return None, index + 1
