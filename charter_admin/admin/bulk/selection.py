"""Which platforms a person chose on the list: some of them, or all that the search finds. It travels in the address."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import selectinload
from werkzeug.datastructures import MultiDict

from charter_admin.admin.lists import query_of
from charter_admin.listing import Page, Query, matches, page
from charter_admin.organizations.scope import Scope
from charter_admin.platforms.models import Platform
from charter_admin.platforms.service import SORTS

SHOWN = 25
MOST_IDS = 200  # a page of the list has 50; what is more was not sent by a browser


@dataclass(frozen=True)
class Selection:
    """All platforms that `search` finds, or those of the public ids."""

    all: bool
    search: str
    ids: tuple[str, ...]
    after: str = ""

    @classmethod
    def of(cls, arguments: MultiDict[str, str]) -> "Selection":
        """What an address says."""
        query = query_of(arguments)
        ids = tuple(dict.fromkeys(arguments.getlist("platform")[:MOST_IDS]))
        return cls("all" in arguments, query.search, ids, query.after)

    def address(self, more: Mapping[str, Any], after: str = "") -> dict[str, Any]:
        """The same as parts of an address, with `more` of them, from a cursor on."""
        chosen = {"all": 1, "search": self.search or None} if self.all else {"platform": list(self.ids)}
        return chosen | dict(more) | {"after": after or None}

    def count(self, scope: Scope) -> int:
        """How many platforms that are."""
        return scope.session.scalar(select(func.count()).select_from(self._statement(scope).subquery())) or 0

    def every(self, scope: Scope) -> Sequence[Platform]:
        """The platforms, by name."""
        return scope.session.scalars(self._statement(scope).order_by(Platform.folded, Platform.id)).all()

    def shown(self, scope: Scope) -> Page[Platform]:
        """A page of them: what would happen to each is worth looking at, and takes a moment to work out."""
        statement = self._statement(scope).options(selectinload(Platform.domains))
        query = Query(after=self.after, size=SHOWN)
        return page(scope.session, statement, query, folded=Platform.folded, sorts=SORTS, id_=Platform.id)

    def _statement(self, scope: Scope) -> Select[tuple[Platform]]:
        statement = scope.select(Platform)
        if self.all:
            return statement.where(*matches(Platform.folded, self.search))
        return statement.where(Platform.public_id.in_(self.ids))
