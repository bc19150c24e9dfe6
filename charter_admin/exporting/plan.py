"""What a spreadsheet that comes back would change, row by row, before anything is changed. Pure, but for reading rows.

A row is compared with its own check first: one that nobody edited asks for nothing, whatever happened here meanwhile.
One that was edited is taken over where the cookie is still as it was exported, and refused where it was changed.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from charter_admin.catalogue import cookies
from charter_admin.catalogue.cookies import CookieValues
from charter_admin.catalogue.models import Service
from charter_admin.errors import Invalid, Refused
from charter_admin.exporting.columns import CHECK, ID, Column, columns, digest_of, lacking, recognised
from charter_admin.exporting.records import Key, Own, Record, file_digest, own_digest, own_of, shown_digest
from charter_admin.exporting.words import WORDS, coded
from charter_admin.i18n import N_
from charter_admin.listing import fold

ADD, CHANGE, REMOVE = "add", "change", "remove"
_SPOKEN = ("purpose", "duration_text")
_USUAL = {("storage", ""): "cookie", ("party", ""): "first", ("duration_kind", ""): "unknown"}  # of a new cookie
_SHOWN = ("service_key", "service_name", "provider", "category", "basis")


@dataclass(frozen=True)
class Problem:
    """Why nothing of the file can be taken over: a row, a column (None for the whole row) and a message."""

    row: int
    column: Column | None
    message: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Step:
    """One thing to do. `after` is what the cookie will say; `row` is 0 for a row that is no longer in the file."""

    kind: str
    row: int
    service: Service
    record: Record | None
    after: Own

    @property
    def name(self) -> str:
        """The cookie's name, as it is now if it is here already."""
        return self.record.cookie.name if self.record else self.after.get(("name", ""), "")

    @property
    def differences(self) -> list[tuple[Column, str, str]]:
        """Each column that changes, with what is stored and what will be."""
        return differences(self.record.own if self.record else {}, self.after)


@dataclass(frozen=True)
class Conflict:
    """An edited row whose cookie was changed here since, or removed (`now` is None); `theirs` is what the file says."""

    row: int
    now: Record | None
    theirs: Own

    @property
    def differences(self) -> list[tuple[Column, str, str]]:
        """Each column in which both differ: what is stored, and what the file says."""
        return differences(self.now.own if self.now else {}, self.theirs)


@dataclass(frozen=True)
class Plan:
    """Everything a file would do. It can be carried out only without problems."""

    steps: Sequence[Step]
    conflicts: Sequence[Conflict]
    problems: Sequence[Problem]
    unchanged: int

    @property
    def digest(self) -> str:
        """Another one when the file, or what is stored, would make it another plan."""
        said = [
            [s.kind, s.row, s.service.id, s.record.check if s.record else "", own_digest(s.after)] for s in self.steps
        ]
        more = [[c.row, c.now.check if c.now else ""] for c in self.conflicts]
        return sha256(json.dumps([said, more]).encode()).hexdigest()


def differences(before: Own, after: Own) -> list[tuple[Column, str, str]]:
    """The columns that differ, in the order of the file."""
    keys = {key for key in (*before, *after) if before.get(key, "") != after.get(key, "")}
    every = columns(locale for _, locale in keys if locale)
    shown = [column for column in every if (column.name, column.locale) in keys]
    return [(c, before.get((c.name, c.locale), ""), after.get((c.name, c.locale), "")) for c in shown]


def plan(
    table: Sequence[Sequence[str]], here: Sequence[Record], services: Sequence[Service], *, removing: bool
) -> Plan:
    """What a file would do to the catalogue. Raises Refused for a file without the columns it needs."""
    found = recognised(table[0]) if table else []
    if not any(found):
        raise Refused(N_("This file has none of the headings of an export. Start from a file you downloaded here."))
    _require_columns(found)
    reading = _Reading(found, {r.cookie.id: r for r in here}, services)
    for number, cells in enumerate(table[1:], start=2):
        reading.take(number, cells)
    if removing:
        reading.remove_missing(digest_of(table[0]))
    return Plan(reading.steps, reading.conflicts, reading.problems, reading.unchanged)


def values_of(own: Own) -> CookieValues:
    """The values a cookie is stored with. Raises Invalid for an amount that is no number."""
    spoken = {name: {locale: t for (n, locale), t in own.items() if n == name} for name in _SPOKEN}
    plain = {name: text for (name, _), text in own.items() if name not in _SPOKEN}
    amount = plain.pop("duration_amount", "")
    if amount and not (amount.isascii() and amount.isdigit() and len(amount) < 10):
        raise Invalid("duration_amount", N_("Give a whole number, such as 13."))
    return CookieValues(
        plain.pop("name", ""),
        spoken["purpose"],
        duration_amount=int(amount) if amount else None,
        duration_unit=plain.pop("duration_unit", None),
        duration_text=spoken["duration_text"],
        **plain,
    )


def _require_columns(found: Sequence[Column | None]) -> None:
    missing = lacking(found)
    if missing:
        raise Refused(N_("The column “%(column)s” is missing from this file."), column=missing[0].heading)
    once = [column for column in found if column]
    twice = next((column for column in once if once.count(column) > 1), None)
    if twice:
        raise Refused(N_("The column “%(column)s” stands twice in this file."), column=twice.heading)


