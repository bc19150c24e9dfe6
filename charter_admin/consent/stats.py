"""What the sums say: of an organization and of a platform, over days. Reads the small tables only."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Select, Table, func, select

from charter_admin.consent.comparing import Arrival, arrival
from charter_admin.consent.tallies import DecisionTally, PurposeTally, ShownTally
from charter_admin.db import table_of
from charter_admin.organizations.scope import Scope
from charter_admin.platforms.models import Platform
from charter_admin.versions.models import Publication

PERIODS = (30, 90)
# What arrived lately is compared with so many days before it.
LATELY, USUALLY = 2, 28
_decisions = table_of(DecisionTally)
_purposes = table_of(PurposeTally)
_shown = table_of(ShownTally)


@dataclass(frozen=True)
class Figures:
    """Sums of receipts by action; `shown` and `unanswered` are pages."""

    accept_all: int = 0
    refuse_all: int = 0
    customise: int = 0
    withdraw: int = 0
    gpc: int = 0
    expire: int = 0
    shown: int = 0
    unanswered: int = 0

    def __add__(self, other: "Figures") -> "Figures":
        return Figures(*(getattr(self, each.name) + getattr(other, each.name) for each in fields(self)))

    @property
    def answers(self) -> int:
        """How many visitors answered the banner's question."""
        return self.accept_all + self.refuse_all + self.customise

    @property
    def acceptance(self) -> float | None:
        """The share of answers that accept everything; None without an answer."""
        return self.accept_all / self.answers if self.answers else None

    @property
    def any(self) -> bool:
        """Whether anything was counted at all."""
        return self != Figures()


@dataclass(frozen=True)
class Said:
    """How often a purpose was accepted and refused."""

    purpose: str
    accepted: int
    refused: int


@dataclass(frozen=True)
class OfPlatform:
    """A platform's line in the overview; `arrival` compares what came lately with what is usual."""

    platform: Platform
    published: bool
    figures: Figures
    arrival: Arrival


@dataclass(frozen=True)
class Period:
    """So many days up to and with the last one."""

    days: int
    last: date

    @property
    def first(self) -> date:
        """Its first day."""
        return self.last - timedelta(days=self.days - 1)

    @property
    def names(self) -> list[str]:
        """Every day, as the tables name it."""
        return [(self.first + timedelta(days=each)).isoformat() for each in range(self.days)]


@dataclass(frozen=True)
class Overview:
    """An organization's platforms, by name, and all of them together day by day."""

    platforms: Sequence[OfPlatform]
    days: Mapping[str, Figures]

    @property
    def total(self) -> Figures:
        """Everything."""
        return sum(self.days.values(), Figures())


@dataclass(frozen=True)
class Detail:
    """One platform: day by day, by version, language and layout, and by purpose."""

    days: Mapping[str, Figures]
    versions: Mapping[int, Figures]
    locales: Mapping[str, Figures]
    layouts: Mapping[str, Figures]
    purposes: Sequence[Said]

    @property
    def total(self) -> Figures:
        """Everything."""
        return sum(self.days.values(), Figures())


def overview(scope: Scope, period: Period) -> Overview:
    """How the organization's platforms do. The number of statements does not depend on theirs."""
    found = _sums(scope, period, "public_id")
    lately = Period(LATELY + 1, period.last)  # whole days, and today so far
    before = Period(USUALLY, lately.first - timedelta(days=1))
    new, usual = _sums(scope, lately, "public_id"), _sums(scope, before, "public_id")
    live = set(scope.session.scalars(scope.select(Publication).where(Publication.state == "live")
                                     .with_only_columns(Publication.public_id)))  # fmt: skip
    rows = scope.session.scalars(scope.select(Platform).order_by(Platform.folded, Platform.id)).all()
    lines = [
        OfPlatform(
            platform,
            platform.public_id in live,
            found.get((platform.public_id,), Figures()),
            _arrival(platform.public_id, new, usual) if platform.public_id in live else Arrival.USUAL,
        )
        for platform in rows
    ]
    return Overview(lines, _by_day(_sums(scope, period, "day"), period))


def detail(scope: Scope, platform: Platform, period: Period) -> Detail:
    """How one platform does."""
    only = platform.public_id
    parts = _sums(scope, period, "version", "locale", "layout", public_id=only)
    purposes = _within(
        select(_purposes.c.purpose, *_summed(_purposes, "accepted", "refused")), _purposes, scope, period
    )
    said = scope.session.execute(purposes.where(_purposes.c.public_id == only).group_by(_purposes.c.purpose))
    return Detail(
        _by_day(_sums(scope, period, "day", public_id=only), period),
        dict(sorted(_by(parts, 0).items())),
        _by(parts, 1),
        _by(parts, 2),
        [Said(*row) for row in sorted(said.tuples())],
    )


def _sums(scope: Scope, period: Period, *by: str, public_id: str = "") -> dict[tuple[Any, ...], Figures]:
    """What a period adds up to, by some of the columns; of one platform of the organization with its `public_id`."""
    found: dict[tuple[Any, ...], Figures] = {}
    for table in (_decisions, _shown):
        names = [field.name for field in fields(Figures) if field.name in table.c]
        keys = [table.c[name] for name in by]
        statement = _within(select(*keys, *_summed(table, *names)), table, scope, period, public_id).group_by(*keys)
        for row in scope.session.execute(statement):
            key, values = tuple(row[: len(by)]), map(int, row[len(by) :])
            found[key] = found.get(key, Figures()) + Figures(**dict(zip(names, values, strict=True)))
    return found


def _summed(table: Table, *names: str) -> list[Any]:
    return [func.sum(table.c[name]) for name in names]


def _within(statement: Select[Any], table: Table, scope: Scope, period: Period, public_id: str = "") -> Select[Any]:
    """Rows of the days. A platform's are found by the primary key: the index by owner would read all platforms'."""
    days = table.c.day.between(period.first.isoformat(), period.last.isoformat())
    owner = table.c.organization_id
    if public_id:
        return statement.where(table.c.public_id == public_id, days, owner + 0 == scope.organization_id)
    return statement.where(owner == scope.organization_id, days)


def _by(found: Mapping[tuple[Any, ...], Figures], place: int) -> dict[Any, Figures]:
    added: dict[Any, Figures] = {}
    for key, figures in sorted(found.items()):
        added[key[place]] = added.get(key[place], Figures()) + figures
    return added


def _by_day(found: Mapping[tuple[Any, ...], Figures], period: Period) -> dict[str, Figures]:
    return {day: found.get((day,), Figures()) for day in period.names}


def _arrival(public_id: str, new: Mapping[Any, Figures], usual: Mapping[Any, Figures]) -> Arrival:
    none = Figures()
    return arrival(new.get((public_id,), none).answers, usual.get((public_id,), none).answers * LATELY / USUALLY)
