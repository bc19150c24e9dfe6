"""The common shape of every input format: headings, paragraphs and tables, in reading order."""

import re
from dataclasses import dataclass

# Zero-width characters and soft hyphens only tell a browser where it may break a long name.
_INVISIBLE = re.compile("[\u00ad\u200b\u200c\u200d\u2060\ufeff]")
_HEADING_MAX = 140
_RULE = re.compile(r"[\s|+:=\-–—_*~.]+")
_EMPTY_CELLS = re.compile(r"(?:\s*[;,|]){2,}$")
_TITLE_MARKS = re.compile(r"^(?:#{1,6} +(?P<hash>.+?) *#*|=+ +(?P<wiki>.+?) +=+|(\*\*|__)(?P<bold>\S.*)\3)$")
_SENTENCE_END = re.compile(r"[.,;:!…]$")


@dataclass(frozen=True)
class Cell:
    """A table cell. Line breaks of the original stay as newlines; `codes` holds its code spans."""

    text: str
    codes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Heading:
    """A title of any level; `codes` holds its code spans."""

    text: str
    level: int = 6
    codes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Paragraph:
    """Running text. A link's address is written out after the link; `codes` holds the code spans."""

    text: str
    codes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Table:
    """Rows of cells. A cell that spans places is the same object in each of them.

    `guessed`: where one cell ends and the next begins is a guess, not something the document marks.
    """

    rows: tuple[tuple[Cell, ...], ...]
    caption: str | None = None
    guessed: bool = False


Block = Heading | Paragraph | Table


@dataclass(frozen=True)
class Document:
    """Blocks, and what the document says of itself: title, language and address."""

    blocks: tuple[Block, ...]
    title: str | None = None
    locale: str | None = None
    address: str | None = None


def flat(text: str) -> str:
    """Collapse white space and drop invisible characters."""
    return " ".join((text if text.isascii() else _INVISIBLE.sub("", text)).split())


def lines_of(text: str) -> str:
    """Collapse white space within each line, and drop empty lines."""
    return "\n".join(line for line in map(flat, text.split("\n")) if line)


def is_titlelike(text: str) -> bool:
    """Tell whether a line on its own reads as a title: short, and not the end of a sentence."""
    return 0 < len(text) <= _HEADING_MAX and not _SENTENCE_END.search(text)


def is_rule(line: str) -> bool:
    """Tell whether a line is empty or only draws a line."""
    return not line.strip() or bool(_RULE.fullmatch(line))


def prose(line: str) -> Block | None:
    """Make a heading or a paragraph of a line of plain text, by its looks; None if there is none."""
    text = _EMPTY_CELLS.sub("", flat(line))
    if is_rule(text):
        return None
    if marked := _TITLE_MARKS.match(text):
        return Heading(flat(marked["hash"] or marked["wiki"] or marked["bold"]))
    return Heading(text) if is_titlelike(text) else Paragraph(text)
