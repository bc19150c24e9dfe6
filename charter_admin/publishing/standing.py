"""Whether charters are online, and whether their drafts say something else by now: for many platforms at once.

A list asks this of every row, so the number of statements does not depend on the number of platforms.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from charter_admin.catalogue.models import Purpose, Service
from charter_admin.organizations.scope import Scope
from charter_admin.platforms.models import CharterText, Platform, Usage
from charter_admin.platforms.texts import sections_of
from charter_admin.publishing.drafts import NECESSARY
from charter_admin.publishing.freeze import freeze
from charter_admin.versions.document import digest
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
    digests = _draft_digests(scope, live)
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


def _draft_digests(scope: Scope, platforms: Collection[Platform]) -> dict[str, str]:
    """The digest each draft would be published with."""
    if not platforms:
        return {}
    ids = [platform.id for platform in platforms]
    used, texts = _usages(scope, ids), _texts(scope, ids)
    necessary = scope.session.scalar(scope.select(Purpose).where(Purpose.key == NECESSARY))
    digests = {}
    for platform in platforms:
        sections = {locale: sections_of(texts[platform.id], locale) for locale in platform.locales}
        digests[platform.public_id] = digest(freeze(platform, used[platform.id], sections, necessary))
    return digests


def _usages(scope: Scope, ids: Sequence[int]) -> Mapping[int, list[Usage]]:
    # One row a service, not one a usage: many platforms use the same few services.
    service = selectinload(Usage.service)
    whole = (service.joinedload(Service.purpose), service.joinedload(Service.provider))
    statement = scope.select(Usage).where(Usage.platform_id.in_(ids))
    found: dict[int, list[Usage]] = defaultdict(list)
    for usage in scope.session.scalars(statement.options(*whole, service.selectinload(Service.cookies))):
        found[usage.platform_id].append(usage)
    return found


def _texts(scope: Scope, ids: Sequence[int]) -> Mapping[int, list[CharterText]]:
    found: dict[int, list[CharterText]] = defaultdict(list)
    for text in scope.session.scalars(scope.select(CharterText).where(CharterText.platform_id.in_(ids))):
        found[text.platform_id].append(text)
    return found
