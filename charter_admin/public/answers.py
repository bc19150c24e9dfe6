"""Answers as plain values, and the headers each kind of them carries. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from http import HTTPStatus
from wsgiref.types import StartResponse

Headers = tuple[tuple[str, str], ...]

_SAFE: Headers = (("X-Content-Type-Options", "nosniff"), ("Referrer-Policy", "strict-origin-when-cross-origin"))
# The page itself narrows this to the digest of its one style; a header could not, being the same for all builds. Its
# script shows visitors their own receipts (`choice.js`), and asks for them here.
_PAGE: Headers = (
    ("Content-Type", "text/html; charset=utf-8"),
    (
        "Content-Security-Policy",
        "default-src 'none'; style-src 'unsafe-inline'; script-src 'self'; connect-src 'self'; img-src data:; "
        "base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    ),
)
# For scripts and programs of any site: without credentials there is nothing to protect.
OPEN: Headers = (("Access-Control-Allow-Origin", "*"), ("Cross-Origin-Resource-Policy", "cross-origin"))

HEADERS: dict[str, Headers] = {
    "page": (*_PAGE, *_SAFE),
    "banner": (("Content-Type", "text/javascript; charset=utf-8"), *OPEN, *_SAFE),
    "json": (("Content-Type", "application/json"), *OPEN, *_SAFE),
}
_NO_STORE = ("Cache-Control", "no-store")
_ALLOW = ("Allow", "POST, OPTIONS")
_PREFLIGHT: Headers = (
    ("Access-Control-Allow-Methods", "POST, OPTIONS"),
    ("Access-Control-Allow-Headers", "Content-Type"),
    ("Access-Control-Max-Age", "86400"),
    _NO_STORE,
)
_GONE = {
    HTTPStatus.NOT_FOUND: "There is no charter at this address.",
    HTTPStatus.GONE: "This charter is no longer published.",
}


@dataclass(frozen=True)
class Answer:
    """What is sent; a body for a HEAD is measured and left out."""

    status: HTTPStatus
    headers: Headers
    body: bytes = b""

    def send(self, start: StartResponse, *, head: bool) -> Iterable[bytes]:
        """Hands the answer to the WSGI server."""
        headers = list(self.headers)
        if self.status not in (HTTPStatus.NO_CONTENT, HTTPStatus.NOT_MODIFIED):
            headers.append(("Content-Length", str(len(self.body))))
        start(f"{self.status.value} {self.status.phrase}", headers)
        return [] if head or not self.body else [self.body]


def refusal(status: HTTPStatus, *more: tuple[str, str]) -> Answer:
    """A small page in French and English, for people who followed a link."""
    french, english = _WORDS.get(status, _WORDS[HTTPStatus.NOT_FOUND])
    return Answer(status, (*HEADERS["page"], _NO_STORE, *more), _page(status, french, english))


def reason(status: HTTPStatus, text: str, *more: tuple[str, str]) -> Answer:
    """One line, for programs."""
    headers = (("Content-Type", "text/plain; charset=utf-8"), *OPEN, *_SAFE, _NO_STORE, *more)
    return Answer(status, headers, f"{text}\n".encode())


def taken() -> Answer:
    """What was sent is taken in, and there is nothing to say."""
    return Answer(HTTPStatus.NO_CONTENT, (*OPEN, _NO_STORE))


def own(kind: str, body: bytes, *, as_file: bool) -> Answer:
    """What only the visitor who asked may see, kept by nobody on the way; `as_file` where a form asked for it."""
    named = (("Content-Disposition", 'attachment; filename="consent.jsonld"'),) if as_file else ()
    return Answer(HTTPStatus.OK, (("Content-Type", kind), *OPEN, *_SAFE, _NO_STORE, *named), body)


def script(text: bytes) -> Answer:
    """A script of our own pages."""
    kind = ("Content-Type", "text/javascript; charset=utf-8")
    return Answer(HTTPStatus.OK, (kind, *_SAFE, ("Cache-Control", "public, max-age=300")), text)


def gone(status: HTTPStatus, away: Answer) -> Answer:
    """Why nothing can be sent to an address, in one line; `away` while the database does not answer."""
    return reason(status, _GONE[status]) if status in _GONE else away


def preflight(method: str, text: str) -> Answer | None:
    """What an address that only takes POST answers to other methods, `text` among them; None to a POST."""
    if method == "OPTIONS":
        return Answer(HTTPStatus.NO_CONTENT, (*OPEN, _ALLOW, *_PREFLIGHT))
    return None if method == "POST" else reason(HTTPStatus.METHOD_NOT_ALLOWED, text, _ALLOW)


def moved(to: str) -> Answer:
    """To the same address with the slash it lacks."""
    return Answer(HTTPStatus.PERMANENT_REDIRECT, (("Location", to), *_SAFE, ("Cache-Control", "max-age=300")))


_WORDS = {
    HTTPStatus.NOT_FOUND: (
        "Il n’y a pas de charte à cette adresse. Vérifiez le lien que vous avez suivi.",
        "There is no charter at this address. Please check the link you followed.",
    ),
    HTTPStatus.GONE: (
        "Cette charte n’est plus publiée.",
        "This charter is no longer published.",
    ),
    HTTPStatus.METHOD_NOT_ALLOWED: (
        "Cette adresse ne se demande pas de cette façon.",
        "This address does not take that kind of request.",
    ),
    HTTPStatus.NOT_ACCEPTABLE: (
        "Cette page n’existe sous aucune des formes que votre navigateur accepte.",
        "This page exists in none of the forms your browser accepts.",
    ),
    HTTPStatus.SERVICE_UNAVAILABLE: (
        "La charte ne peut pas être affichée pour le moment. Réessayez dans un instant.",
        "The charter cannot be shown right now. Please try again in a moment.",
    ),
    HTTPStatus.INTERNAL_SERVER_ERROR: (
        "Une erreur est survenue. Réessayez plus tard.",
        "Something went wrong. Please try again later.",
    ),
}
_STYLE = (
    ":root{color-scheme:light dark}body{margin:15vh auto;max-width:34rem;padding:0 1.2rem;"
    "font:1.1rem/1.6 system-ui,sans-serif}h1{font:600 1.1rem/1.4 system-ui,sans-serif;opacity:.75}"
)


def _page(status: HTTPStatus, french: str, english: str) -> bytes:
    return (
        '<!doctype html>\n<html lang="fr">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<title>{status.value} – Charte cookies</title>\n<link rel="icon" href="data:,">\n'
        f"<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{status.value}</h1>\n"
        f'<p>{french}</p>\n<p lang="en">{english}</p>\n</main>\n</body>\n</html>\n'
    ).encode()
