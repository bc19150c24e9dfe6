"""What is collected while an HTML page is read from its start to its end."""

from dataclasses import dataclass, field, replace

from charter_admin.importing.blocks import Block, Cell, Heading, Paragraph, Table, flat, is_titlelike, lines_of
from charter_admin.importing.formats import text as plain
from charter_admin.importing.formats.grid import Grid
from charter_admin.importing.kinds import named_provider
from charter_admin.importing.names import likeness


def _may_be_name(term: str) -> bool:
    """Tell a term from what looks like no name: "Chrome" in a list of browsers, "LinkedIn" above its cookies."""
    provider = term[:1].isupper() and named_provider(term) is not None
    return " " in term or (likeness(term) > 0 and not provider)


@dataclass
class _Frame:
    """The page, or a table being read: blocks met so far, its grid and the cell being filled."""

    blocks: list[Block] = field(default_factory=list)
    grid: Grid = field(default_factory=Grid)
    cell: list[str] | None = None
    codes: list[str] = field(default_factory=list)
    code_start: int | None = None
    caption: str | None = None
    has_tables: bool = False


class Page:
    """Takes texts and the starts and ends of elements; gives blocks.

    Text in a cell is kept twice, as the cell and as blocks: only at its end is a table known to be
    one that merely lays out the page.
    """

    def __init__(self) -> None:
        self.bold = 0
        self.drawn = False
        self.drawn_rows: set[int] = set()
        self.tabs: dict[str, str] = {}
        self._frames = [_Frame()]
        self._line: list[str] = []
        self._all_bold = True
        self._in_title = False
        self._codes: list[str] = []
        self._code_start: int | None = None

    @property
    def in_cell(self) -> bool:
        return self._frames[-1].cell is not None

    def finish(self) -> tuple[Block, ...]:
        """Give all blocks, in order."""
        self.end_line()
        return tuple(self._frames[0].blocks)

    def text(self, data: str) -> None:
        self._all_bold = self._all_bold and (self.bold > 0 or data.isspace())
        self._line.append(data)
        cell = self._frames[-1].cell
        if cell is not None:
            # Line ends of the source are mere spaces; only elements break lines.
            cell.append(data.replace("\n", " "))

    def link(self, address: str) -> None:
        """Write a link's address into the running text, where it may name the platform."""
        if address.startswith(("https://", "http://")) and not self._in_title:
            origin = "/".join(address.split("/")[:3])
            if origin not in "".join(self._line[-3:]):
                self._line.append(f" <{address}> ")

    def start_line(self, *, term: bool) -> None:
        """Begin a line. The term of a definition is no prose: what looks like a name there is one, as code is."""
        self.end_line()
        if term and not self.in_cell:
            self.start_code()

    def finish_line(self, *, term: bool) -> None:
        """End a line that was begun so."""
        if term and not self.in_cell:
            self.end_code()
            self._codes = [code for code in self._codes if _may_be_name(flat(code))]
        self.end_line()

    def end_line(self) -> None:
        frame = self._frames[-1]
        if frame.cell is not None:
            frame.cell.append("\n")
        if self._in_title:
            self._line.append(" ")
            return
        all_bold, codes, self._codes = self._all_bold, self._codes, []
        if text := self._take():
            # Many editors make their titles of bold text.
            title = all_bold and is_titlelike(text)
            coded = tuple(filter(None, map(flat, codes)))
            frame.blocks.append(Heading(text, codes=coded) if title else Paragraph(text, coded))

    def start_title(self) -> None:
        self._in_title = False
        self.end_line()
        self._in_title = True

    def end_title(self, level: int) -> None:
        codes, self._codes = tuple(filter(None, map(flat, self._codes))), []
        if text := self._take():
            self._frames[-1].blocks.append(Heading(text, level, codes))
        self.end_line()

    def end_caption(self) -> None:
        self._frames[-1].caption = self._take() or None

    def end_figcaption(self) -> None:
        blocks, text = self._frames[-1].blocks, self._take()
        if blocks and isinstance(table := blocks[-1], Table) and text:
            blocks[-1] = replace(table, caption=table.caption or text)
        elif text:
            blocks.append(Heading(text))

    def end_preformatted(self) -> None:
        raw = "".join(self._line)
        self._take()
        self._frames[-1].blocks += plain.read(raw).blocks

    def start_code(self) -> None:
        frame = self._frames[-1]
        frame.code_start = len(frame.cell or ())
        self._code_start = len(self._line)

    def end_code(self) -> None:
        frame = self._frames[-1]
        if frame.cell is not None and frame.code_start is not None:
            frame.codes.append("".join(frame.cell[frame.code_start :]))
        elif self._code_start is not None and frame.cell is None:
            self._codes.append("".join(self._line[self._code_start :]))
        frame.code_start = self._code_start = None

    def start_table(self) -> None:
        self._frames[-1].has_tables = True
        self._in_title = False
        self._frames.append(_Frame())

    def start_row(self) -> None:
        self._frames[-1].grid.start_row()

    def start_cell(self) -> None:
        self._in_title = False
        self.end_line()
        self._frames[-1].cell = []

    def end_cell(self, columns: int, rows: int) -> None:
        self.end_line()
        frame = self._frames[-1]
        codes = tuple(filter(None, map(flat, frame.codes)))
        frame.grid.add(Cell(lines_of("".join(frame.cell or ())), codes), columns, rows)
        frame.cell, frame.codes = None, []

    def end_table(self) -> None:
        self.end_line()
        frame = self._frames.pop()
        frame.grid.end_row()
        table = Table(tuple(frame.grid.rows), frame.caption)
        only_layout = frame.has_tables or max(map(len, table.rows), default=0) < 2
        self._frames[-1].blocks += frame.blocks if only_layout else [table]

    def _take(self) -> str:
        text = flat("".join(self._line))
        self._line, self._all_bold, self._in_title = [], True, False
        return text
