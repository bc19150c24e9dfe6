"""JSON: objects that describe cookies, in a list or under their names, wherever they stand in the tree.

What is said further up holds for the objects below: the provider or the category they are listed under.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from charter_admin.importing.blocks import Block, Cell, Document, Heading, Paragraph, Table, flat, lines_of
from charter_admin.importing.errors import ImportRefused
from charter_admin.importing.headers import Title, mentions_cookies, title
from charter_admin.importing.kinds import is_category
from charter_admin.importing.names import is_kind, likeness, names

_MAX_DEPTH = 60
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|[_\-.\s]+")
_LABELS = ("name", "title", "label", "nom", "titre", "titel", "nombre", "nome", "naam", "libelle", "id", "key")
_ADDRESS_KEYS = ("url", "site", "website", "domain", "platform", "homepage", "baseurl", "origin")
_LOCALE_KEYS = ("lang", "language", "locale", "langue", "sprache", "idioma", "lingua", "taal")
_LANGUAGE = re.compile(r"[a-z]{2}(?:[-_][A-Za-z]{2})?")
_UNIT_KEYS = ("unit", "unite", "unité", "einheit", "unidad", "units")
# Keys that only say that a list follows.
_GENERIC = re.compile(
    "items?|data|list|entries|elements?|results?|rows|records?|contents?|children|values|declarations?|sections?|"
    "elementos|eintrage|elemente|liste|lista|donnees|tables?|config|settings|groups?"
)
_INHERITED = ("provider", "service", "party")

Fields = dict[str, Any]


@dataclass(frozen=True)
class _Above:
    """What is said of everything below: titles of fields with their values, the category, and a key about cookies."""

    fields: tuple[tuple[str, str], ...] = ()
    category: str = ""
    spoken: str = ""


def read(source: str) -> Document:
    """Read a JSON text. Raises ImportRefused for one nested deeper than any charter."""
    tree = json.loads(source)
    top = tree if isinstance(tree, dict) else {}
    locale = _first(top, _LOCALE_KEYS)
    language = locale[:2].lower() if locale and _LANGUAGE.fullmatch(locale) else None
    name = _first(top, ("title", "titre", "titel", "name", "nom"))
    blocks = _Walk(language).blocks(tree, "", _Above(), 0)
    return Document((*_head(top), *blocks), title=name, locale=language, address=_address(top))


def _head(top: Fields) -> Iterator[Block]:
    """Give what is said of the whole, as running text."""
    for key, value in top.items():
        if isinstance(value, str) and key.lower() not in _LOCALE_KEYS and flat(value):
            yield Paragraph(flat(_safe(value))[:5000])


def _first(top: Fields, keys: tuple[str, ...]) -> str | None:
    found = next((value for key, value in top.items() if key.lower() in keys and isinstance(value, str)), "")
    return flat(_safe(found)) or None


def _address(top: Fields) -> str | None:
    found = _first(top, _ADDRESS_KEYS) or ""
    return found if found.startswith(("https://", "http://")) else None


class _Walk:
    """The way through the tree. `language` chooses among texts given in several."""

    def __init__(self, language: str | None) -> None:
        self.language = language

    def blocks(self, node: Any, key: str, above: _Above, depth: int) -> Iterator[Block]:
        """Give the tables found at a node and below it."""
        if depth > _MAX_DEPTH:
            raise ImportRefused("nesting")
        if isinstance(node, list):
            yield from self._list(node, key, above, depth)
        elif isinstance(node, dict):
            yield from self._object(node, key, above, depth)

    def _list(self, node: list[Any], key: str, above: _Above, depth: int) -> Iterator[Block]:
        records = [each for each in node if isinstance(each, dict) and not _holds_records(each)]
        if records and _describes(records):
            yield from self._table([self._fields(each) for each in records], key, above)
        elif node and all(isinstance(each, str) for each in node):
            yield from self._names(node, key, above)
        for each in node:
            if isinstance(each, list) or (isinstance(each, dict) and _holds_records(each)):
                yield from self.blocks(each, key, above, depth + 1)

    def _object(self, node: Fields, key: str, above: _Above, depth: int) -> Iterator[Block]:
        named = _keyed_by_name(node)
        if named:
            yield from self._table([{"cookie": name, **self._fields(each)} for name, each in named], key, above)
        elif texts := _texts_by_name(node, key):
            yield from self._table([{"cookie": name, "description": text} for name, text in texts], key, above)
        elif _describes([node]) and not _holds_records(node) and (above.spoken or mentions_cookies(str(list(node)))):
            yield from self._table([self._fields(node)], key, above)
        below = self._under(node, key, above)
        for each, value in node.items():
            if isinstance(value, (dict, list)) and each not in dict(named):
                sure = isinstance(value, list) and (below.spoken or _are_coined(value))
                whose = _supplied(key, each, below) if sure else None
                yield from self.blocks(value, each, whose or _about(each, value, below), depth + 1)

    def _under(self, node: Fields, key: str, above: _Above) -> _Above:
        """Add what an object says of those listed in it: whose they are, or of what category."""
        if not _holds_records(node):
            return above
        fields = dict(above.fields)
        for each, value in node.items():
            found, text = _titled(each), self._text(value) if not isinstance(value, list) else ""
            if text and found.role in _INHERITED:
                fields[_spelled(each)] = text
            if text and found.role == "category":
                above = replace(above, category=text)
        label = next(
            (self._text(v) for k in _LABELS for e, v in node.items() if e.lower() == k and isinstance(v, (str, dict))),
            "",
        )
        role = _titled(_singular(key)).role
        if label and role in ("provider", "service"):
            fields.setdefault(_spelled(_singular(key)), label)
        elif label and not mentions_cookies(key) and key:
            above = replace(above, category=label)
        return replace(above, fields=tuple(fields.items()))

    def _table(self, records: list[dict[str, str]], key: str, above: _Above) -> Iterator[Block]:
        """Give one table of records: a column for each key, and for what holds for all of them."""
        inherited = [(label, text) for label, text in above.fields]
        columns = list(dict.fromkeys(each for record in records for each in record))
        extra = [(label, text) for label, text in inherited if label not in columns]
        if spoken := _spelled(key) if mentions_cookies(_spelled(key)) else above.spoken:
            yield Heading(spoken, 1)
        if above.category:
            yield Heading(above.category, 2)
        header = tuple(Cell(label) for label in (*columns, *(label for label, _ in extra)))
        rows = [
            (*(Cell(record.get(each, "")) for each in columns), *(Cell(text) for _, text in extra))
            for record in records
        ]
        yield Table((header, *rows))

    def _names(self, texts: list[str], key: str, above: _Above) -> Iterator[Block]:
        """Give a list of bare names: all of them have to look like names."""
        if (mentions_cookies(_spelled(key)) or above.category) and all(
            likeness(flat(_safe(text))) >= 0.8 for text in texts
        ):
            yield from self._table([{"cookie": lines_of(_safe(text))} for text in texts], key, above)

    def _fields(self, node: Fields) -> dict[str, str]:
        found: dict[str, str] = {}
        for key, value in node.items():
            text = self._text(value)
            if key.lower() in _UNIT_KEYS:
                self._measure(found, text)
            elif text:
                found[_spelled(key)] = text
        return found

    def _measure(self, found: dict[str, str], unit: str) -> None:
        """Set a unit behind the number it belongs to."""
        for label, text in found.items():
            if title(label).role == "duration" and text.isdigit():
                found[label] = f"{text} {unit}"

    def _text(self, value: Any) -> str:
        """Give a value as text: of several languages one, of an object its label, of a list its items."""
        if isinstance(value, bool):
            return "yes" if value else "no"
        if isinstance(value, (int, float)):
            return str(value)
        if isinstance(value, str):
            return lines_of(_safe(value))
        if isinstance(value, list):
            return "\n".join(filter(None, (self._text(each) for each in value if not isinstance(each, list))))
        if isinstance(value, dict):
            return self._of_object(value)
        return ""

    def _of_object(self, value: Fields) -> str:
        if value and all(isinstance(text, str) and _LANGUAGE.fullmatch(key) for key, text in value.items()):
            wanted = next((key for key in value if self.language and key.startswith(self.language)), next(iter(value)))
            return lines_of(_safe(value[wanted]))
        amount = next(
            (v for k, v in value.items() if k.lower() in ("value", "amount", "count", "valeur", "number")), None
        )
        unit = next((v for k, v in value.items() if k.lower() in _UNIT_KEYS), None)
        if isinstance(amount, (int, str)) and isinstance(unit, str):
            return lines_of(_safe(f"{amount} {unit}"))
        return next(
            (lines_of(_safe(v)) for k in _LABELS for e, v in value.items() if e.lower() == k and isinstance(v, str)), ""
        )


def _about(key: str, value: Any, above: _Above) -> _Above:
    """Say by its key what a part is about: `"analytics": [...]` is a category, `"Google": {...}` perhaps a provider."""
    spelled = _spelled(key)
    if mentions_cookies(spelled):
        return replace(above, spoken=spelled)
    if title(_spelled(_singular(key))).role is not None or _GENERIC.fullmatch(spelled):
        return above
    return replace(above, category=flat(_safe(key)) if " " in key else spelled)


def _are_coined(value: Any) -> bool:
    """Tell whether a list is of things whose names are no mere words: "ZD-suid", but not the "tickets" kept there."""
    records = [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []
    called = [text for each in records for key, text in each.items() if _titled(key).name_strength > 0]
    return any(isinstance(text, str) and likeness(text) > 0 and not text.isalpha() for text in called)


def _supplied(parent: str, key: str, above: _Above) -> _Above | None:
    """Say whose a list is, where those who supply are listed: `"providers": {"Zendesk": [...]}`."""
    label = _spelled(_singular(parent))
    spelled = _spelled(key)
    of_whom = not (_GENERIC.fullmatch(spelled) or mentions_cookies(spelled) or is_category(spelled))
    if title(label).role not in ("provider", "service") or title(spelled).role is not None or not of_whom:
        return None
    return replace(above, fields=(*above.fields, (label, flat(_safe(key)))))


def _holds_records(node: Fields) -> bool:
    """Tell whether an object holds further objects to look at, and is not one itself."""
    return any(
        (isinstance(value, list) and any(isinstance(each, dict) for each in value))
        or (isinstance(value, list) and value and mentions_cookies(_spelled(key)))
        or (isinstance(value, dict) and any(isinstance(each, (dict, list)) for each in value.values()))
        for key, value in node.items()
    )


def _describes(nodes: list[Fields]) -> bool:
    """Tell whether objects say of something what it is called and more: the fields of a cookie."""
    keys = dict.fromkeys(key for node in nodes[:20] for key in node)
    found = [_titled(key) for key in keys]
    named = any(each.name_strength > 0 for each in found)
    return named and len({each.role for each in found} - {None, "name"}) > 0


def _keyed_by_name(node: Fields) -> list[tuple[str, Fields]]:
    """Give the objects of an object whose keys are the names of cookies; none if they are anything else."""
    inner = [(flat(_safe(key)), value) for key, value in node.items() if isinstance(value, dict)]
    if not inner or len(inner) < len(node) or any(_holds_records(value) for _, value in inner):
        return []
    if any(_titled(key).name_strength >= 2 for _, value in inner for key in value):
        return []
    roles = {_titled(key).role for _, value in inner for key in value} - {None}
    named = all(names(Cell(key)) and not is_kind(key) for key, _ in inner)
    return inner if named and roles else []


def _texts_by_name(node: Fields, key: str) -> list[tuple[str, str]]:
    """Give the texts of an object like {"_ga": "Counts visits."} under a key that speaks of cookies."""
    texts = [(flat(_safe(each)), lines_of(_safe(value))) for each, value in node.items() if isinstance(value, str)]
    clear = bool(texts) and len(texts) == len(node) and mentions_cookies(_spelled(key))
    return texts if clear and all(likeness(each) >= 0.8 and _titled(each).role is None for each, _ in texts) else []


def _titled(key: str) -> Title:
    return title(_spelled(key))


def _spelled(key: str) -> str:
    """Write a key as words: `cookieName`, `cookie_name` and `cookie-name` are "cookie name"."""
    return " ".join(part for part in _HUMP.split(_safe(key)) if part)[:200].lower() if key else ""


def _singular(key: str) -> str:
    return key[:-3] + "y" if key.endswith("ies") else key.removesuffix("s")


def _safe(text: str) -> str:
    """Replace what JSON can write and text cannot hold: NUL, and halves of characters."""
    return text.replace("\0", "").encode("utf-8", "replace").decode()
