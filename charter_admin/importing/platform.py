"""Finding the address of the site a charter is about, as the charter says it."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from charter_admin.importing.blocks import Document, Heading, Table

_ADDRESS = re.compile(
    r"(?<![\w@./-])(?:https?://[^\s<>\"'`(){}\[\]|«»]{3,300}|(?:[a-z0-9][a-z0-9-]{0,62}\.){1,4}"
    r"(?:fr|com|org|net|eu|gouv\.fr|bzh|paris|alsace|corsica|re|be|ch|lu|ca|de|at|es|cat|it|nl|pt|uk|ie|io|info|app|dev|"
    r"city|tech|gov|edu|int|coop|example|test)(?![\w@-]|\.\w))",
    re.I,
)
_SITE = re.compile(
    r"\b(?:(?:web)?sites?|plate-?formes?|portails?|portal[es]?|platforms?|plattform|websites?|webseiten?|internetseiten?|"
    r"webauftritt|sitio|p[aá]gina|sito|"
    r"serwis\w*|witryn\w+|stron[aeiy]\w*|cookies que utiliza|"
    r"piattaforma|portale|plataforma|domaine|domain|dominio|url|adresse|service|"
    r"application|web|boutique|shop)\b",
    re.I,
)
_ELSEWHERE = re.compile(
    r"\b(?:cnil|politique|policy|privacy policy|en savoir plus|plus d.informations?|more information|learn more|"
    r"navigateur|browser|opt-?out|d[eé]sactiver|partenaire|prestataire|fournisseur|[eé]diteur|provider|google|mozilla|apple|"
    r"microsoft|facebook|matomo|consultez|rendez-vous|visit|voir|see|siehe|"
    r"h[eé]berge\w*|host\w*|source)\b",
    re.I,
)
_OTHERS = re.compile(
    r"(?:^|\.)(?:cnil\.fr|google\.\w+|mozilla\.org|microsoft\.com|apple\.com|opera\.com|facebook\.com|meta\.com|"
    r"twitter\.com|x\.com|linkedin\.com|youtube\.com|matomo\.org|matomo\.cloud|vimeo\.com|hotjar\.com|tiktok\.com|"
    r"allaboutcookies\.org|aboutcookies\.org|youronlinechoices\.(?:com|eu)|networkadvertising\.org|europa\.eu|aepd\.es|"
    r"garanteprivacy\.it|ico\.org\.uk|autoriteitpersoonsgegevens\.nl|legifrance\.gouv\.fr|wikipedia\.org|instagram\.com|"
    r"doubleclick\.net|adobe\.com|hubspot\.com|cloudflare\.com|stripe\.com|brave\.com|w3\.org|schema\.org|bing\.com|"
    r"google-analytics\.com|googletagmanager\.com|dailymotion\.com|addthis\.com|tarteaucitron\.io|axept\.io)$",
    re.I,
)
_ON = re.compile(r"\b(?:sur|on|at|auf|su|op|en|em|for|pour|für|per|voor|de|of|von)\s+\W?$", re.I)
_NEAR = 90
_BLOCKS_READ = 3000
_EARLY = 5
_DECLARED = 3
_SURE_ENOUGH = 2


def platform_of(document: Document) -> str | None:
    """Give the site's address as scheme and host, or as the bare domain that is written; None if unsaid."""
    mentions = _Mentions()
    if document.address:
        mentions.add(document.address, _DECLARED)
    for place, (text, titled) in enumerate(_texts(document)):
        for match in _ADDRESS.finditer(text):
            mentions.add(match[0], _score(text, match, titled), early=place < _EARLY)
    return mentions.best()


class _Mentions:
    """The hosts mentioned, how likely each is the platform's, and how its address is written."""

    def __init__(self) -> None:
        self.scores: dict[str, int] = {}
        self.written: dict[str, str] = {}

    def add(self, address: str, score: int, *, early: bool = False) -> None:
        origin = _origin(address)
        if origin is None:
            return
        host = origin.split("://")[-1].lower()
        score += early and host not in self.scores
        self.scores[host] = self.scores.get(host, 0) + score
        if "://" not in self.written.get(host, ""):
            self.written[host] = origin

    def best(self) -> str | None:
        best = max(self.scores, key=lambda host: self.scores[host], default="")
        return self.written[best] if self.scores.get(best, 0) >= _SURE_ENOUGH else None


def _texts(document: Document) -> Iterator[tuple[str, bool]]:
    if document.title:
        yield document.title, True
    for block in document.blocks[:_BLOCKS_READ]:
        if not isinstance(block, Table):
            yield block.text[:5000], isinstance(block, Heading)
        elif block.caption:
            yield block.caption, True


def _score(text: str, match: re.Match[str], titled: bool) -> int:
    """Weigh one mention: beside "site" it counts much, beside "policy" or "browser" it counts against."""
    before = re.split(r"(?<=[.!?])\s", text[max(0, match.start() - _NEAR) : match.start()])[-1]
    after = text[match.end() : match.end() + 30]
    score = 1 + titled + bool(re.match(r"\W{0,3}(?:ce|le|this|the) (?:web)?site", after, re.I))
    score += bool(_ON.search(before))
    here, elsewhere = _last(_SITE, before), _last(_ELSEWHERE, before)
    if here == elsewhere:
        return score
    return score + 3 if here > elsewhere else score - 4


def _last(pattern: re.Pattern[str], text: str) -> int:
    """Give where the last match starts, or -1: the word nearest to the address decides."""
    return max((match.start() for match in pattern.finditer(text)), default=-1)


def _origin(address: str) -> str | None:
    """Cut an address down to its origin; None for an address that is surely not the platform's."""
    if "://" not in address:
        return None if _OTHERS.search(address) or address.count(".") == 0 else address
    try:
        parts = urlsplit(address.rstrip(".,;:!?)»"))
    except ValueError:
        return None
    if not parts.hostname or "." not in parts.hostname or _OTHERS.search(parts.hostname):
        return None
    return f"{parts.scheme}://{parts.netloc}"
