"""What a page of a PDF shows: words, the lines they stand on, and the lines drawn between them.

Lengths are in points; y grows downwards, over all pages one under the other.
"""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, replace

import pypdfium2 as pdfium
from pypdfium2 import raw

_HYPHENS = dict.fromkeys((0x02, 0xFFFE, 0xAD, 0x2010), "-")
_GAP = 0.22  # of the size: wider than this parts words
_MAX_CHARACTERS = 400_000
_MAX_SEGMENTS = 20_000
_STRAIGHT = 1.5
_SHORT = 4.0


@dataclass(frozen=True)
class Word:
    """A word and its box."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    bold: bool = False

    @property
    def size(self) -> float:
        return self.bottom - self.top

    @property
    def middle(self) -> tuple[float, float]:
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2


@dataclass(frozen=True)
class Rule:
    """A drawn line: level at the height `at` from `start` to `end`, or upright at `at` from top to bottom."""

    level: bool
    at: float
    start: float
    end: float


@dataclass(frozen=True)
class Page:
    """The words and rules of a page, with the height at which it begins."""

    words: tuple[Word, ...]
    rules: tuple[Rule, ...]
    top: float
    height: float


def pages(document: pdfium.PdfDocument) -> Iterator[Page]:
    """Give the pages of a document in order."""
    top = 0.0
    for page in document:
        height = page.get_height()
        left, bottom = page.get_mediabox()[:2]
        origin = (left, bottom + height + top)
        text = page.get_textpage()
        yield Page(tuple(_words(text, origin)), tuple(_rules(page, origin)), top, height)
        text.close()
        page.close()
        top += height


def _words(text: pdfium.PdfTextPage, origin: tuple[float, float]) -> Iterator[Word]:
    word: Word | None = None
    for place in range(min(text.count_chars(), _MAX_CHARACTERS)):
        code = raw.FPDFText_GetUnicode(text, place)
        sign = _HYPHENS.get(code) or chr(code if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else 0x20)
        if sign.isspace() or raw.FPDFText_IsGenerated(text, place) == 1:
            if word:
                yield word
            word = None
            continue
        letter = _letter(text, place, sign, origin)
        if word and _goes_on(word, letter):
            word = replace(word, text=word.text + sign, right=max(word.right, letter.right))
        else:
            if word:
                yield word
            word = letter
    if word:
        yield replace(word, bold=word.bold)


def _letter(text: pdfium.PdfTextPage, place: int, sign: str, origin: tuple[float, float]) -> Word:
    left, bottom, right, top = text.get_charbox(place, loose=True)
    bold = raw.FPDFText_GetFontWeight(text, place) >= 600
    return Word(sign, left - origin[0], origin[1] - top, right - origin[0], origin[1] - bottom, bold)


def _goes_on(word: Word, letter: Word) -> bool:
    level = abs(word.bottom - letter.bottom) < 0.5 * max(word.size, 1)
    return level and -0.5 * word.size < letter.left - word.right < _GAP * word.size


def _rules(page: pdfium.PdfPage, origin: tuple[float, float]) -> Iterator[Rule]:
    """Give the straight lines of all paths; a box gives its four sides, whether it is drawn or filled."""
    left = _MAX_SEGMENTS
    for path in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=4):
        points = _points(path, left)
        left -= len(points)
        if left <= 0:
            return
        for start, end in points:
            first, last = (path_point(path, each, origin) for each in (start, end))
            if abs(first[1] - last[1]) < _STRAIGHT and abs(first[0] - last[0]) > _SHORT:
                yield Rule(True, first[1], *sorted((first[0], last[0])))
            elif abs(first[0] - last[0]) < _STRAIGHT and abs(first[1] - last[1]) > _SHORT:
                yield Rule(False, first[0], *sorted((first[1], last[1])))


Point = tuple[float, float]


def _points(path: pdfium.PdfObject, most: int) -> list[tuple[Point, Point]]:
    """Give the ends of each part of a path."""
    found: list[tuple[Point, Point]] = []
    start = before = (0.0, 0.0)
    for place in range(min(raw.FPDFPath_CountSegments(path), most)):
        segment = raw.FPDFPath_GetPathSegment(path, place)
        x, y = ctypes.c_float(), ctypes.c_float()
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        here = (x.value, y.value)
        if raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_MOVETO:
            start = here
        elif raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_LINETO:
            found.append((before, here))
        if raw.FPDFPathSegment_GetClose(segment):
            found.append((here, start))
        before = here
    return found


def path_point(path: pdfium.PdfObject, point: Point, origin: Point) -> Point:
    """Give where a point of a path stands on the strip of pages."""
    x, y = path.get_matrix().on_point(*point)
    return x - origin[0], origin[1] - y
