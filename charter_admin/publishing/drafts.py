"""Reading a platform's draft out of the database."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from charter_admin.catalogue.models import Purpose
from charter_admin.errors import Invalid
from charter_admin.i18n import N_
from charter_admin.organizations.scope import Scope
from charter_admin.platforms import texts, usages
from charter_admin.platforms.models import Platform, Usage
from charter_admin.platforms.texts import Section
from charter_admin.publishing.freeze import freeze
from charter_admin.versions.document import Document

NECESSARY = "necessary"


@dataclass(frozen=True)
class Draft:
    """The rows a charter is made of, with the charter they make."""

    document: Document
    usages: Sequence[Usage]
    sections: Mapping[str, Sequence[Section]]


def read(scope: Scope, platform: Platform) -> Draft:
    """The draft as it is. Raises Invalid where no charter can be made of it."""
    require_languages(platform)
    used = usages.every(scope, platform)
    sections = {locale: texts.sections(scope, platform, locale) for locale in platform.locales}
    necessary = scope.session.scalar(scope.select(Purpose).where(Purpose.key == NECESSARY))
    return Draft(freeze(platform, used, sections, necessary), used, sections)


def require_languages(platform: Platform) -> None:
    """Raises Invalid for a platform whose charter would be in no language."""
    if platform.default_locale not in platform.locales:
        raise Invalid("locales", N_("Choose at least one language, and a default one among them."))


def read_anew(scope: Scope, platform: Platform) -> Draft:
    """The same, from the database and not from what this session remembers."""
    scope.session.flush()
    scope.session.expire_all()
    return read(scope, platform)
