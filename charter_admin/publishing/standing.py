"""Whether charters are online, and whether their drafts say something else by now: for many platforms at once.

A list asks this of every row, so the number of statements does not depend on the number of platforms.
"""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select

from charter_admin.organizations.scope import Scope
from charter_admin.platforms.models import Platform
from charter_admin.publishing.drafts import documents
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
    digests = {public_id: digest(document) for public_id, document in documents(scope, live).items()}
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
