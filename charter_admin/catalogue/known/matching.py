"""Which entries of the library a name means, the best first. Pure.

Nothing is guessed: a name is an entry's name, or fits a pattern with enough text of its own, or is that pattern's own
beginning, as charters write it. A word that any website may use for a cookie is recognised only as itself, and says so
with a low confidence.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from urllib.parse import unquote

from charter_admin.catalogue import names
from charter_admin.catalogue.known.entries import Entry, entries

LEAST_TEXT = 4  # characters a pattern must say itself, unless it says that digits follow
LEAST_START = 3  # of which that many before the first wildcard
SAYING = 6  # characters from which a pattern's own text cannot be the beginning of anybody's word
_BUCKET = LEAST_START
LONGEST = 300

_WILD = re.compile(r"\*+|<[^<>]+>|\{[^{}]+\}|#+|…|\.\.\.")
_DIGITS = re.compile(r"[^*<>{}#]+#+")  # a beginning and a number
_SEPARATORS = "._-:/"
# What a placeholder of the library says of itself: software names its sessions by a digest, not by any text.
_NARROW = {"<hex>": "[0-9a-fA-F]{6,}", "<uuid>": "[0-9a-fA-F]{8}(?:-?[0-9a-fA-F]{4}){3}-?[0-9a-fA-F]{12}"}
_ORDINARY_WORDS = (
    "audit auth cart cid cookie consent country csrf currency device email frontend guest hash host id ident key"
    " lang language last locale loc login mode name pid player popup pref prefs preferences ref referrer region session"
    " session_id sid ssid state store test theme time token tracking uid user user_id userid username uuid"
    " version view viewer visit visitor visited visits"
)
_ORDINARY = frozenset(_ORDINARY_WORDS.split())


@dataclass(frozen=True)
class Match:
    """An entry a name means, `high` or `low` in confidence."""

    entry: Entry
    confidence: str


class Index:
    """Entries by their names, so that a look-up meets only those that may fit."""

    def __init__(self, known: Iterable[Entry]) -> None:
        self._exact: dict[str, list[Entry]] = {}
        self._folded: dict[str, list[Entry]] = {}
        self._beginnings: dict[str, list[Entry]] = {}
        self._patterns: dict[str, list[tuple[str, Entry]]] = {}
        for entry in known:
            self._put(entry)

    def _put(self, entry: Entry) -> None:
        if names.is_pattern(entry.name):
            start = beginning(entry.name)
            self._patterns.setdefault(start[:_BUCKET], []).append((start, entry))
            self._beginnings.setdefault(start.rstrip(_SEPARATORS), []).append(entry)
        else:
            self._exact.setdefault(entry.name, []).append(entry)
            self._folded.setdefault(entry.name.casefold(), []).append(entry)

    def match(self, name: str, host: str | None = None) -> list[Match]:
        """The entries a name means, the best first; none for a name nobody knows.

        `host` is where the tracker was seen, with or without a leading dot: it settles which of several is meant.
        """
        name, host = name.strip(), (host or "").strip().lower().lstrip(".")
        if not name or len(name) > LONGEST:
            return []
        found = [Match(entry, _confidence(entry, name, host)) for entry in self._found(name)]
        kept = [match for match in found if match.confidence == "high" or not _elsewhere(match.entry, host)]
        return sorted(kept, key=lambda match: _rank(match, name, host))

    def _found(self, name: str) -> list[Entry]:
        exact = self._exact.get(name, [])
        begun = (entry for start, entry in self._patterns.get(name[:_BUCKET], []) if name.startswith(start))
        fitting = [entry for entry in begun if fits(entry.name, name)]
        return [*exact, *fitting] or self._as_written(name)

    def _as_written(self, name: str) -> list[Entry]:
        """How charters write names: as in an address, the beginning of a pattern without its end, other capitals."""
        if (plain := unquote(name)) != name:
            return self._found(plain)
        start = beginning(name).rstrip(_SEPARATORS)
        if len(start) >= LEAST_TEXT and start in self._beginnings:
            return self._beginnings[start]
        alike = self._folded.get(name.casefold(), []) if len(name) >= SAYING else []
        # TEST_COOKIE is a name of somebody's own, not a slip in writing `test_cookie`.
        return [entry for entry in alike if not (name.isupper() and entry.name.islower())]

    def named(self, text: str, most: int = 12) -> list[str]:
        """The names that begin with a text, to offer while somebody types."""
        wanted = text.strip().casefold()
        patterns = (entry.name for group in self._patterns.values() for _, entry in group)
        return sorted(name for name in {*self._exact, *patterns} if wanted and name.casefold().startswith(wanted))[
            :most
        ]


@cache
def library() -> Index:
    """The index of the library's own entries."""
    return Index(entries())


