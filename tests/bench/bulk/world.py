"""A large organization to measure on: many platforms in two languages that use the same services."""

from sqlalchemy import insert
from sqlalchemy.orm import Session

from charter_admin.catalogue import cookies, providers, purposes, services
from charter_admin.organizations import service as organizations
from charter_admin.organizations.scope import Scope
from charter_admin.platforms import service as platforms
from charter_admin.platforms.models import Platform, Usage

KINDS = ("necessary", "preferences", "statistics", "marketing")


def settle(session: Session, count: int, used: int, name: str = "Région") -> Scope:
    """An organization with `count` platforms, each of which uses the same `used` services of three cookies each."""
    organization = organizations.create(session, name)
    scope = Scope(session, organization.id, "owner", "bench")
    purposes.install_defaults(scope)
    declared = [declare(scope, number) for number in range(used)]
    for number in range(count):
        use(scope, platform(scope, number), declared)
    session.flush()
    return scope


def scope_of(session: Session, organization_id: int) -> Scope:
    """The same person in another transaction."""
    return Scope(session, organization_id, "owner", "bench")


def declare(scope: Scope, number: int) -> int:
    """A service with three cookies; gives its id."""
    known = {purpose.key: purpose.id for purpose in purposes.every(scope)}
    values = providers.ProviderValues(f"Prestataire {number // 2}", "FR", f"https://p{number // 2}.example/privacy")
    provider = providers.called(scope, values.name) or providers.create(scope, values)
    names = {"fr": f"Service numéro {number}", "en": f"Service number {number}"}
    hosts = (f"s{number}.example",)
    service = services.create(
        scope, services.ServiceValues(names, known[KINDS[number % len(KINDS)]], provider.id, hosts)
    )
    for each in ("id", "session", "seen"):
        purpose = {
            "fr": f"Retient pour le service {number} ce que le visiteur a fait ({each}), afin de ne pas le redemander.",
            "en": f"Remembers for service {number} what the visitor did ({each}), so as not to ask again.",
        }
        values_ = cookies.CookieValues(f"s{number}_{each}", purpose, duration_text={"fr": "13 mois", "en": "13 months"})
        cookies.create(scope, service, values_)
    return service.id


def platform(scope: Scope, number: int) -> Platform:
    """A platform without services."""
    values = platforms.PlatformValues(
        f"Portail {number:03d}",
        [f"portail-{number}.example"],
        "fr",
        ["fr", "en"],
        "Région de Rives",
        f"contact-{number}@example.org",
    )
    return platforms.create(scope, values)


def use(scope: Scope, platform: Platform, ids: list[int]) -> None:
    """Puts all the services in use, with one statement: the service would take several for each."""
    place = {"fr": "tout le site", "en": "the whole site"}
    own = {"organization_id": scope.organization_id, "platform_id": platform.id, "location": place, "basis": None}
    scope.session.execute(insert(Usage), [own | {"service_id": service_id} for service_id in ids])
