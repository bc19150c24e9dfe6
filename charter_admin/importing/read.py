"""From bytes to text: tell which format it is by its content, then by its name; decode; refuse what is no document."""

import codecs
import json
import re
from dataclasses import dataclass
from pathlib import PurePath
from typing import Literal

from charset_normalizer import from_bytes

from charter_admin.importing.errors import ImportRefused
from charter_admin.importing.formats import package

Format = Literal["html", "markdown", "rst", "delimited", "json", "text", "xlsx", "docx", "ods", "pdf"]

MAX_BYTES = 5_000_000
_SAMPLE = 100_000
_WIDE = 0.7
_OLD_OFFICE = (b"\xd0\xcf\x11\xe0", b"{\\rtf")
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_BINARY_STARTS = (
    b"\x89PNG",
    b"GIF8",
    b"\xff\xd8\xff",
    b"\x1f\x8b",
    b"BZh",
    b"\xfd7zXZ",
    b"7z\xbc\xaf",
    b"Rar!",
    b"RIFF",
)
_ZIP = b"PK\x03\x04"
_PDF = b"%PDF-"
_PDF_WITHIN = 1024
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(rb"""<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?([\w.:-]{2,30})""", re.I)
_LIKELY_ENCODINGS = ["cp1252", "iso8859_15", "mac_roman", "cp850", "cp1250"]
# Read so, a text of another encoding nearly always has other signs, or punctuation within words.
_WESTERN = re.compile("[\x00-\x7f\xa0«»°€©®·§¿¡’‘“”–—…•²³ªºàâäáãçèéêëìíîïñòóôöõùúûüœßÀÂÄÁÃÇÈÉÊËÍÎÏÑÓÔÖÕÙÚÛÜŒ]*+")
_BROKEN_WORD = re.compile("[a-zà-ÿ][“”—…•¡¿²³\xa0·][a-zà-ÿ]")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_SUFFIXES: dict[str, Format] = {
    ".html": "html", ".htm": "html", ".xhtml": "html",
    ".md": "markdown", ".markdown": "markdown", ".mdx": "markdown",
    ".rst": "rst", ".rest": "rst", ".csv": "delimited", ".tsv": "delimited",
}  # fmt: skip
_WHOLE_PAGE = re.compile(r"\s*(?:<\?xml[^>]{0,200}>\s*)?<(?:!doctype html|html)(?=[\s>])", re.I)
_JSON = re.compile(r"\s*[\[{]\s*[\[{\"\]}]")
# Marks hardly another kind of text has: directives, the rules of simple and grid tables, titles between two lines.
_RST = re.compile(
    r"^\.\. (?:list-table|csv-table|table|contents|toctree|note|warning|meta|_[\w -]{1,80}):|^={2,}(?: +={2,})+ *$|"
    r"^\+=+(?:\+=+)+\+ *$|^([=~^\"'#*+-])\1{3,}\n[^\n]{1,200}\n\1{4,}$|^[^\n]{3,80}\n([~^\"])\2{3,}$|"
    r"^ {0,8}:[^\W\d][^:\n]{0,40}: [^\n]*\n {0,8}:[^\W\d][^:\n]{0,40}:(?: |$)",
    re.M,
)
_PAGE = re.compile(r"<(?:!doctype html|html|head|body)(?=[\s>])", re.I)
_FRAGMENT = re.compile(r"<(?:table|tr|td|h[1-4]|div|section|p)(?=[\s>])", re.I)
_MARKDOWN = re.compile(
    r"^ {0,3}\|?[ \t]*:?-+:?[ \t]*\|(?:[ \t]*:?-+:?[ \t]*\|?)+[ \t]*$|^ {0,3}#{1,6} +\S|\A---\n", re.M
)


@dataclass(frozen=True)
class Source:
    """Input of a known format and the file name it came under: text with plain newlines, or the bytes themselves."""

    text: str
    format: Format
    filename: str
    data: bytes = b""


def read(data: bytes, filename: str = "") -> Source:
    """Recognise and decode the bytes of a charter. Raises ImportRefused when they are no readable document."""
    if len(data) > MAX_BYTES:
        raise ImportRefused("too_large")
    packed = _packed(data)
    if packed is not None:
        return Source("", packed, filename, data)
    text = _decode(data).replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise ImportRefused("empty")
    if "\x00" in text or len(_CONTROLS.findall(text)) > len(text) // 100:
        raise ImportRefused("binary")
    return Source(text, _format(text, filename), filename)


def _packed(data: bytes) -> Format | None:
    """Tell which kind of binary document this is; None for what may be text."""
    if data.startswith(_OLD_OFFICE):
        raise ImportRefused("encrypted" if _LOCKED in data else "old_office")
    if data.startswith(_BINARY_STARTS):
        raise ImportRefused("binary")
    if data.startswith(_ZIP):
        return package.kind(data)
    return "pdf" if _PDF in data[:_PDF_WITHIN] and data.lstrip()[:1] != b"<" else None


def _decode(data: bytes) -> str:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _strictly(data, encoding)
    if b"\x00" in data:
        return _wide(data)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _damaged_utf8(data) or _declared(data) or _western(data) or _guessed(data)


def _wide(data: bytes) -> str:
    """Read UTF-16 that lacks its mark: of nearly every pair of bytes in a European text, the same one is 0."""
    even, odd = data[::2].count(0), data[1::2].count(0)
    if max(even, odd) < _WIDE * len(data) / 2 or min(even, odd) > 0 or len(data) % 2:
        raise ImportRefused("binary")
    return _strictly(data, "utf-16-be" if even else "utf-16-le")


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise ImportRefused("encoding") from error


def _damaged_utf8(data: bytes) -> str | None:
    """Read UTF-8 with a few broken bytes: other encodings hardly ever look like valid sequences."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    intact = sum(character > "\x7f" for character in text) - broken
    return text if intact > 4 * broken else None


def _declared(data: bytes) -> str | None:
    found = _DECLARED.search(data[:2048])
    if found is None:
        return None
    try:
        return data.decode(found[1].decode("ascii"))
    except (LookupError, UnicodeError, ValueError):
        return None


def _western(data: bytes) -> str | None:
    """Read what is plainly Windows-1252: of a few accents in a short text, guessing makes another's letters."""
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        return None
    return text if _WESTERN.fullmatch(text) and not _BROKEN_WORD.search(text) else None


def _guessed(data: bytes) -> str:
    first = next(index for index, byte in enumerate(data) if byte > 0x7F)
    start = max(0, first - _SAMPLE // 2)
    best = from_bytes(data[start : start + _SAMPLE], cp_isolation=_LIKELY_ENCODINGS).best()
    if best is None:
        raise ImportRefused("encoding")
    return _strictly(data, best.encoding)


def _format(text: str, filename: str) -> Format:
    """What can only be one format is that, whatever its name: spreadsheets are saved as pages, pages as text."""
    if _WHOLE_PAGE.match(text):
        return "html"
    if _JSON.match(text) and _is_json(text):
        return "json"
    named = _SUFFIXES.get(PurePath(filename.replace("\x00", "")).suffix.lower())
    if named is not None:
        return named
    if _PAGE.search(text):
        return "html"
    if _RST.search(text):
        return "rst"
    if _MARKDOWN.search(text):
        return "markdown"
    return "html" if _FRAGMENT.search(text) else "text"


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except RecursionError as error:
        raise ImportRefused("nesting") from error
    except ValueError:
        return False
    return True
