"""Small, valid things to test with, made through the services that make the real ones."""

from typing import Any

from sqlalchemy.orm import Session

from charter_admin.accounts.models import User
from charter_admin.catalogue import cookies, providers, purposes, services
from charter_admin.catalogue.models import Cookie, Provider, Purpose, Service
from charter_admin.organizations import service as organizations
from charter_admin.organizations.models import Organization
from charter_admin.organizations.scope import Scope
from charter_admin.platforms import service as platforms
from charter_admin.platforms import usages
from charter_admin.platforms.models import Platform, Usage


def organization(session: Session, name: str = "Ville de Rives") -> Organization:
    """An organization without members."""
    return organizations.create(session, name)


def user(session: Session, email: str = "claire@example.org") -> User:
    """A person without a password."""
    made = User(email=email)
    session.add(made)
    session.flush()
    return made


def scope(session: Session, name: str = "Ville de Rives", role: str = "owner") -> Scope:
    """Somebody of that role acting in a new organization."""
    return Scope(session, organization(session, name).id, role, actor="Claire")


def purpose(scope: Scope, name: str = "Statistics", basis: str = "consent") -> Purpose:
    """A purpose named in English and French alike."""
    names = {"en": name, "fr": name}
    return purposes.create(scope, purposes.PurposeValues(names, {"en": f"{name}, described"}, basis))


def provider(scope: Scope, name: str = "Matomo") -> Provider:
    """A provider in France."""
    return providers.create(scope, providers.ProviderValues(name, "FR", "https://matomo.example/privacy"))


def service(scope: Scope, name: str = "Audience", **given: Any) -> Service:
    """A service of a new provider, for a new purpose, unless they are given."""
    for_purpose = given.get("purpose") or purpose(scope)
    of_provider = given.get("provider") or provider(scope)
    values = services.ServiceValues({"en": name, "fr": name}, for_purpose.id, of_provider.id, ("stats.example.org",))
    return services.create(scope, values)


def cookie(scope: Scope, service: Service, name: str = "_pk_id.*", **more: Any) -> Cookie:
    """A cookie of a service, 13 months unless told otherwise."""
    values: dict[str, Any] = {"purpose": {"en": "Counts visits"}, "duration_text": {"en": "13 months"}} | more
    return cookies.create(scope, service, cookies.CookieValues(name, **values))


def platform(scope: Scope, name: str = "Portal", **more: Any) -> Platform:
    """A platform in French and English, by default in French."""
    values: dict[str, Any] = {"domains": ["portal.example.org"], "default_locale": "fr", "locales": ["fr", "en"]}
    return platforms.create(scope, platforms.PlatformValues(name, **(values | more)))


def usage(scope: Scope, platform: Platform, service: Service, basis: str | None = None) -> Usage:
    """A service in use in the front office."""
    values = usages.UsageValues({"fr": "front office", "en": "front office"}, basis)
    return usages.put(scope, platform, service, values)
