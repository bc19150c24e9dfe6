"""What one line of a list says of a cookie: "Name: _ga; Purpose: …", or "_ga (Google): counts visits, 2 years"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from charter_admin.importing.blocks import Cell
from charter_admin.importing.cells import is_party, is_storage, said
from charter_admin.importing.headers import title
from charter_admin.importing.kinds import is_plain_category, named_provider
from charter_admin.importing.labels import MAX_LINE, Label, labelled, marks, role_of
from charter_admin.importing.lasting import AMOUNT, WORDED, is_only_duration, told
from charter_admin.importing.names import likeness, names
from charter_admin.importing.suppliers import BY, only_supplier
from charter_admin.importing.vocabulary import Role

_MAX_HEAD = 160
_MAX_EXTRA_WORDS = 2
_MAX_PROVIDER_WORDS = 5
_SHORT_SENTENCE = 5
_BULLET = re.compile(r"^(?:[-–—•·►▪◦*+]|\(?(?:\d{1,2}(?:\.\d{1,2})*|[a-z]|[ivx]{2,4})[.)])\s+")
_SEPARATOR = re.compile(r"\s*:\s+|\s*(?:→|⇒|➔|->|=>)\s*|\s+[–—-]\s+|\s*[–—=]\s+|\s*\(")
_TAIL = re.compile(r"^(.*\S)\s*(?:[,;.–—→⇒➔]|\s-|->|=>)\s+(\S[^,;.–—→⇒➔]*?)\s*\.?$", re.S)
_BRACKETS = re.compile(r"^(.*?)\s*\(([^()]{1,80})\)\s*\.?$", re.S)
_ASIDE = re.compile(r"^([^()]+?)\s*\(([^()]{1,80})\)$")
_BOLD = re.compile(r"^\*\*(.*)\*\*$")
_PERSONAL = re.compile(
    r"e-?mail|courriel|adresse.*|.*address|(?:first|last|sur|full)[_-]?name|pr[ée]?nom|nom|tele?phone?|phone.*|"
    r"(?:date|birth).*naiss.*|birth.*|ip|password",
    re.I,
)
_SENTENCES = re.compile(r"(?<=[.;!?])\s+")
_DASH = re.compile(r"\s+[–—|-]\s+")
_EDGES = " \t;|,–—-•"
_LISTED = re.compile(r"\s*[,;]\s+")
# What a setting of a program is told to be.
_SETTING = re.compile(
    r"\W*(?:option|default|parameter|setting|d[ée]faut|par d[ée]faut|param[èe]tre|standardm\w+|flag)\b", re.I
)

Fields = dict[Role, str]


@dataclass(frozen=True)
class Entry:
    """Names, the fields told of them, and whether the names are surely names."""

    called: tuple[str, ...]
    fields: Fields = field(default_factory=dict)
    sure: bool = True
    foreign: bool = False


def bare(text: str) -> str:
    """Drop the bullet of a line."""
    return _BULLET.sub("", text, count=1).strip()


def record(pairs: Sequence[tuple[Label | None, str]]) -> tuple[tuple[str, ...], Fields]:
    """Give the names and the fields that labels and values tell."""
    fields: Fields = {}
    called: tuple[str, ...] = ()
    for role, value in pairs:
        if role == "name":
            called = called or names(Cell(value))
        elif role == "category" and (is_party(value) or is_storage(value)):
            fields |= {"party": value} if is_party(value) else {}
        elif (of := role_of(role)) is not None:
            text = said(value.rstrip(" .") if of == "duration" else value)
            fields |= {} if text is None or of in fields else {of: text}
    return called, fields


@lru_cache(maxsize=1024)
def entry(text: str, codes: tuple[str, ...] = ()) -> Entry | None:
    """Read a line that begins with names and goes on about them; None if it is no such line."""
    text = bare(text)
    if len(text) > MAX_LINE:
        return None
    if (listed := _listed(text, codes)) is not None:
        return listed
    for separator in _SEPARATOR.finditer(text, 0, _MAX_HEAD):
        head, rest = text[: separator.start()], text[separator.end() :]
        called = _head(head, codes)
        if called is None:
            continue
        if separator[0].strip() == "(":
            aside, closing, rest = rest.partition(")")
            if not closing:
                return None
            fields = described(rest.lstrip(" :–—-=,."))
            _add_aside(aside, fields)
        else:
            fields = {} if _SETTING.match(rest) else described(rest)
        if "purpose" in fields or "duration" in fields:
            return Entry(called, fields, _are_sure(called, codes))
        return None
    return _spoken(text, codes)


def _listed(text: str, codes: tuple[str, ...]) -> Entry | None:
    """Read "Google Analytics: _ga, _gid": who sets them, and nothing but their names."""
    who, colon, rest = text.partition(":")
    if not colon or "//" in rest or not named_provider(who.strip()):
        return None
    found = only_names(rest.strip(" .,;"), codes)
    return found and Entry(found.called, {**found.fields, "provider": who.strip()})


def _spoken(text: str, codes: Sequence[str]) -> Entry | None:
    """Read "_uetsid from Bing Ads, 1 day: follows a visit": a name, who sets it, and what more is said."""
    name, _, rest = text.partition(" ")
    name = name.strip("`*,:\"'")
    called = _head(name, codes) if name and rest else None
    by = BY.match(" " + rest)
    if called is None or by is None:
        return None
    fields: Fields = {"provider": by[1].rstrip(".,")}
    aside, colon, after = rest[by.end() - 1 :].strip(_EDGES).partition(": ")
    if colon and is_only_duration(aside.strip(_EDGES)):
        return Entry(called, {**fields, "duration": aside.strip(_EDGES), **described(after)}, _are_sure(called, codes))
    fields = {**fields, **described(rest[by.end() - 1 :].strip(_EDGES))}
    return Entry(called, fields, _are_sure(called, codes)) if len(fields) > 1 else None


@lru_cache(maxsize=1024)
def only_names(text: str, codes: tuple[str, ...] = ()) -> Entry | None:
    """Read a line that holds names and at most an aside in brackets, and leaves no doubt; None if it does not."""
    text = bare(text).rstrip(":").strip()
    if len(text) > _MAX_HEAD:
        return None
    head, aside = (match[1], match[2]) if (match := _ASIDE.match(text)) else (text, "")
    codes = (*codes, *(match[1] for code in codes if (match := _ASIDE.match(code))))
    fields: Fields = {}
    _add_aside(aside, fields)
    called = _head(head, codes)
    return Entry(called, fields) if called and _are_sure(called, codes) else None


def described(text: str) -> Fields:
    """Part a description into the purpose and the duration, and the fields labelled within it."""
    fields: Fields = {}
    text = _without_supplier(text, fields)
    short = ":" in text and len(text) <= MAX_LINE  # looking for labels takes time by the square of the length
    told_of = [mark for mark in marks(text) if mark[0] > 0] if short else []
    ends = [mark[0] for mark in told_of[1:]] + [len(text)]
    for (_, begin, role), end in zip(told_of, ends, strict=False):
        of, value = role_of(role), said(text[begin:end].strip(" .;,"))
        if of not in (None, "name") and value is not None:
            fields |= {} if of is None or of in fields else {of: value}
    purpose = _supplied((text[: told_of[0][0]] if told_of else text).strip(_EDGES), fields)
    if "duration" not in fields:
        purpose, duration = _parted(purpose)
        if duration is not None:
            fields["duration"] = duration
    if (value := said(purpose.strip(_EDGES))) is not None:
        fields["purpose"] = value
    return fields


def _without_supplier(text: str, fields: Fields) -> str:
    """Part a sentence that tells nothing but who sets it: "Keeps you signed in. Set by Hearth Housing."."""
    sentences = _SENTENCES.split(text) if len(text) <= MAX_LINE else []
    for place, sentence in enumerate(sentences[1:], 1):
        if who := only_supplier(sentence):
            fields["provider"] = who
            return " ".join(sentences[:place] + sentences[place + 1 :])
    return text


def _supplied(text: str, fields: Fields) -> str:
    """Part who supplies it from the head of "Google – counts visits – 1 day", and give the rest."""
    first, *rest = _DASH.split(text)
    if rest and (by := BY.fullmatch(" " + first)):
        fields.setdefault("provider", by[1])
        return text[len(first) :].strip(_EDGES)
    proper = len(rest) > 1 and len(first.split()) <= _MAX_PROVIDER_WORDS and not is_plain_category(first)
    proper = proper and is_only_duration(rest[-1]) and first[:1].isupper()
    if not rest or not (proper or named_provider(first)):
        return text
    fields.setdefault("provider", first)
    return text[len(first) :].strip(_EDGES)


def _parted(text: str) -> tuple[str, str | None]:
    """Part a purpose from the duration at its end."""
    if is_only_duration(text.rstrip(".")):
        return "", text.rstrip(".")
    for pattern in (_BRACKETS, _TAIL):
        match = pattern.match(text)
        if match and is_only_duration(match[2]):
            return match[1].rstrip(" ,;–—-"), _amount(match[2])
    if (match := _BRACKETS.match(text)) and any(map(is_only_duration, _LISTED.split(match[2]))):
        return match[1], next(filter(is_only_duration, _LISTED.split(match[2])))
    first, parted, rest = text.partition(" – ")
    if parted and is_only_duration(first):
        return rest, first
    found = told(text, freely=True)
    if found is None:
        return text, None
    return _without(text, found), found[0]


def _amount(text: str) -> str:
    found = AMOUNT.search(text) or WORDED.search(text)
    telling = found and told(text)
    return found[0] if found and telling else text.strip(" .")


def _without(text: str, found: re.Match[str]) -> str:
    """Drop the sentence that tells the duration, if it tells little else."""
    start = max((match.end() for match in re.finditer(r"(?<=[.;!?])\s+", text[: found.start()])), default=0)
    end = next((match.end() for match in re.finditer(r"[.;](?=\s|$)", text) if match.end() >= found.end()), len(text))
    sentence = text[start : found.start()] + text[found.end() : end]
    if start > 0 and len(sentence.split()) <= _SHORT_SENTENCE + 1:
        return (text[:start] + text[end:]).strip()
    return text


def _add_aside(text: str, fields: Fields) -> None:
    """Read what stands in brackets behind a name: who sets it, for how long, of which kind."""
    within = labelled(text)
    for role, value in within:
        if (of := role_of(role)) is not None and of != "name":
            fields.setdefault(of, value)
    for part in [] if within else _LISTED.split(text):
        bare_part = part.strip(" .")
        if not bare_part or is_storage(bare_part):
            continue
        if is_only_duration(bare_part):
            fields.setdefault("duration", bare_part)
        elif is_party(bare_part):
            fields.setdefault("party", bare_part)
        elif is_plain_category(bare_part) and named_provider(bare_part) is None:
            fields.setdefault("category", bare_part)
        elif bare_part[:1].isupper() and len(bare_part.split()) <= _MAX_PROVIDER_WORDS:
            fields.setdefault("provider", bare_part)
        else:
            fields.setdefault("purpose", bare_part)


def _head(text: str, codes: Sequence[str]) -> tuple[str, ...] | None:
    """Give the names at the head of a line, if there is little beside them."""
    text = _BOLD.sub(r"\1", text.strip(" `«»“”\"'"))
    if not text or (text.count("(") != text.count(")")):
        return None
    coded = tuple(code for code in codes if code in text)
    called = names(Cell(text, coded))
    if not called or not all(likeness(name) > 0 or name in codes for name in called):
        return None
    if any(map(_PERSONAL.fullmatch, called)):
        return None  # a list of the data that is collected
    if any(map(is_storage, called)):
        return None  # a glossary of what browsers can hold
    rest = text
    for name in called:
        rest = rest.replace(name, " ", 1)
    extra = [word for word in re.findall(r"\w{3,}", rest) if title(word).name_strength <= 0]
    return called if len(extra) <= (0 if len(called) > 1 else _MAX_EXTRA_WORDS - 1) else None


def _are_sure(called: Sequence[str], codes: Sequence[str]) -> bool:
    return all(likeness(name) == 1 or name in codes for name in called)
