"""Names of cookies in the text of a cell: one, several, or none where the cell is prose."""

import re
from collections.abc import Iterator
from functools import lru_cache

from charter_admin.importing.blocks import Cell, flat

_MAX_NAME = 200
_MAX_CELL = 4000
_MAX_PROSE = 4
# A bracketed part is a variable part of the name and may hold anything: `_ga_<container id>`.
_BRACKETED = re.compile(r"<[^<>\n]{1,60}>|\[[^\[\]\n]{1,60}\]|\{[^{}\n]{1,60}\}")
_OPENING = re.compile(r"[<\[{]")
_MASK = "\ue010"
_COUNT = re.compile(r"\s(?:\[[x×] ?\d+\]|\([x×] ?\d+\))")  # "CookieConsent [x2]": met twice
_NOTE = re.compile(r"(?:(?<=\s)|^)\(([^()\n]*)\)(?=$|[\s,;.])")
_SEPARATOR = re.compile(
    r"\s*[,;\n•|]\s*|\s+(?:ainsi que|as well as|et|and|und|sowie|ou|or|oder|e|ed|"
    r"y|o|u|oppure|nonché|en|of|i|oraz|lub|/|&|\+|–|—|-)\s+",
    re.I,
)
_BULLET = re.compile(r"^(?:[-–—•·►▪◦]|\*(?=\s)|\d{1,2}[.)])\s+")
_LEAD = re.compile(r"^(?:les? |the )?(?:cookies?|traceurs?|témoins?)\s*:?\s+(?=\S)", re.I)
_COLON = re.compile(r"\s*:\s+|\s+:\s*")
_EDGES = " \t\"'`´’‘“”«»"
_CHARACTERS = re.compile(rf"[!-~…{_MASK}]*[A-Za-z0-9{_MASK}][!-~…{_MASK}]*")
_ADDRESS = re.compile(
    r"\w+://.*|(?:about|chrome|edge|opera|brave|mailto|tel|javascript):.*|[^@\s]+@[\w-]+\.[a-z]{2,}|www\..*|"
    r"\.?[a-z0-9][\w-]*(?:\.[\w-]+)*\.(?:com|fr|net|org|eu|io|de|es|it|nl|be|ch|uk|gouv|gov|pt|at|lu)",
    re.I,
)
_CLEAR = re.compile(rf"[_*#%~{_MASK}]|::|[A-Za-z]\d|\d[A-Za-z]|[xX]{{3,}}|^[a-z][^A-Z]*[a-z][A-Z]")
_LIKELY = re.compile(r"[a-z][a-z0-9]+(?:[.:-][a-z0-9]+)*-?|[A-Z][A-Z0-9-]{5,}|[A-Z]*SID|\w+[.]\w+|[\w.]+-[bsugc]?u?id")
_POSSIBLE = re.compile(
    r"[\w.-]+(?:/[\w.*-]+)+|[A-Z]{2,5}|(?:[A-Z]+[a-z]+){2,}[A-Z]*|[A-Z]{3,}[a-z]{2,}(?:[A-Z][a-z]+)*|[\w.-]+-[\w.-]+"
)
_CODED = re.compile(r"[A-Z][A-Z0-9]*SID|[A-Z]*SESS[A-Z]+|[A-Z-]*TOKEN")
_LISTED = re.compile(r"[\s,;]")
_SIMPLE = re.compile(r"[a-z0-9]{6,}|[A-Z0-9]{2,}")
# A kind of cookie even in small letters: an adjective, mostly in the plural.
_ADJECTIVE = re.compile(
    r".*(?:[eé]e?ls|elles|aires?|[iy]ques|ifs|ives|aux|ales|ici|ari[ae]?s?|iche|ivi|iv[ao]s|ige|iche|ele)", re.I
)
_PATH = re.compile(r"(?:ads|collect|pixel|pagead|api|tr|track\w*|rul|g|p|v\d)/")
_HUMPS = re.compile("[a-z][A-Z]")
_ELIDED = re.compile(r"(?:[cdjlmnst]|qu|dell|all|un)['’]", re.I)
# YouTube's and Spring's, which only the case tells from a kind of cookie.
_KNOWN = frozenset(["PREF", "SESSION"])
_PIXEL = re.compile(
    r"[Pp]ixel (?:de |d['’])?(?!Track|HTTP|HTML|Web|Tag)[A-Z]\w+(?: [A-Z]\w+)?|"
    r"(?!Track|HTTP|HTML|Web)[A-Z]\w+(?: [A-Z]\w+)? [Pp]ixel"
)
_FILE = re.compile(r"(?i)[^<>\[\]{}]+\.(?:pdf|docx?|xlsx?|od[ts]|csv|txt|html?|php|css|js|png|jpe?g|svg|zip)")
# A cell that says that there are none.
_NONE = re.compile(
    r"\W*(?:aucune?|n[ée]ant|none|nothing|keine?s?|ningun[ao]s?|nessun[oa]?|niente|geen|brak|żaden|n/?a|nvt)\W*", re.I
)
_DENIAL = re.compile(
    r"(?:aucun|pas de|no|there are no|keine?|ning[uú]na?|nessun|no hay|geen|brak|nie ma)\s+(?:\w+\s+){0,2}?"
    r"(?:cookies?|traceurs?|trackers?|pliki|plików)\b",
    re.I,
)
_NOT_A_NAME = re.compile(
    r"(?:fon[ck]tion|fun[ck]tion|funzional|funcional|n[eé]cess|neces|essen[tc]i|tech?ni|t[eé]cnic|analy|analí|"
    r"statisti|"
    r"estad|market|publici|pubblici|advert|werb|werbung|pr[eé]f|social|soci|perform|sitzung|persist|perman|"
    r"tiers|intern|extern|notwendig|strict|strikt|noodzak|person|cibl|target|audience|s[eé]curit|optional).*|"
    r"aucune?s?|none|total|autres?|others?|divers|various|tous|toutes|all|keine?|ninguna?|nessun[oa]?|geen|oui|non|"
    r"yes|"
    r"no|sessions?|cookies?|traceurs?|name|nom|etc\.?|(?:[A-ZÄÖÜ][a-zäöüß]+-?)+[cC]ookies?",
    re.I,
)


