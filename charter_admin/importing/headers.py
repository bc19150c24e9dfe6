"""Recognising the columns of a table by the words of its header."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from charter_admin.importing import vocabulary
from charter_admin.importing.cells import is_storage
from charter_admin.importing.vocabulary import Role

_MAX_LENGTH = 80
_MAX_WORDS = 9
_MAX_STRANGE = 2
_DESCRIPTION = 2  # the last rank of words for a purpose
_SIGNS = re.compile(r"[^\w°*]+|_")
_CONNECTED = re.compile(
    r"[/&,(|:]|\b(?:of|de|du|des|del|della|di|von|van|der|et|and|und|y|e|en|ou|or|o|by|por|par|d)\b"
)


@dataclass(frozen=True)
class Title:
    """What the title of one column says: its role, and how surely (0 is surest)."""

    role: Role | None
    rank: int = 0
    tracker: bool = False
    label: bool = False
    strange: bool = False
    foreign: bool = False
    other: bool = False

    @property
    def name_strength(self) -> float:
        """How surely this titles the names: 3 for "cookie name", 2 for "cookie", 1 for "name"."""
        return (2 if self.tracker else 0) + (1 if self.label else 0) - (1.5 if self.strange else 0)


def _pattern(*lists: str) -> re.Pattern[str]:
    words = " ".join(lists).split()
    return re.compile("|".join(word.replace("*", r"\w*") for word in words))


_ROLES = [
    (role, rank, _pattern(words)) for role, ranked in vocabulary.WORDS.items() for rank, words in enumerate(ranked)
]
_PHRASES = [(f" {phrase} ", role) for phrase, role in vocabulary.PHRASES]
_TRACKER = _pattern(vocabulary.TRACKER_WORDS)
_LABEL = _pattern(vocabulary.LABEL_WORDS)
_NOISE = _pattern(vocabulary.NOISE_WORDS)
_FOREIGN = _pattern(vocabulary.FOREIGN_WORDS)
_FIRST, _THIRD = _pattern(vocabulary.FIRST_WORDS), _pattern(vocabulary.THIRD_WORDS)
_VAGUE, _ASIDE = _pattern(vocabulary.VAGUE_WORDS), _pattern(vocabulary.ASIDE_WORDS)
_DATA = _pattern("donnee* data daten datos dati gegevens dados")
_AND = frozenset(vocabulary.AND_WORDS.split())
_AGENTS = frozenset(vocabulary.AGENT_WORDS.split())
_OTHER = _pattern(vocabulary.OTHER_WORDS)
# A name such as "cookie_jar" speaks of nothing.
_MENTION = re.compile(rf"\b(?:{_pattern(vocabulary.MENTION_WORDS).pattern})\b".replace(r"\w*", r"[^\W_]*"))
_COMPOUND = re.compile(r"\bcookie(?=[a-z]{3})")


def plain(text: str) -> str:
    """Give the words of a text: small letters, no accents, no signs."""
    return _SIGNS.sub(" ", _unaccented(text)).strip()


@lru_cache(maxsize=1024)
def mentions_cookies(text: str) -> bool:
    """Tell whether a text speaks of cookies or trackers at all."""
    return bool(_MENTION.search(_unaccented(text)))


def is_header(cells: Sequence[str], *, mostly: bool = False) -> bool:
    """Tell whether these cells could title the columns of a cookie table.

    With `mostly`, most cells must be understood: for lines that may as well be prose.
    """
    titles = [title(cell) for cell in cells]
    if mostly and 3 * sum(found.role is not None for found in titles) < 2 * len(titles):
        return False
    names = sum(found.name_strength > 0 for found in titles)
    roles = {found.role for found in titles if found.role not in (None, "name")}
    return names > 0 and (len(roles) > 0 or names > 1)


@lru_cache(maxsize=4096)
def title(text: str) -> Title:
    """Read the title of a column. A text too long to be one has no role."""
    if not text or len(text) > _MAX_LENGTH:
        return Title(None)
    spelled = _COMPOUND.sub("cookie ", _unaccented(text))
    words = _SIGNS.sub(" ", spelled).split()
    if not words or len(words) > _MAX_WORDS:
        return Title(None)
    if ("_" in text and not _all_known(words)) or (len(words) > 1 and is_storage(text)):
        return Title(None)  # the name of a cookie, or its kind, rather than the name of a field
    phrase = _phrase(words)
    if phrase is None and len(words) > 1 and words[-1] in _AGENTS:
        phrase = "provider"
    if phrase is None and any(map(_FIRST.fullmatch, words)) and any(map(_THIRD.fullmatch, words)):
        phrase = "party"
    if phrase is not None:
        return Title(phrase)
    if " ".join(words) in vocabulary.OF_SETTINGS:
        return Title(None, foreign=True)
    return _by_words(words, bool(_CONNECTED.search(spelled)))


@lru_cache(maxsize=4096)
def is_understood(text: str) -> bool:
    """Tell whether every word of a text is one of those that title columns, so that it is no value."""
    return _all_known(plain(text).split()) or _phrase(plain(text).split()) is not None


def _by_words(words: list[str], connected: bool) -> Title:
    found = [(role, rank) for word in words for role, rank in _role_of(word)]
    tracker = any(_TRACKER.fullmatch(word) for word in words)
    if tracker and any(_LABEL.fullmatch(word) and after in _AND for word, after in pairwise(words)):
        return Title("name", tracker=True, label=True)  # "Cookies (name and duration)"
    lasting = connected and len(found) == 1 and found[0][0] == "duration"
    if lasting and _TRACKER.fullmatch(words[0]) and words[1] in _AND:
        return Title("name", tracker=True)  # "Cookies and their lifetimes": in one cell
    third = any(_TRACKER.fullmatch(word) and _THIRD.fullmatch(after) for word, after in pairwise(words))
    if any(role == "party" for role, _ in found) or (third and len(found) == 1):
        if not tracker and any(map(_THIRD.fullmatch, words)):
            return Title("provider", 1)  # "Third party" alone asks for its name
        # "Third-party cookies", "cookies tiers" may title the names as well as the party; the values tell.
        return Title("party", tracker=tracker and len(found) == 1, strange=True)
    if found:
        # "Purpose category" is a category, "finalité du service" a purpose: where the head of a name
        # stands depends on the language, and on whether a small word joins the parts.
        return _headed(*(found[0] if connected else found[-1]), words)
    label = any(_LABEL.fullmatch(word) for word in words)
    strange = sum(not _is_plain_name(word) for word in words)
    if (tracker or label) and strange <= _MAX_STRANGE:
        return Title("name", tracker=tracker, label=label, strange=strange > 0)
    foreign, other = (any(map(pattern.fullmatch, words)) for pattern in (_FOREIGN, _OTHER))
    return Title(None, foreign=foreign, other=other)


def _headed(role: Role, rank: int, words: list[str]) -> Title:
    """Give the role of a title, but none to what merely accompanies a description."""
    if role == "purpose" and rank == _DESCRIPTION:
        aside = any(map(_ASIDE.fullmatch, words))
        if aside or any(map(_VAGUE.fullmatch, words)):
            return Title(None, other=aside)
    # "Retention of the data" comes after "lifetime of the cookie".
    later = role == "duration" and any(map(_DATA.fullmatch, words))
    return Title(role, rank + later)


def _all_known(words: list[str]) -> bool:
    return all(_role_of(word) or _is_plain_name(word) or _OTHER.fullmatch(word) for word in words)


def _is_plain_name(word: str) -> bool:
    return any(pattern.fullmatch(word) for pattern in (_TRACKER, _LABEL, _NOISE))


def _role_of(word: str) -> list[tuple[Role, int]]:
    return next(([(role, rank)] for role, rank, pattern in _ROLES if pattern.fullmatch(word)), [])


def _phrase(words: list[str]) -> Role | None:
    """Give the role of the first phrase that stands in a title."""
    spoken = f" {' '.join(words)} "
    return next((role for phrase, role in _PHRASES if phrase in spoken), None)


def _unaccented(text: str) -> str:
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text)
    # The Polish "ł" is a letter of its own, which nobody types in such a word without the stroke but means.
    return "".join(c for c in decomposed if not unicodedata.combining(c)).casefold().replace("ł", "l")
