"""Reading drafts out of the database, as the charters they would make."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import ClassVar

from charter_admin.catalogue.models import Purpose
from charter_admin.errors import Invalid
from charter_admin.i18n import N_
from charter_admin.organizations.scope import Scope
from charter_admin.platforms.models import CharterText, Platform
from charter_admin.platforms.texts import sections_of
from charter_admin.publishing.freeze import Memory, freeze
from charter_admin.publishing.rows import in_use
from charter_admin.versions.document import Document

NECESSARY = "necessary"
MOST_REMEMBERED = 20_000  # services as told, a few KB each


class _Remembered:
    """What was told of services. A new dictionary takes the place of a full one: other threads may be reading that."""

    services: ClassVar[Memory] = {}


def read(scope: Scope, platform: Platform) -> Document:
    """The charter of the draft as it is. Raises Invalid where none can be made of it."""
    require_languages(platform)
    return documents(scope, [platform])[platform.public_id]


def read_anew(scope: Scope, platform: Platform) -> Document:
    """The same, from the database and not from what this session remembers."""
    scope.session.flush()
    scope.session.expire_all()
    return read(scope, platform)


def documents(scope: Scope, platforms: Collection[Platform]) -> dict[str, Document]:
    """The charter each platform would get if it were published now, by public id: as many statements for many as for
    one. The caller has required their languages.
    """
    if not platforms:
        return {}
    if len(_Remembered.services) > MOST_REMEMBERED:
        _Remembered.services = {}
    memory = _Remembered.services
    ids = [platform.id for platform in platforms]
    used, texts = in_use(scope, ids), _texts(scope, ids)
    necessary = scope.session.scalar(scope.select(Purpose).where(Purpose.key == NECESSARY))
    found = {}
    for platform in platforms:
        sections = {locale: sections_of(texts[platform.id], locale) for locale in platform.locales}
        found[platform.public_id] = freeze(platform, used[platform.id], sections, necessary, memory)
    return found


def require_languages(platform: Platform) -> None:
    """Raises Invalid for a platform whose charter would be in no language."""
    if platform.default_locale not in platform.locales:
        raise Invalid("locales", N_("Choose at least one language, and a default one among them."))


def _texts(scope: Scope, ids: Sequence[int]) -> Mapping[int, list[CharterText]]:
    found: dict[int, list[CharterText]] = defaultdict(list)
    for text in scope.session.scalars(scope.select(CharterText).where(CharterText.platform_id.in_(ids))):
        found[text.platform_id].append(text)
    return found
