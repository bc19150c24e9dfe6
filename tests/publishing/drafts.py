"""Drafts to publish, made through the services a person's forms go through."""

from sqlalchemy.orm import Session

from charter_admin.catalogue import cookies, providers, purposes, services
from charter_admin.catalogue.models import Purpose, Service
from charter_admin.organizations.scope import Scope
from charter_admin.platforms import service as platforms
from charter_admin.platforms import usages
from charter_admin.platforms.models import Platform
from tests import factories


def scope(session: Session, name: str = "Ville de Rives") -> Scope:
    """An owner of a new organization that has the standard purposes."""
    made = factories.scope(session, name)
    purposes.install_defaults(made)
    return made


def platform(of: Scope, name: str = "Portail de Rives", **settings: object) -> Platform:
    """A platform in French and English, with one exempt service and one cookie."""
    values = {
        "domains": ["www.rives.example"],
        "default_locale": "fr",
        "locales": ["fr", "en"],
        "controller": "Ville de Rives",
        "contact_email": "dpo@rives.example",
    } | settings
    made = platforms.create(of, platforms.PlatformValues(name, **values))  # type: ignore[arg-type]
    use(of, made, "Session", "necessary", "sessionid")
    return made


def purpose(of: Scope, key: str) -> Purpose:
    """One of the organization's purposes."""
    return next(row for row in purposes.every(of) if row.key == key)


def use(of: Scope, on: Platform, name: str, purpose_key: str, *names: str, basis: str | None = None) -> Service:
    """A new service of a provider of its own, with cookies, in use on the platform."""
    provider = providers.create(of, providers.ProviderValues(f"{name} SAS", "FR", "https://provider.example/privacy"))
    texts = {"fr": name, "en": name}
    service = services.create(of, services.ServiceValues(texts, purpose(of, purpose_key).id, provider.id))
    for cookie in names:
        said = {"fr": f"À quoi sert {cookie}", "en": f"What {cookie} is for"}
        cookies.create(of, service, cookies.CookieValues(cookie, said, duration_kind="session"))
    usages.put(of, on, service, usages.UsageValues({"fr": "partout", "en": "everywhere"}, basis))
    return service
