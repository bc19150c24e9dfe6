"""Whether charters are online, and whether their drafts say something else by now: for many platforms at once.

A list asks this of every row, so the number of statements does not depend on the number of platforms.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from charter_admin.catalogue.models import Purpose, Service
from charter_admin.organizations.scope import Scope
from charter_admin.platforms.models import CharterText, Platform, Usage
from charter_admin.platforms.texts import sections_of
from charter_admin.publishing.drafts import NECESSARY
from charter_admin.publishing.freeze import Memory, freeze
from charter_admin.versions.document import Document, digest
from charter_admin.versions.models import CharterVersion, Publication
from charter_admin.versions.store import LIVE


@dataclass(frozen=True)
class Standing:
    """`state` is that of the publication, empty before the first one; `number` is of the version online.

    `changed` tells, of a charter that is online, whether publishing again would make another version.
    """

    state: str = ""
    number: int | None = None
    changed: bool = False

    @property
    def settled(self) -> bool:
        """Whether visitors read what the draft says."""
        return self.state == LIVE and not self.changed


def standings(scope: Scope, platforms: Collection[Platform]) -> dict[str, Standing]:
    """The standing of each platform by its public id."""
    published = _published(scope, platforms)
    live = [platform for platform in platforms if published.get(platform.public_id, ("",))[0] == LIVE]
    digests = {public_id: digest(document) for public_id, document in drafts(scope, live).items()}
    return {
        public_id: Standing(state, number, public_id in digests and digests[public_id] != held)
        for public_id, (state, number, held) in published.items()
    } | {platform.public_id: Standing() for platform in platforms if platform.public_id not in published}


def _published(scope: Scope, platforms: Collection[Platform]) -> dict[str, tuple[str, int | None, str | None]]:
    """The state, number and digest of what was published, by public id."""
    statement = (
        select(Publication.public_id, Publication.state, CharterVersion.number, CharterVersion.digest)
        .outerjoin(CharterVersion, CharterVersion.id == Publication.version_id)
        .where(Publication.organization_id == scope.organization_id)
        .where(Publication.public_id.in_([platform.public_id for platform in platforms]))
    )
    return {public_id: (state, number, held) for public_id, state, number, held in scope.session.execute(statement)}


def drafts(scope: Scope, platforms: Collection[Platform]) -> dict[str, Document]:
    """The charter each platform would get if it were published now, by public id."""
    if not platforms:
        return {}
    ids = [platform.id for platform in platforms]
    used, texts, memory = _usages(scope, ids), _texts(scope, ids), Memory()
    necessary = scope.session.scalar(scope.select(Purpose).where(Purpose.key == NECESSARY))
    found = {}
    for platform in platforms:
        sections = {locale: sections_of(texts[platform.id], locale) for locale in platform.locales}
        found[platform.public_id] = freeze(platform, used[platform.id], sections, necessary, memory)
    return found


@dataclass(frozen=True)
class _InUse:
    """A usage without its row: a page of platforms has thousands, and only reads them."""

    service: Service
    location: Mapping[str, str] = field(default_factory=dict)
    basis: str | None = None

    @property
    def effective_basis(self) -> str:
        return self.basis or self.service.purpose.basis


def _usages(scope: Scope, ids: Sequence[int]) -> Mapping[int, list[_InUse]]:
    columns = (Usage.platform_id, Usage.service_id, Usage.location, Usage.basis)
    rows = scope.session.execute(
        scope.select(Usage).with_only_columns(*columns).where(Usage.platform_id.in_(ids))
    ).all()
    whole = (joinedload(Service.purpose), joinedload(Service.provider), selectinload(Service.cookies))
    statement = scope.select(Service).where(Service.id.in_({row.service_id for row in rows})).options(*whole)
    services = {service.id: service for service in scope.session.scalars(statement)}
    found: dict[int, list[_InUse]] = defaultdict(list)
    for row in rows:
        found[row.platform_id].append(_InUse(services[row.service_id], row.location, row.basis))
    return found


def _texts(scope: Scope, ids: Sequence[int]) -> Mapping[int, list[CharterText]]:
    found: dict[int, list[CharterText]] = defaultdict(list)
    for text in scope.session.scalars(scope.select(CharterText).where(CharterText.platform_id.in_(ids))):
        found[text.platform_id].append(text)
    return found
