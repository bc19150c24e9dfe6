"""Long lists: search, sort, and paging by keyset, which costs the same on the first page and the last."""

import base64
import json
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnElement, Select, literal, tuple_
from sqlalchemy.orm import InstrumentedAttribute, Mapped, Session, mapped_column, validates

PAGE_SIZE = 50
Row = TypeVar("Row")


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """The text without case and accents, so that `Ecole` finds `école` on every database."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c))


class Named:
    """A row people look for by its name; `folded` is what searching and sorting use."""

    name: Mapped[str]
    folded: Mapped[str] = mapped_column(default="", index=True)

    @validates("name")
    def _fold_name(self, _key: str, value: str) -> str:
        self.folded = fold(value)
        return value


class NamedInLanguages:
    """The same for a row whose name exists per language: it is found under any of them."""

    name: Mapped[dict[str, str]]
    folded: Mapped[str] = mapped_column(default="", index=True)

    @validates("name")
    def _fold_names(self, _key: str, value: dict[str, str]) -> dict[str, str]:
        self.folded = fold(" ".join(dict.fromkeys(value.values())))
        return value


@dataclass(frozen=True)
class Query:
    """What a person asked of a list; `after` is the cursor a former page gave, `sort` one of the list's names."""

    search: str = ""
    sort: str = ""
    after: str = ""
    size: int = PAGE_SIZE


@dataclass(frozen=True)
class Page(Generic[Row]):
    """One page; `next` is the cursor of the following one, empty on the last."""

    items: Sequence[Row]
    next: str


def page(
    session: Session,
    statement: Select[tuple[Row]],
    query: Query,
    *,
    folded: InstrumentedAttribute[str],
    sorts: dict[str, InstrumentedAttribute[Any]],
    id_: InstrumentedAttribute[int],
) -> Page[Row]:
    """Runs `statement` searched by `query.search`, sorted by one of `sorts` (the first by default).

    A `sort` beginning with `-` runs backwards. A cursor that is not ours begins at the start.
    """
    name = query.sort.lstrip("-") if query.sort.lstrip("-") in sorts else next(iter(sorts))
    column, down = sorts[name], query.sort.startswith("-")
    statement = statement.where(*matches(folded, query.search), *_beyond(column, id_, query.after, down))
    order = (column.desc(), id_.desc()) if down else (column.asc(), id_.asc())
    rows = session.scalars(statement.order_by(*order).limit(query.size + 1)).all()
    return Page(rows[: query.size], _cursor(rows, query.size, column.key, id_.key))


def matches(folded: InstrumentedAttribute[str], search: str) -> list[ColumnElement[bool]]:
    """The conditions under which a row is found by these words."""
    return [folded.contains(word, autoescape=True) for word in fold(search).split()[:8]]


def _beyond(
    column: InstrumentedAttribute[Any], id_: InstrumentedAttribute[int], after: str, down: bool
) -> list[ColumnElement[bool]]:
    try:
        value, last = json.loads(base64.urlsafe_b64decode(after.encode()))
    except (ValueError, TypeError):
        return []
    if not isinstance(last, int) or not isinstance(value, column.type.python_type):
        return []
    here, there = tuple_(column, id_), tuple_(literal(value), literal(last))
    return [here < there if down else here > there]


def _cursor(rows: Sequence[Any], size: int, column: str, id_: str) -> str:
    if len(rows) <= size:
        return ""
    last = rows[size - 1]
    return base64.urlsafe_b64encode(json.dumps([getattr(last, column), getattr(last, id_)]).encode()).decode()