@dataclass
class _Reading:
    """A file being read, row by row."""

    columns: Sequence[Column | None]
    here: Mapping[int, Record]
    services: Sequence[Service]
    steps: list[Step] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    unchanged: int = 0
    seen: dict[int, str] = field(default_factory=dict)

    def take(self, number: int, cells: Sequence[str]) -> None:
        """Decides about one row."""
        if not any(cell.strip() for cell in cells):
            return
        row = dict(zip(self.columns, [*cells, *[""] * (len(self.columns) - len(cells))], strict=False))
        texts = {column.name: text for column, text in row.items() if column and not column.locale}
        own = {_key(c): _canonical(c, text) for c, text in row.items() if c and c.own}
        id_text = texts[ID].strip()
        if not id_text:
            self._new(number, texts, own)
        elif not (id_text.isascii() and id_text.isdigit() and len(id_text) < 10) or int(id_text) in self.seen:
            message = N_("Leave this as it was, or empty for a new cookie; no number may stand twice.")
            self._problem(number, ID, message)
        else:
            self.seen[int(id_text)] = texts[CHECK].strip()
            self._known(number, int(id_text), texts, own)

    def remove_missing(self, digest: str) -> None:
        """Plans to remove what was in the file when it was exported and is no longer. Raises Refused if in doubt."""
        gone = [record for number, record in self.here.items() if number not in self.seen]
        checks = [*self.seen.items(), *((record.cookie.id, record.check) for record in gone)]
        if file_digest(checks) != digest:
            raise Refused(
                N_(
                    "Which rows you took out cannot be told any more: since the export declarations were added, changed"
                    " or removed here, or this is not the file of the whole catalogue. Export it again first."
                )
            )
        self.steps += [Step(REMOVE, 0, record.cookie.service, record, {}) for record in gone]

    def _known(self, number: int, cookie_id: int, texts: Mapping[str, str], own: Own) -> None:
        said, _, beside = texts[CHECK].strip().removeprefix("c").partition("-")
        record = self.here.get(cookie_id)
        if self._touched_beside(number, record, texts, beside):
            return
        after = _without_empty({**(record.own if record else {}), **own})
        if own_digest(own) == said or (record and after == record.own):
            self.unchanged += 1
        elif record is None or said not in (own_digest(record.own), own_digest(_only(record.own, own))):
            self.conflicts.append(Conflict(number, record, after))
        elif (stored := self._storable(number, after)) is not None and stored != record.own:
            self.steps.append(Step(CHANGE, number, record.cookie.service, record, stored))

    def _touched_beside(self, number: int, record: Record | None, texts: Mapping[str, str], beside: str) -> bool:
        """Whether somebody edited what is only shown. What was renamed here since is not their doing."""
        shown = {name: coded(name, texts[name]) if name in WORDS else texts[name] for name in _SHOWN if name in texts}
        if len(shown) < len(_SHOWN) or shown_digest(shown) == beside:
            return False
        now = record.shown if record else {}
        name = next((name for name in shown if shown[name] != now.get(name)), "")
        if name:
            self._problem(
                number, name, N_("This is only shown here. Change it in the catalogue, where it is declared.")
            )
        return bool(name)

    def _new(self, number: int, texts: Mapping[str, str], own: Own) -> None:
        service = self._service(texts)
        if service is None:
            message = N_("There is no such service. Give the key of one that is in the catalogue.")
            self._problem(number, "service_key", message)
        elif (stored := self._storable(number, _USUAL | _without_empty(own))) is not None:
            if any(own_of(cookie) == stored for cookie in service.cookies):
                self.unchanged += 1  # the same file, sent twice
            else:
                self.steps.append(Step(ADD, number, service, None, stored))

    def _service(self, texts: Mapping[str, str]) -> Service | None:
        """The service of a new row: by its key, or by a name that only one has."""
        key, name = texts["service_key"].strip(), fold(texts.get("service_name", "").strip())
        if key:
            return next((service for service in self.services if service.key == key), None)
        named = [service for service in self.services if name in map(fold, service.name.values())]
        return named[0] if name and len(named) == 1 else None

    def _storable(self, number: int, after: Own) -> Own | None:
        """What will be stored of a row, None with a problem noted where it cannot be."""
        try:
            return own_of(cookies.checked(values_of(after)))
        except Invalid as error:
            self._problem(number, error.field, error.message, _language(after, error.field), error.values)
            return None

    def _problem(
        self, row: int, name: str, message: str, locale: str = "", values: Mapping[str, object] | None = None
    ) -> None:
        named = [column for column in self.columns if column and column.name == name]
        spoken = [column for column in named if column.locale == locale]
        self.problems.append(Problem(row, next(iter([*spoken, *named]), None), message, values or {}))


def _language(own: Own, name: str) -> str:
    """The language of the text that cannot be stored; empty where the column has no languages."""
    for (column, locale), text in own.items():
        if column == name and locale:
            try:
                cookies.checked(values_of({("name", ""): "x", **_USUAL, (column, locale): text}))
            except Invalid:
                return locale
    return ""


def _key(column: Column) -> Key:
    return column.name, column.locale


def _canonical(column: Column, text: str) -> str:
    """A cell as it would be stored: codes for words, numbers without spaces."""
    if column.name in WORDS:
        return coded(column.name, text)
    return text.strip() if column.name == "duration_amount" else text


def _without_empty(own: Own) -> dict[Key, str]:
    return {key: text for key, text in own.items() if text}


def _only(own: Own, columns: Own) -> Own:
    """What a cookie says in the columns a file has: a language added since is none of them."""
    return {key: text for key, text in own.items() if key in columns}