def match(name: str, host: str | None = None, own: Index | None = None) -> list[Match]:
    """What a name means: an organization's own entries first, then the library's, each the best first."""
    return [*(own.match(name, host) if own else []), *library().match(name, host)]


def beginning(name: str) -> str:
    """What a pattern says before its first wildcard; a name without one is its own beginning."""
    return _WILD.split(name, maxsplit=1)[0]


def recognisable(name: str) -> bool:
    """Whether a name says enough itself to be known again: a pattern must not fit what it never meant."""
    if not names.is_pattern(name):
        return bool(name.strip())
    text = "".join(_WILD.split(name))
    least = LEAST_START if _DIGITS.fullmatch(name) else LEAST_TEXT
    return len(beginning(name)) >= LEAST_START and len(text) >= least


def fits(pattern: str, name: str) -> bool:
    """Whether a name, which may be a pattern itself, is one of those a pattern of the library stands for."""
    return names.matches(pattern, name) and (names.is_pattern(name) or _narrowly(pattern, name))


def _narrowly(pattern: str, name: str) -> bool:
    start = beginning(pattern)
    if len("".join(_WILD.split(pattern))) < SAYING and not _numbered(name[len(start) :], start[-1] in _SEPARATORS):
        return False
    if not any(placeholder in pattern for placeholder in _NARROW):
        return True
    return re.fullmatch("".join(_expressions(pattern)), name) is not None


def _numbered(rest: str, separated: bool) -> bool:
    """Whether it looks like what software adds to a name: `SESS1f3a…` is Drupal's, `SESSION` anybody's."""
    return any(char.isdigit() for char in rest) or (separated and rest.isupper() and len(rest) >= SAYING)


def _expressions(pattern: str) -> Iterator[str]:
    for part in re.split(r"(<hex>|<uuid>)", pattern):
        yield _NARROW.get(part) or _WILD.sub(".*", re.sub(r"[.^$+?()|\\]", r"\\\g<0>", part))


def _confidence(entry: Entry, name: str, host: str) -> str:
    if entry.own or _at_home(entry, host):
        return "high"
    return "low" if _ordinary(name) or _elsewhere(entry, host) else "high"


def _ordinary(name: str) -> bool:
    """Whether anybody might give a cookie this name: a common word, or hardly a name at all."""
    common = name.casefold() in _ORDINARY and not name.isupper()
    return common or len(name) < 3 or (len(name) == 3 and name.isalpha() and name.islower())


def _at_home(entry: Entry, host: str) -> bool:
    return "." in host and any(_within(host, theirs) or _within(theirs, host) for theirs in _hosts(entry))


def _elsewhere(entry: Entry, host: str) -> bool:
    """Whether the tracker was seen where this one, which another site sets, never is."""
    return bool(host) and entry.party == "third" and bool(_hosts(entry)) and not _at_home(entry, host)


def _hosts(entry: Entry) -> list[str]:
    return [host.lstrip("*.") for host in (*entry.hosts, entry.host) if host]


def _within(host: str, domain: str) -> bool:
    return host == domain or host.endswith(f".{domain}")


def _rank(match: Match, name: str, host: str) -> tuple[bool, bool, bool, int]:
    entry = match.entry
    text = len("".join(_WILD.split(entry.name)))
    return (not _at_home(entry, host), match.confidence == "low", entry.name != name, -text)
