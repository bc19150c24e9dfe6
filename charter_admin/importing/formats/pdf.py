"""PDF: the words of all pages on one long strip, and the tables they stand in."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from statistics import median

import pypdfium2 as pdfium

from charter_admin.importing.blocks import Block, Document, Heading, Paragraph, Table, flat, is_titlelike
from charter_admin.importing.errors import ImportRefused
from charter_admin.importing.formats import pdf_columns, pdf_page, text
from charter_admin.importing.formats.cost import check_tables
from charter_admin.importing.formats.pdf_columns import Line
from charter_admin.importing.formats.pdf_grid import Grid, grids, lines
from charter_admin.importing.formats.pdf_page import Page, Rule
from charter_admin.importing.labels import labelled
from charter_admin.importing.lines import entry

_MARGIN = 0.12
_PAGE_NUMBER = re.compile(
    r"(?:page|seite|página|pagina|p\.)?\s*\d{1,4}(?:\s*(?:/|sur|of|von|de|di|van)\s*\d{1,4})?", re.I
)
_LARGER = 1.08
_BULLET = re.compile(r"[•▪◦–·-]\s")
_MAX_TITLE = 12
_LOCKED = re.compile("password", re.I)


def read(data: bytes) -> Document:
    """Read a document. Raises ImportRefused if it is damaged, protected, or holds no text."""
    try:
        source = pdfium.PdfDocument(data)
        pages = list(pdf_page.pages(source))
        title = flat(source.get_metadata_dict().get("Title", "")) or None
        locale = None
        source.close()
    except (pdfium.PdfiumError, ValueError) as error:
        raise ImportRefused("encrypted" if _LOCKED.search(str(error)) else "broken") from error
    if not any(page.words for page in pages):
        raise ImportRefused("no_text")
    return Document(tuple(_blocks(pages)), title=title, locale=locale)


def _blocks(pages: Sequence[Page]) -> list[Block]:
    """Give tables and texts in order. A table that goes on on the next page is one."""
    furniture = _furniture(pages)
    items: list[Grid | Line] = []
    for page in pages:
        drawn = grids(page.rules)
        free: list[Line] = []
        for line in lines(page.words):
            if _mark(line, page) in furniture:
                continue
            for grid in drawn:
                grid.words += [word for word in line if grid.holds(word)]
            if rest := [word for word in line if not any(grid.holds(word) for grid in drawn)]:
                free.append(rest)
        items += sorted([*free, *(grid for grid in drawn if grid.words)], key=_top)
    rules = [rule for page in pages for rule in page.rules]
    return list(_read(items, rules))


def _top(item: Grid | Line) -> float:
    return item.ys[0] if isinstance(item, Grid) else item[0].top


def _mark(line: Line, page: Page) -> tuple[str, int]:
    """Give what makes a line of two pages the same: its text but for numbers, and its place."""
    words = " ".join(word.text for word in line)
    return re.sub(r"\d+", "0", words), round((line[0].top - page.top) / 4)


def _furniture(pages: Sequence[Page]) -> set[tuple[str, int]]:
    """Find what stands at the edge of pages and is no part of the text: titles said on each page, page numbers."""
    edges: Counter[tuple[str, int]] = Counter()
    found = set()
    for page in pages:
        for line in lines(page.words):
            place = (line[0].top - page.top) / page.height
            if _MARGIN < place < 1 - _MARGIN or pdf_columns.is_head(line):
                continue
            edges[_mark(line, page)] += 1
            if any(_PAGE_NUMBER.fullmatch(" ".join(word.text for word in part)) for part in pdf_columns.parts(line)):
                found.add(_mark(line, page))
    return found | {mark for mark, count in edges.items() if count > 1 and 2 * count >= len(pages)}


def _read(items: Sequence[Grid | Line], rules: Sequence[Rule]) -> Iterator[Block]:
    usual = _usual(items)
    index = tables = 0
    prose: list[Line] = []
    while index < len(items):
        table, following = _table_at(items, index, rules)
        if table is None:
            prose.append(items[index])  # type: ignore[arg-type]  # what is no table is a line
        else:
            tables += 1
            check_tables(tables)
            yield from _prose(prose, usual)
            prose = []
            yield table
        index = following
    yield from _prose(prose, usual)


def _usual(items: Sequence[Grid | Line]) -> float:
    sizes = [line[0].size for line in items if not isinstance(line, Grid) for _ in line]
    return median(sizes) if sizes else 10.0


def _table_at(items: Sequence[Grid | Line], index: int, rules: Sequence[Rule]) -> tuple[Table | None, int]:
    item = items[index]
    if isinstance(item, Grid):
        rows, end = list(item.rows()), index + 1
        while end < len(items) and isinstance(following := items[end], Grid) and _goes_on(item, following):
            more = following.rows()
            if more and not more[0][0].text and rows and len(more[0]) == len(rows[-1]):
                rows[-1] = tuple(
                    type(a)(f"{a.text}\n{b.text}".strip()) for a, b in zip(rows[-1], more.pop(0), strict=True)
                )
            rows += more
            end += 1
        return Table(tuple(rows)), end
    if not pdf_columns.is_head(item):
        return None, index + 1
    end = index
    while end < len(items) and not isinstance(items[end], Grid):
        end += 1
    strip = [each for each in items[index:end] if not isinstance(each, Grid)]
    cells, length = pdf_columns.table_at(strip, 0, rules)
    return Table(tuple(cells), guessed=True), index + length


def _goes_on(one: Grid, other: Grid) -> bool:
    """Tell whether a table has the columns of the one before it on an earlier page."""
    same = len(one.xs) == len(other.xs) and all(abs(a - b) < 6 for a, b in zip(one.xs, other.xs, strict=True))
    return same and other.ys[0] - one.ys[-1] > 30


def _prose(found: Sequence[Line], usual: float) -> Iterator[Block]:
    """Give titles and paragraphs. Lines close under each other are one paragraph if the upper one is full."""
    width = max((line[-1].right for line in found), default=0.0)
    run: list[str] = []
    above: Line | None = None
    for line in found:
        written = " ".join(word.text for word in line)
        titled = _is_title(line, usual)
        full = above is not None and above[-1].right > 0.7 * width
        goes_on = full and not titled and not _BULLET.match(written) and not (run and _is_entry(run[-1], written))
        if goes_on and run and 0 < line[0].top - above[0].top < 2 * usual if above else False:
            run[-1] += " " + written
        elif titled:
            yield from text.read("\n".join(run)).blocks
            run = []
            yield Heading(flat(written), 3 if line[0].size > 1.4 * usual else 4)
            above = None
            continue
        else:
            run.append(written)
        above = line
    for block in text.read("\n".join(run)).blocks:
        yield (
            block if not isinstance(block, Heading) or len(block.text.split()) <= _MAX_TITLE else Paragraph(block.text)
        )


def _is_entry(above: str, written: str) -> bool:
    """Tell whether a line begins what is said of another cookie, or another field of one: "_ga (Google): …"."""
    if labelled(written):
        return True
    begun = entry(written) if above.endswith((".", ";")) else None
    return begun is not None and (begun.sure or entry(above) is not None)


def _is_title(line: Line, usual: float) -> bool:
    written = flat(" ".join(word.text for word in line))
    larger = line[0].size > _LARGER * usual or all(word.bold for word in line)
    return larger and is_titlelike(written) and len(pdf_columns.parts(line)) == 1
