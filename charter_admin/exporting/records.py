"""The declared cookies as rows of text: what the spreadsheet shows of them, and the check each row carries.

A check is made of two digests: of what the cookie says, and of what is only shown beside it. It tells on return whether
a row was edited in the file, and whether the cookie was changed here since.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload
from sqlalchemy.sql.base import ExecutableOption

from charter_admin.catalogue.cookies import CookieValues
from charter_admin.catalogue.models import Cookie, Service
from charter_admin.exporting.columns import CHECK, ID, Column, columns, headings
from charter_admin.exporting.words import WORDS, worded
from charter_admin.listing import fold
from charter_admin.organizations.scope import Scope
from charter_admin.platforms import service as platforms
from charter_admin.platforms import usages
from charter_admin.platforms.models import Platform, Usage
from charter_admin.versions.document import localized

MOST_NAMES = 30_000  # characters of names of platforms: a cell of Excel holds little more
Key = tuple[str, str]  # the name of a column and its language, empty for columns that have none
Own = Mapping[Key, str]


@dataclass(frozen=True)
class Record:
    """One cookie: `own` holds what it says, without what is empty; `shown` what stands beside it. Codes, not words."""

    cookie: Cookie
    own: Own
    shown: Mapping[str, str]

    @property
    def check(self) -> str:
        """The check of its row; the letter keeps spreadsheets from taking it for a number."""
        return f"c{own_digest(self.own)}-{shown_digest(self.shown)}"


@dataclass(frozen=True)
class Sheet:
    """A whole spreadsheet in plain text, as people read it."""

    columns: Sequence[Column]
    headings: Sequence[str]
    rows: Sequence[Sequence[str]]


def own_digest(own: Own) -> str:
    """Twelve digits that change with anything a cookie says, but not with the kind of its line ends."""
    return _digest(sorted([name, locale, text.replace("\r\n", "\n")] for (name, locale), text in own.items() if text))[
        :12
    ]


def shown_digest(shown: Mapping[str, str]) -> str:
    """Eight digits that change with anything shown beside a cookie, but for the platforms: those come and go."""
    return _digest(sorted([name, text] for name, text in shown.items() if text and name != "platforms"))[:8]


def file_digest(checks: Iterable[tuple[int, str]]) -> str:
    """The digest of all rows of a file, from their numbers and checks: tells later which rows were taken out."""
    return _digest(sorted([number, check] for number, check in checks))[:16]


def of_catalogue(scope: Scope) -> list[Record]:
    """Every declared cookie of the organization, by service. Names are in the language of most platforms."""
    services = scope.session.scalars(scope.select(Service).options(*_whole())).all()
    used, speaking = _platform_names(scope), platforms.languages(scope)[0]
    return [record for each in _sorted(services) for record in _records(each, each.purpose.basis, used, speaking)]


def of_platform(scope: Scope, platform: Platform) -> list[Record]:
    """The cookies of the services in use on one platform, with the basis that holds there."""
    basis = {usage.service_id: usage.effective_basis for usage in usages.every(scope, platform)}
    services = scope.session.scalars(scope.select(Service).where(Service.id.in_(basis)).options(*_whole())).all()
    used, speaking = _platform_names(scope), platforms.languages(scope)[0]
    return [record for each in _sorted(services) for record in _records(each, basis[each.id], used, speaking)]


def sheet(scope: Scope, records: Sequence[Record], reader: str) -> Sheet:
    """The records as a spreadsheet in the reader's language."""
    spoken = {locale for record in records for _, locale in record.own if locale}
    shown = columns(spoken | set(platforms.languages(scope)))
    digest = file_digest((record.cookie.id, record.check) for record in records)
    rows = [[_cell(record, column, reader) for column in shown] for record in records]
    return Sheet(shown, headings(shown, reader, digest), rows)


def own_of(cookie: Cookie | CookieValues) -> dict[Key, str]:
    """What a cookie says, by column."""
    amount = "" if cookie.duration_amount is None else str(cookie.duration_amount)
    plain = {
        "name": cookie.name, "storage": cookie.storage, "host": cookie.host, "party": cookie.party,
        "duration_kind": cookie.duration_kind, "duration_amount": amount, "duration_unit": cookie.duration_unit or "",
    }  # fmt: skip
    spoken = {"purpose": cookie.purpose, "duration_text": cookie.duration_text}
    texts = {(name, locale): text for name, said in spoken.items() for locale, text in said.items()}
    return {key: text for key, text in ({(name, ""): text for name, text in plain.items()} | texts).items() if text}


def _cell(record: Record, column: Column, reader: str) -> str:
    if column.name in (ID, CHECK):
        return str(record.cookie.id) if column.name == ID else record.check
    text = record.own.get((column.name, column.locale), "") if column.own else record.shown[column.name]
    return worded(column.name, text, reader) if column.name in WORDS and text else text


def _records(service: Service, basis: str, used: Mapping[int, Sequence[str]], speaking: str) -> list[Record]:
    shown = {
        "service_key": service.key,
        "service_name": localized(service.name, speaking, speaking),
        "provider": service.provider.name,
        "category": localized(service.purpose.name, speaking, speaking),
        "basis": basis,
        "platforms": _joined(used.get(service.id, ())),
    }
    return [Record(cookie, own_of(cookie), shown) for cookie in service.cookies]


def _joined(names: Sequence[str]) -> str:
    text = ", ".join(names)
    return text if len(text) <= MOST_NAMES else f"{text[:MOST_NAMES]}…"


def _platform_names(scope: Scope) -> Mapping[int, Sequence[str]]:
    """By service, the names of the platforms it is in use on."""
    statement = select(Usage.service_id, Platform.name).join(Usage.platform)
    rows = scope.session.execute(statement.where(Usage.organization_id == scope.organization_id)).tuples()
    found: dict[int, list[str]] = defaultdict(list)
    for service_id, name in sorted(rows, key=lambda row: (fold(row[1]), row[1])):
        found[service_id].append(name)
    return found


def _sorted(services: Iterable[Service]) -> list[Service]:
    """By name; here and not in the database, where the order depends on its language."""
    return sorted(services, key=lambda service: (service.folded, service.key))


def _whole() -> tuple[ExecutableOption, ...]:
    return joinedload(Service.purpose), joinedload(Service.provider), selectinload(Service.cookies)


def _digest(value: object) -> str:
    return sha256(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()
