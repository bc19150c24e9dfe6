"""reStructuredText: made a page block by block, then read as one."""

import re
from collections.abc import Callable, Iterator
from html import escape

from charter_admin.importing.blocks import Document
from charter_admin.importing.errors import ImportRefused
from charter_admin.importing.formats import html, rst_inline, rst_lists, rst_tables

_DIRECTIVE = re.compile(r"\.\. (?:\|[^|\n]+\| )?([\w-]+)::\s*(.*)")
_COMMENT = re.compile(r"\.\.(?:\s|$)")
_ADORNMENT = re.compile(r"([!-/:-@\[-`{-~])\1{2,}\s*")
_GRID = re.compile(r"\+(?:[-=]{2,}\+)+\s*")
_SIMPLE = re.compile(r"={2,}(?: +={2,})+\s*")
_TABLES: dict[str, Callable[[str, list[str]], str]] = {
    "list-table": rst_tables.list_table,
    "csv-table": rst_tables.csv_table,
}
# Boxes whose inside is read as the text around them.
_BOXES = ("note", "warning", "tip", "hint", "important", "admonition", "container", "table", "topic", "rubric")
_MAX_DEPTH = 40


def read(source: str) -> Document:
    """Read a whole text. Raises ImportRefused if it is nested too deeply."""
    return html.read("\n".join(_Reader(source.expandtabs(8).split("\n"), {}).pieces()))


class _Reader:
    """Reads lines from the first to the last; what is indented is read by a reader of its own."""

    def __init__(self, lines: list[str], levels: dict[str, int], depth: int = 0) -> None:
        if depth > _MAX_DEPTH:
            raise ImportRefused("nesting")
        self.lines, self.levels, self.depth, self.index = lines, levels, depth, 0

    def pieces(self) -> Iterator[str]:
        while self.index < len(self.lines):
            line = self.lines[self.index]
            if not line.strip():
                self.index += 1
            elif line[0] == " ":
                yield from self._inside(self._indented(self.index))
            else:
                yield from self._piece(line)

    def _piece(self, line: str) -> Iterator[str]:
        if directive := _DIRECTIVE.match(line):
            self.index += 1
            yield from self._directive(directive[1].lower(), directive[2], self._indented(self.index))
        elif _COMMENT.match(line):
            self.index += 1
            self._indented(self.index)
        elif _GRID.fullmatch(line):
            yield rst_tables.grid_table(self._run(lambda each: each[:1] in ("+", "|")))
        elif _SIMPLE.fullmatch(line):
            yield rst_tables.simple_table(self._simple())
        elif title := self._title():
            yield title
        elif found := rst_lists.read(self.lines, self.index):
            piece, self.index = found
            yield piece
        else:
            yield from self._paragraph()

    def _directive(self, name: str, argument: str, body: list[str]) -> Iterator[str]:
        if name in _TABLES:
            yield _TABLES[name](argument, body)
        elif name == "raw":
            yield "\n".join(body) if argument.strip() == "html" else ""
        elif name in _BOXES:
            if argument:
                yield f"<h6>{rst_inline.page(argument)}</h6>"
            yield from self._inside([line for line in body if not re.match(r":[\w-]+:", line)])
        elif name in ("code-block", "code", "parsed-literal") and argument.strip() in ("", "text", "none"):
            yield _preformatted(body)  # what names a language of programming is a program, and declares nothing

    def _inside(self, lines: list[str]) -> Iterator[str]:
        yield from _Reader(lines, self.levels, self.depth + 1).pieces()

    def _indented(self, start: int) -> list[str]:
        """Take the lines that are indented, without what they all are indented by."""
        end = start
        while end < len(self.lines) and (not self.lines[end].strip() or self.lines[end][0] == " "):
            end += 1
        self.index = end
        body = self.lines[start:end]
        depth = min((len(line) - len(line.lstrip()) for line in body if line.strip()), default=0)
        return [line[depth:] for line in body]

    def _run(self, belongs: Callable[[str], bool]) -> list[str]:
        start = self.index
        while self.index < len(self.lines) and belongs(self.lines[self.index]):
            self.index += 1
        return self.lines[start : self.index]

    def _simple(self) -> list[str]:
        """Take a simple table: up to a rule behind which nothing follows."""
        start = self.index
        end = start + 1
        while end < len(self.lines):
            closed = _SIMPLE.fullmatch(self.lines[end]) and not "".join(self.lines[end + 1 : end + 2]).strip()
            end += 1
            if closed:
                break
        self.index = end
        return self.lines[start:end]

    def _title(self) -> str:
        """Take a title with a line under it, and perhaps one above. Levels are in the order in which they come up."""
        above = bool(_ADORNMENT.fullmatch(self.lines[self.index]))
        text, under = [*self.lines[self.index + above :][:2], "", ""][:2]
        if not text.strip() or not _ADORNMENT.fullmatch(under) or len(under.strip()) < min(4, len(text.strip())):
            self.index += above  # a line between paragraphs
            return "<hr>" if above else ""
        self.index += 2 + above
        level = self.levels.setdefault(f"{under[0]}{above}", min(6, len(self.levels) + 1))
        return f"<h{level}>{rst_inline.page(text)}</h{level}>"

    def _paragraph(self) -> Iterator[str]:
        lines = self._run(lambda each: bool(each.strip()) and not _COMMENT.match(each))
        text = " ".join(lines)
        if text.rstrip().endswith("::"):
            text = text.rstrip()[:-1]
            yield f"<p>{rst_inline.page(text)}</p>"
            yield _preformatted(self._indented(self.index))
        else:
            yield f"<p>{rst_inline.page(text)}</p>"


def _preformatted(lines: list[str]) -> str:
    return f"<pre>{escape(chr(10).join(lines))}</pre>"