@lru_cache(maxsize=4096)
def names(cell: Cell) -> tuple[str, ...]:
    """Give the names in a cell, in order and as they are written; none where the cell is prose."""
    if cell.codes:
        return tuple(name for code in cell.codes for name in (_in_text(code) if _LISTED.search(code) else [code]))
    text = _COUNT.sub("", cell.text[:_MAX_CELL])
    if _NONE.fullmatch(flat(text)) or _DENIAL.match(text):
        return ()
    bare = _NOTE.sub(" ", text)
    found = _in_text(bare)
    if not any(likeness(name) == 1 for name in found):
        found = [name for note in _NOTE.findall(text) for name in _noted(note, alone=not found)] or found
    return tuple(found) or _pixel(flat(bare))


def _pixel(text: str) -> tuple[str, ...]:
    """Give what a pixel is called after who reads it, as it has no name of its own: "Meta Pixel"."""
    return (text,) if _PIXEL.fullmatch(text) else ()


def _noted(note: str, *, alone: bool) -> list[str]:
    """Give the names in brackets after a description; words may stand there as well, unless there is one sure name."""
    found = _in_text(note)
    sure = any(likeness(name) == 1 or (alone and _CODED.fullmatch(name)) for name in found)
    return found if sure else []


@lru_cache(maxsize=4096)
def likeness(name: str) -> float:
    """Tell how much a word looks like the name of a cookie, from 0 (a capitalised word) to 1."""
    masked = _masked(name)
    if _PIXEL.fullmatch(name):
        return 0.5
    if not _CHARACTERS.fullmatch(masked) or len(name) > _MAX_NAME or _ADDRESS.fullmatch(masked):
        return 0
    if _CLEAR.search(masked) and re.search("[A-Za-z]", name):
        return 1
    if _LIKELY.fullmatch(masked):
        return 0.8
    return 0.5 if _POSSIBLE.fullmatch(masked) else 0


def is_kind(word: str) -> bool:
    """Tell whether a word may say what sort of cookies is meant, rather than the name of one."""
    clear = word in _KNOWN or likeness(word) == 1 or _HUMPS.search(word)
    return not clear and bool(_NOT_A_NAME.fullmatch(word))


def _in_text(text: str) -> list[str]:
    found = [name for item in _items(text) for name in _of_item(item)]
    if any(likeness(name) == 1 for name in found):
        # Beside true names, a capitalised word is a remark: the tool, the provider.
        found = [name for name in found if likeness(name) > 0]
    if len(found) > 1 and found[-1].endswith(".") and not found[0].endswith("."):
        found[-1] = found[-1].removesuffix(".")
    return found


def _items(text: str) -> Iterator[str]:
    """Cut a text at its separators, but not within brackets."""
    masked, start = _masked(text), 0
    for separator in _SEPARATOR.finditer(masked):
        yield text[start : separator.start()]
        start = separator.end()
    yield text[start:]


def _of_item(item: str) -> list[str]:
    bare = _LEAD.sub("", item.strip(), count=1)
    if bare != item.strip() and _NOT_A_NAME.fullmatch(bare):
        return []  # "cookies marketing"
    item = _BULLET.sub("", bare, count=1).strip(_EDGES)
    parts = [part for part in _COLON.split(item) if part]
    if len(parts) > 1:
        both = [_of_words(part) for part in parts]
        return next((found for found in both if any(likeness(n) == 1 for n in found)), both[0])
    return _of_words(item)


def _of_words(item: str) -> list[str]:
    words = list(_words(item))
    if len(words) == 1:
        return _slashed(words[0]) if _is_acceptable(words[0]) else []
    clear = [word for word in words if likeness(word) == 1]
    return clear if len(words) - len(clear) <= _MAX_PROSE else []


def _words(item: str) -> Iterator[str]:
    for match in re.finditer(r"\S+", _masked(item)):
        word = item[match.start() : match.end()].strip(_EDGES)
        if (word.startswith("(") and ")" not in word) or (word.endswith(")") and "(" not in word):
            word = word.strip("()")
        if word:
            yield flat(word)


def _slashed(word: str) -> list[str]:
    """Part names joined by slashes, if all parts look alike; some names hold a slash."""
    parts = word.split("/")
    alike = all(likeness(part) == 1 for part in parts) or all(map(_SIMPLE.fullmatch, parts))
    alike = alike and not _PATH.match(word)
    return parts if len(parts) > 1 and alike else [word]


def _is_acceptable(word: str) -> bool:
    masked = _masked(word)
    if not _CHARACTERS.fullmatch(masked) or len(word) > _MAX_NAME or _ADDRESS.fullmatch(masked):
        return False
    if word.isdigit() or not re.search("[A-Za-z]", word) or _ELIDED.match(word) or _FILE.fullmatch(word):
        return False
    return not _is_surely_kind(word)


def _is_surely_kind(word: str) -> bool:
    """Tell whether a word can be no name: "Marketing", "analytiques", but not "session"."""
    return is_kind(word) and (not (word[:1].islower() and likeness(word) > 0) or bool(_ADJECTIVE.fullmatch(word)))


def _masked(text: str) -> str:
    if not _OPENING.search(text):
        return text
    return _BRACKETED.sub(lambda match: _MASK * len(match[0]), text)
