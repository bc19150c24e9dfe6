"""What is turned away before any view sees it: text no database can hold, and forms of absurd size."""

import re
from collections.abc import Iterable

from flask import Flask, request
from werkzeug.exceptions import BadRequest

MOST_BYTES = 6 * 1024 * 1024
MOST_FIELD_BYTES = 1024 * 1024
MOST_FIELDS = 2000
# By endpoint, where one field may be a whole document, or a form holds a hundred texts: their own code refuses what is
# too long, and says so kindly.
LONG_FIELDS = {"importing.new": MOST_BYTES, "exporting.apply": MOST_BYTES, "platforms.save_language": MOST_BYTES}

_BROKEN = re.compile("[\0\ufffd\ud800-\udfff]")


def init(app: Flask) -> None:
    """Sets the limits and the check. Flask answers 413 by itself where a limit is passed."""
    app.config["MAX_CONTENT_LENGTH"] = MOST_BYTES
    app.config["MAX_FORM_MEMORY_SIZE"] = MOST_FIELD_BYTES
    app.config["MAX_FORM_PARTS"] = MOST_FIELDS
    app.before_request(_refuse_broken_text)


def is_broken(text: str) -> bool:
    """Whether a text holds NUL (PostgreSQL cannot store it), half a surrogate pair, or U+FFFD.

    The replacement character is what is left of bytes that were not UTF-8.
    """
    return _BROKEN.search(text) is not None


def _refuse_broken_text() -> None:
    request.max_form_memory_size = LONG_FIELDS.get(request.endpoint or "", MOST_FIELD_BYTES)
    if any(is_broken(text) for text in _texts()):
        raise BadRequest("The text sent holds characters that cannot be stored.")


def _texts() -> Iterable[str]:
    yield request.path
    for values in (request.args, request.form):
        for key, value in values.items(multi=True):
            yield key
            yield value
    yield from (file.filename or "" for file in request.files.values())
