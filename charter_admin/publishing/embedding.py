"""The banner's bytes of one version: what a pinned tag names by their digest, and what a website may keep itself."""

from base64 import b64encode
from dataclasses import dataclass
from hashlib import sha384

from charter_admin.organizations.scope import Scope
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
        return f"sha384-{b64encode(sha384(self.content).digest()).decode()}"


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
