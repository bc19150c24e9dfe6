"""Which files there are, from one moment of the database."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection

from charter_admin.versions import store
from charter_admin.versions.store import DELETED, LIVE, Published, Stored


@dataclass(frozen=True)
class Place:
    """A folder of the tree: a charter (`version` empty) or one of its versions (`/v/2`), and its languages."""

    public_id: str
    version: str
    published: Published

    @property
    def path(self) -> str:
        """The folder, without a slash at either end."""
        return f"c/{self.public_id}{self.version}"


def places(connection: Connection) -> Iterator[Place]:
    """Every folder that visitors may read; neither what was deleted, nor what is current of the unpublished."""
    for public_id, state in store.publications(connection):
        if state == DELETED:
            continue
        numbers: list[int | None] = [*([None] if state == LIVE else []), *store.numbers(connection, public_id)]
        for number in numbers:
            found = store.published(connection, public_id, number)
            if found is not None and found.version_id is not None:
                yield Place(public_id, f"/v/{number}" if number else "", found)


def gone(connection: Connection) -> dict[str, str]:
    """The public ids that answer 410, with their state."""
    return {public_id: state for public_id, state in store.publications(connection) if state != LIVE}


def files(connection: Connection, place: Place) -> Iterator[tuple[str, Stored]]:
    """The files of a folder by their path."""
    default = place.published.default_locale
    wanted = [(f"{locale}/index.html", "page", locale) for locale in place.published.locales]
    wanted += [(f"{locale}/banner.js", "banner", locale) for locale in place.published.locales]
    wanted += [("banner.js", "banner", default), ("charter.json", "json", "")]
    for name, kind, locale in wanted:
        stored = _stored(connection, place, kind, locale)
        if stored is not None:
            yield f"{place.path}/{name}", stored


def _stored(connection: Connection, place: Place, kind: str, locale: str) -> Stored | None:
    version_id = place.published.version_id or 0
    # A version's script is pinned by its digest, so it stays as it was first made; as in the public plane.
    first = kind == "banner" and bool(place.version)
    name = store.artefact_name(connection, version_id, kind, locale, first=first)
    return store.artefact_bytes(connection, version_id, name) if name else None
