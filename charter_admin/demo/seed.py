"""The demo's organization and its two platforms, made through the same services as everything else."""

from dataclasses import asdict, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from charter_admin.accounts import signing_in, users
from charter_admin.catalogue import cookies, providers, purposes, services
from charter_admin.catalogue.models import Purpose
from charter_admin.demo import facts, site_facts
from charter_admin.organizations import service as organizations
from charter_admin.organizations.models import Organization
from charter_admin.organizations.scope import Scope
from charter_admin.platforms import service as platforms
from charter_admin.platforms import usages
from charter_admin.platforms.models import Platform
from charter_admin.publishing import service as publishing
from charter_admin.versions.banner import Banner
from charter_admin.versions.models import Publication

EMAIL = "demo@example.org"
SLUG = "demonstration"
# Fixed, so that the addresses of the demo are the same on every machine.
PORTAL_ID, SITE_ID = "demoportal", "demosite"


def ensure(session: Session, site_domain: str) -> str:
    """Makes the demo where it is missing, points its site at `site_domain`, gives a one-time sign-in token."""
    user = users.find_or_create(session, EMAIL)
    organization = session.scalar(select(Organization).where(Organization.slug == SLUG))
    if organization is None:
        organization = organizations.create(session, facts.ORGANIZATION)
        organization.slug = SLUG
        organizations.join(session, organization, user.id, "owner")
    scope = Scope(session, organization.id, "owner", user.email, user.id)
    _ensure_platforms(scope, site_domain)
    return signing_in.issue_link(session, user)


def _ensure_platforms(scope: Scope, site_domain: str) -> None:
    purposes.install_defaults(scope)
    if scope.session.get(Publication, PORTAL_ID) is None:
        _make(scope, PORTAL_ID, facts.PORTAL, facts.PORTAL_SERVICES)
    if scope.session.get(Publication, SITE_ID) is None:
        _make(scope, SITE_ID, site_facts.site(site_domain), site_facts.SITE_SERVICES, site_facts.BANNER)
    _follow(scope, site_domain)


def _make(
    scope: Scope,
    public_id: str,
    settings: platforms.PlatformValues,
    used: facts.Services,
    banner: Banner | None = None,
) -> None:
    platform = platforms.create(scope, settings)
    platform.public_id = public_id
    platform.banner = asdict(banner) if banner else {}
    known = {purpose.key: purpose for purpose in purposes.every(scope)}
    if "media" not in known:
        known["media"] = purposes.create(scope, site_facts.MEDIA)
    for service in used:
        _use(scope, platform, known[service.purpose], service)
    publishing.publish(scope, platform)


def _use(scope: Scope, platform: Platform, purpose: Purpose, facts_: facts.ServiceFacts) -> None:
    provider = providers.called(scope, facts_.provider.name) or providers.create(scope, facts_.provider)
    values = services.ServiceValues(facts_.name, purpose.id, provider.id, facts_.hosts)
    service = services.create(scope, values)
    for cookie in facts_.cookies:
        cookies.create(scope, service, cookie)
    usages.put(scope, platform, service, usages.UsageValues(facts_.location))


def _follow(scope: Scope, site_domain: str) -> None:
    """The demo site's port may differ from the last start's; its charter links back to it."""
    site = scope.session.scalar(scope.select(Platform).where(Platform.public_id == SITE_ID))
    if site is None or platforms.domain_names(site) == [site_domain]:
        return
    moved = replace(platforms.values_of(site), domains=[site_domain])
    platforms.update(scope, site, moved, site.revision)
    publishing.publish(scope, site)
