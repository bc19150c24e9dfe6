"""Which charters that are online show a former wording of something in the catalogue.

Asked on the page of every purpose, provider and service, so it reads no document: the publication keeps the digest of
each part, and what the catalogue says now differs only from one set of languages to another.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from sqlalchemy import Select, distinct, select
from sqlalchemy.orm import selectinload

from charter_admin.catalogue.models import Provider, Purpose, Service
from charter_admin.organizations.scope import Scope
from charter_admin.platforms.models import Platform, Usage
from charter_admin.publishing.freeze import told_provider, told_purpose, told_service
from charter_admin.publishing.parts import of_provider, of_purpose, of_service
from charter_admin.versions.models import Publication
from charter_admin.versions.store import LIVE

Row = Purpose | Provider | Service
_KINDS: dict[type[Any], str] = {Purpose: "purpose", Provider: "provider", Service: "service"}


def outdated(scope: Scope, row: Row) -> list[int]:
    """The ids of the platforms, by name, that use the row and whose page online says something else of it."""
    expected: dict[tuple[str, ...], str] = {}
    now = _now(scope, row)
    found = []
    for platform_id, locales, held in scope.session.execute(_shown(scope, row)):
        key = (*locales, now[0](platform_id))
        if key not in expected:
            expected[key] = now[1](locales, key[-1])
        if held is not None and held != expected[key]:
            found.append(platform_id)
    return found


def platforms_of(scope: Scope, ids: Sequence[int]) -> Sequence[Platform]:
    """These platforms by name, with their addresses."""
    statement = scope.select(Platform).where(Platform.id.in_(ids)).options(selectinload(Platform.domains))
    return scope.session.scalars(statement.order_by(Platform.folded, Platform.id)).all()


def _shown(scope: Scope, row: Row) -> Select[Any]:
    """Of each platform online that uses the row: its id, its languages, and the digest of what its page says."""
    held = Publication.parts[f"{_KINDS[type(row)]}/{row.key}"].as_string()
    statement = (
        select(Platform.id, Platform.locales, held)
        .join(Publication, Publication.public_id == Platform.public_id)
        .where(Platform.organization_id == scope.organization_id, Publication.state == LIVE)
        .where(Platform.id.in_(_using(row)))
    )
    return statement.order_by(Platform.folded, Platform.id)


def _using(row: Row) -> Select[Any]:
    platforms = select(distinct(Usage.platform_id)).where(Usage.organization_id == row.organization_id)
    if isinstance(row, Service):
        return platforms.where(Usage.service_id == row.id)
    column = Service.purpose_id if isinstance(row, Purpose) else Service.provider_id
    return platforms.join(Service, Service.id == Usage.service_id).where(column == row.id)


def _now(scope: Scope, row: Row) -> tuple[Callable[[int], str], Callable[[Sequence[str], str], str]]:
    """What the digest depends on besides the languages, by platform; and the digest of what is said now."""
    if isinstance(row, Service):
        return (lambda _: ""), (lambda locales, _: of_service(told_service(row, locales)))
    if isinstance(row, Provider):
        return (lambda _: ""), (lambda _, __: of_provider(told_provider(row)))
    asking = set(_asking(scope, row))

    def basis(platform_id: int) -> str:
        return "consent" if platform_id in asking else "exempt"

    return basis, (lambda locales, held: of_purpose(told_purpose(row, held, locales)))


def _asking(scope: Scope, purpose: Purpose) -> Iterator[int]:
    """The platforms where something of this purpose needs consent."""
    statement = select(Usage.platform_id, Usage.basis).join(Service, Service.id == Usage.service_id)
    mine = (Usage.organization_id == scope.organization_id, Service.purpose_id == purpose.id)
    for platform_id, basis in scope.session.execute(statement.where(*mine).distinct()):
        if (basis or purpose.basis) == "consent":
            yield platform_id
