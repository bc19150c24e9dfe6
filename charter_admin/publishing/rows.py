"""The catalogue's rows as a draft needs them: read as columns, and each made a value once.

A charter of forty services reads two hundred rows, and hundreds of charters read the same ones. So the text of a row
as it was read is the key of the value made of it: what was changed meanwhile is another text, and nothing has to be
forgotten.
"""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import Text, cast, select

from charter_admin.catalogue import models
from charter_admin.organizations.scope import Scope
from charter_admin.platforms.models import Usage

Texts = Mapping[str, str]


@dataclass(frozen=True)
class Purpose:
    """A row of `catalogue.models.Purpose`."""

    key: str
    name: Texts
    description: Texts
    basis: str
    position: int


@dataclass(frozen=True)
class Provider:
    """A row of `catalogue.models.Provider`."""

    key: str
    folded: str
    name: str
    country: str
    policy_url: str


@dataclass(frozen=True)
class Cookie:
    """A row of `catalogue.models.Cookie`."""

    id: int
    position: int
    name: str
    pattern: bool
    storage: str
    host: str
    party: str
    duration_kind: str
    duration_amount: int | None
    duration_unit: str | None
    duration_text: Texts
    purpose: Texts


@dataclass(frozen=True, eq=False)
class Service:
    """A row of `catalogue.models.Service` with those it belongs to and those that belong to it.

    Equal only to itself: the same rows give the same value, so nobody has to compare what they say.
    """

    key: str
    name: Texts
    hosts: Sequence[str]
    purpose: Purpose
    provider: Provider
    cookies: Sequence[Cookie]


@dataclass(frozen=True)
class InUse:
    """A usage without its row."""

    service: Service
    location: Texts
    basis: str | None = None

    @property
    def effective_basis(self) -> str:
        """The basis that holds there."""
        return self.basis or self.service.purpose.basis


def in_use(scope: Scope, platform_ids: Sequence[int]) -> Mapping[int, list[InUse]]:
    """What each of these platforms uses, by its id: three statements for any number."""
    services = _services(scope, platform_ids)
    columns = (Usage.platform_id, Usage.service_id, _as_text(Usage.location), Usage.basis)
    usages = scope.select(Usage).with_only_columns(*columns).where(Usage.platform_id.in_(platform_ids))
    found: dict[int, list[InUse]] = defaultdict(list)
    for platform_id, service_id, location, basis in scope.session.execute(usages):
        # One that came between the statements is not known yet; a publication reads until nothing moves.
        if service_id in services:
            found[platform_id].append(InUse(services[service_id], _read(location), basis))
    return found


def _services(scope: Scope, platform_ids: Sequence[int]) -> Mapping[int, Service]:
    used = select(Usage.service_id).where(Usage.platform_id.in_(platform_ids))
    cookies: dict[int, list[Any]] = defaultdict(list)
    theirs = scope.select(models.Cookie).with_only_columns(models.Cookie.service_id, *_COOKIE)
    for service_id, *row in scope.session.execute(theirs.where(models.Cookie.service_id.in_(used))):
        cookies[service_id].append(tuple(row))
    rows = (
        scope.select(models.Service)
        .with_only_columns(models.Service.id, *_SERVICE, *_PURPOSE, *_PROVIDER)
        .join(models.Purpose, models.Purpose.id == models.Service.purpose_id)
        .join(models.Provider, models.Provider.id == models.Service.provider_id)
        .where(models.Service.id.in_(used))
    )
    return {row[0]: _service(tuple(row[1:]), tuple(sorted(cookies[row[0]]))) for row in scope.session.execute(rows)}


@lru_cache(maxsize=4096)
def _service(row: tuple[Any, ...], cookies: tuple[tuple[Any, ...], ...]) -> Service:
    (key, name, hosts), purpose, provider = row[:3], row[3:8], row[8:]
    made = tuple(Cookie(*(*cookie[:-2], _read(cookie[-2]), _read(cookie[-1]))) for cookie in cookies)
    return Service(key, _read(name), tuple(json.loads(hosts)), _purpose(*purpose), Provider(*provider), made)


def _purpose(key: str, name: str, description: str, basis: str, position: int) -> Purpose:
    return Purpose(key, _read(name), _read(description), basis, position)


@lru_cache(maxsize=4096)
def _read(text: str) -> Texts:
    texts: Texts = json.loads(text)
    return texts


def _as_text(column: Any) -> Any:
    """What is kept as JSON, as its text, which can be the key of a memory. By a name of its own in the statement."""
    return cast(column, Text).label(f"{column.class_.__name__}_{column.key}")


# In the order of the dataclasses' fields.
_SERVICE = (models.Service.key, _as_text(models.Service.name), _as_text(models.Service.hosts))
_PURPOSE = (
    models.Purpose.key,
    _as_text(models.Purpose.name),
    _as_text(models.Purpose.description),
    models.Purpose.basis,
    models.Purpose.position,
)
_PROVIDER = (
    models.Provider.key,
    models.Provider.folded,
    models.Provider.name,
    models.Provider.country,
    models.Provider.policy_url,
)
_COOKIE = (
    models.Cookie.id,
    models.Cookie.position,
    models.Cookie.name,
    models.Cookie.pattern,
    models.Cookie.storage,
    models.Cookie.host,
    models.Cookie.party,
    models.Cookie.duration_kind,
    models.Cookie.duration_amount,
    models.Cookie.duration_unit,
    _as_text(models.Cookie.duration_text),
    _as_text(models.Cookie.purpose),
)
