"""Reading what a browser sends: of a kind and a length we take, and no byte more."""

from collections.abc import Collection
from http import HTTPStatus
from wsgiref.types import WSGIEnvironment


class Unreadable(Exception):
    """A body that cannot be taken in; `status` says why."""

    def __init__(self, status: HTTPStatus, text: str, *more: tuple[str, str]) -> None:
        super().__init__(text)
        self.status, self.more = status, more


def kind(environ: WSGIEnvironment) -> str:
    """The media type it says it is."""
    return str(environ.get("CONTENT_TYPE", "")).partition(";")[0].strip().lower()


def read(environ: WSGIEnvironment, kinds: Collection[str], longest: int, name: str) -> bytes:
    """The body of one of the `kinds`, at most `longest` bytes; `name` is what it should be. Raises Unreadable."""
    if kind(environ) not in kinds:
        raise Unreadable(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, f"{name} is sent as {' or '.join(kinds)}.")
    body = _read(environ, _length(environ, longest, name))
    if len(body) > longest:
        raise Unreadable(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"{name} has at most {longest} bytes.")
    return body


def _length(environ: WSGIEnvironment, longest: int, name: str) -> int:
    """How much to read: what was announced, or without an announcement one byte more than is allowed."""
    announced = environ.get("CONTENT_LENGTH", "")
    if not announced:
        if environ.get("wsgi.input_terminated") or environ.get("HTTP_TRANSFER_ENCODING"):
            return longest + 1
        raise Unreadable(HTTPStatus.LENGTH_REQUIRED, "Say how long the body is.")
    if not (announced.isascii() and announced.isdigit()):
        raise Unreadable(HTTPStatus.BAD_REQUEST, "The length cannot be read.")
    if len(announced) > 9 or int(announced) > longest:
        raise Unreadable(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"{name} has at most {longest} bytes.")
    return int(announced)


def _read(environ: WSGIEnvironment, length: int) -> bytes:
    """So many bytes, or all there are; a server may give them piece by piece."""
    pieces: list[bytes] = []
    while length > 0:
        try:
            piece = environ["wsgi.input"].read(length)
        except OSError:  # the browser hung up
            break
        if not piece:
            break
        pieces.append(piece)
        length -= len(piece)
    return b"".join(pieces)
