"""Declaring platforms: their names, domains, languages and who answers for them."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm.attributes import flag_modified

from charter_admin import values as check
from charter_admin.catalogue import purposes
from charter_admin.editing import editing, remove
from charter_admin.errors import Invalid
from charter_admin.i18n import LOCALES, N_
from charter_admin.listing import Page, Query, page
from charter_admin.organizations.scope import Scope
from charter_admin.platforms import templates as text_templates
from charter_admin.platforms.cookie_domain import outside
from charter_admin.platforms.models import Domain, Platform
from charter_admin.versions.banner import banner_of

SORTS = {"name": Platform.folded, "added": Platform.id}
# No letter or digit that is taken for another one when read aloud or copied by hand.
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"


@dataclass(frozen=True)
class PlatformValues:
    """What a person fills in. The first domain is the one linked to; the default language is one of `locales`."""

    name: str
    domains: Sequence[str]
    default_locale: str
    locales: Sequence[str]
    controller: str = ""
    contact_email: str = ""
    contact_url: str = ""
    contact_address: str = ""
    dpo: str = ""


def values_of(platform: Platform) -> PlatformValues:
    """The values as stored."""
    return PlatformValues(
        platform.name,
        domain_names(platform),
        platform.default_locale,
        platform.locales,
        platform.controller,
        platform.contact_email,
        platform.contact_url,
        platform.contact_address,
        platform.dpo,
    )


def domain_names(platform: Platform) -> list[str]:
    """The platform's hosts, the one linked to first."""
    return [domain.name for domain in platform.domains]


def listed(scope: Scope, query: Query) -> Page[Platform]:
    """One page of the organization's platforms."""
    return page(scope.session, scope.select(Platform), query, folded=Platform.folded, sorts=SORTS, id_=Platform.id)


def get(scope: Scope, public_id: str) -> Platform:
    """One platform. Raises NotFound."""
    return scope.get(Platform, public_id=public_id)


def languages(scope: Scope) -> list[str]:
    """The languages the organization's platforms speak, the most common default first; French and English if none."""
    platforms = scope.session.scalars(scope.select(Platform)).all()
    defaults = [platform.default_locale for platform in platforms]
    spoken = {locale for platform in platforms for locale in platform.locales} or {"fr", "en"}
    return sorted(spoken, key=lambda locale: (-defaults.count(locale), LOCALES.index(locale)))


def create(scope: Scope, values: PlatformValues, *, templates: bool = True) -> Platform:
    """A new platform without services, with a public id of its own. Raises Invalid.

    It starts from the organization's templates of texts, unless `templates` says no.
    """
    scope.require("platform.write")
    checked = _checked(values)
    platform = scope.add(_fill(Platform(public_id=_new_public_id()), checked))
    _name_domains(scope, platform, checked.domains)
    purposes.speak(scope, checked.locales)
    if templates:
        text_templates.bring(scope, platform)
    return platform


def update(scope: Scope, platform: Platform, values: PlatformValues, revision: int) -> Platform:
    """Changes the settings. Raises Invalid, and Stale when `revision` is not the stored one."""
    scope.require("platform.write")
    with editing(scope, platform, revision, values_of):
        checked = _checked(values)
        _keep_cookie(platform, checked.domains)
        _fill(platform, checked)
        _name_domains(scope, platform, checked.domains)
        purposes.speak(scope, checked.locales)
    return platform


def delete_draft(scope: Scope, platform: Platform) -> None:
    """Removes the platform's row with its usages, texts, domains and imports; its versions must be gone by then."""
    scope.require("platform.delete")
    remove(scope, platform, values_of)


def _checked(values: PlatformValues) -> PlatformValues:
    locales = list(dict.fromkeys(check.locale("locales", locale) for locale in values.locales))
    if values.default_locale not in locales:
        raise Invalid("default_locale", N_("The default language must be one of the platform's languages."))
    return PlatformValues(
        check.required("name", values.name),
        check.hosts("domains", values.domains),
        values.default_locale,
        locales,
        check.optional("controller", values.controller),
        check.email("contact_email", values.contact_email),
        check.url("contact_url", values.contact_url),
        check.lines("contact_address", values.contact_address),
        check.lines("dpo", values.dpo),
    )


def _keep_cookie(platform: Platform, hosts: Sequence[str]) -> None:
    """An address outside the domain of the banner's cookie would forget every choice."""
    domain = banner_of(platform.banner).domain
    if domain and (host := outside(domain, hosts)):
        message = N_("%(host)s is not part of %(domain)s, the domain chosen for the cookie of the banner.")
        raise Invalid("domains", message, host=host, domain=domain)


def _fill(platform: Platform, values: PlatformValues) -> Platform:
    platform.name, platform.controller, platform.dpo = values.name, values.controller, values.dpo
    platform.default_locale, platform.locales = values.default_locale, list(values.locales)
    platform.contact_email, platform.contact_url = values.contact_email, values.contact_url
    platform.contact_address = values.contact_address
    return platform


def _name_domains(scope: Scope, platform: Platform, names: Sequence[str]) -> None:
    if domain_names(platform) == list(names):
        return
    if platform.domains:
        platform.domains.clear()
        flag_modified(platform, "name")  # the domains are rows of their own, but their change is a new revision too
        scope.session.flush()  # else the new rows would meet the old ones in the unique constraint
    owner = platform.organization_id
    platform.domains.extend(Domain(organization_id=owner, name=name) for name in names)
    scope.session.flush()


def _new_public_id() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(12))
