"""Office documents are zip archives: what kind one is, and whether it may be unpacked at all."""

from io import BytesIO
from typing import Literal
from xml.parsers import expat
from zipfile import BadZipFile, LargeZipFile, ZipFile

from charter_admin.importing.errors import ImportRefused

Kind = Literal["xlsx", "docx", "ods"]

_MAX_PARTS = 4000
_MAX_UNPACKED = 60_000_000
_CHUNK = 16_384
_MARKS: tuple[tuple[str, Kind], ...] = (("xl/workbook.xml", "xlsx"), ("word/document.xml", "docx"))
_SHEET = b"application/vnd.oasis.opendocument.spreadsheet"


def kind(data: bytes) -> Kind:
    """Tell by its parts what an archive is. Raises ImportRefused for what is none of these, or must not be unpacked.

    The sizes which the directory declares are believed: no more than that is ever unpacked of a part.
    """
    try:
        with ZipFile(BytesIO(data)) as archive:
            _check_sizes(archive)
            found = _kind(archive)
            for part in archive.namelist():
                if part.endswith((".xml", ".rels")):
                    _check_entities(archive, part)
    except (BadZipFile, LargeZipFile, OSError, RuntimeError, NotImplementedError, ValueError, EOFError) as error:
        raise ImportRefused("encrypted" if "password" in str(error) else "broken") from error
    return found


def part(data: bytes, name: str) -> bytes:
    """Unpack one part of an archive that `kind` let pass."""
    with ZipFile(BytesIO(data)) as archive:
        return archive.read(name)


def parts(data: bytes, folder: str) -> list[str]:
    """Give the names of the XML parts in a folder."""
    with ZipFile(BytesIO(data)) as archive:
        return [name for name in archive.namelist() if name.startswith(folder) and name.endswith(".xml")]


def _check_sizes(archive: ZipFile) -> None:
    parts = archive.infolist()
    if len(parts) > _MAX_PARTS or sum(part.file_size for part in parts) > _MAX_UNPACKED:
        raise ImportRefused("unpacked")


def _kind(archive: ZipFile) -> Kind:
    names = set(archive.namelist())
    for mark, found in _MARKS:
        if mark in names:
            return found
    if "mimetype" in names and "content.xml" in names and archive.read("mimetype").strip() == _SHEET:
        return "ods"
    raise ImportRefused("old_office" if {"mimetype", "[Content_Types].xml"} & names else "binary")


def _check_entities(archive: ZipFile, name: str) -> None:
    """Refuse a part with a document type, the place where entities are defined. Reads no further than its root."""

    def refuse(*_: object) -> None:
        raise ImportRefused("entities")

    def stop(*_: object) -> None:
        raise StopIteration

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler, parser.StartElementHandler = refuse, stop
    with archive.open(name) as stream:
        try:
            while chunk := stream.read(_CHUNK):
                parser.Parse(chunk)
        except (StopIteration, expat.ExpatError):
            return  # the root begins, or the reader of the format will say that this is no XML
