"""The banner's bytes of one version: what a pinned tag names by their digest, and what a website may keep itself."""

from dataclasses import dataclass

from charter_admin.organizations.scope import Scope
from charter_admin.publishing.own_file import integrity_of
from charter_admin.versions import store
from charter_admin.versions.models import CharterVersion


@dataclass(frozen=True)
class Pinned:
    """The banner of a version in one language, as its address with the version's number answers for ever."""

    number: int
    locale: str
    content: bytes

    @property
    def integrity(self) -> str:
        """The value of the attribute `integrity` (Subresource Integrity)."""
        return integrity_of(self.content)


def pinned(scope: Scope, version: CharterVersion) -> dict[str, Pinned]:
    """The banners of a version by language. The first build is the one a pinned address serves."""
    connection = scope.session.connection()
    found = {}
    for locale in version.locales:
        name = store.artefact_name(connection, version.id, "banner", locale, first=True)
        stored = store.artefact_bytes(connection, version.id, name) if name else None
        if stored:
            found[locale] = Pinned(version.number, locale, stored.identity)
    return found
