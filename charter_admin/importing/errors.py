"""What can go wrong while reading a charter."""

from collections.abc import Mapping

# What a person reads for each code, in English; the admin has its own words for each of them.
REFUSALS: Mapping[str, str] = {
    "empty": "The file is empty.",
    "too_large": "The file is larger than 5 MB.",
    "binary": "The file is no document that can be read: save it as text, HTML, CSV, XLSX, DOCX or PDF.",
    "old_office": "The file is of an old or other office program: save it as XLSX, DOCX or PDF.",
    "encrypted": "The file is protected by a password: save it without one.",
    "broken": "The file is damaged: open it in its own program and save it again.",
    "no_text": "The PDF holds pictures of text only: use the document it was made from.",
    "encoding": "The encoding of the file could not be recognised: save it as UTF-8.",
    "nesting": "The document is nested too deeply to be read.",
    "tables": "The document holds more tables than a charter can have.",
    "too_many": "The document declares more cookies than a charter can have.",
    "unpacked": "The file unpacks to far more than a charter can hold.",
    "entities": "The file defines XML entities, which no charter needs.",
    "too_long": "The file takes too long to read: keep only the part with the cookies.",
    "memory": "The file takes too much memory to read: keep only the part with the cookies.",
    "crashed": "The file could not be read: keep only the part with the cookies, or save it in another format.",
    "busy": "Too many files are being read at the moment: try again in a minute.",
}


class ImportRefused(Exception):
    """The input cannot be read as a charter. `code` is stable, `message` is for a person."""

    def __init__(self, code: str, message: str = "") -> None:
        message = message or REFUSALS.get(code, REFUSALS["crashed"])
        super().__init__(message)
        self.code = code
        self.message = message
