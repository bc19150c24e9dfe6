"""The people of the tests: one of each role in Rives, a stranger in Monts, and somebody in both."""

from sqlalchemy.orm import Session

from charter_admin.accounts import users
from charter_admin.catalogue.purposes import install_defaults
from charter_admin.organizations import service as organizations
from charter_admin.organizations.scope import Scope

SECRET = "Zt8xQ-v3LwPq0_rYb2JmKc7Hd9NfGs4A"
PASSWORD = "la marée monte à midi"
ROLES = {"olga": "owner", "paul": "publisher", "emma": "editor", "vera": "viewer"}


def email(person: str) -> str:
    """A person's address."""
    return f"{person}@example.org"


def settle(session: Session) -> None:
    """Makes `rives` with a person of each role, and `monts` owned by Max; Lou belongs to both."""
    rives = organizations.create(session, "Rives")
    monts = organizations.create(session, "Monts")
    for person, role in ROLES.items():
        organizations.join(session, rives, users.find_or_create(session, email(person)).id, role)
    organizations.join(session, monts, users.find_or_create(session, email("max")).id, "owner")
    for organization in (rives, monts):
        organizations.join(session, organization, users.find_or_create(session, email("lou")).id, "editor")
        install_defaults(Scope(session, organization.id, "owner", "tests"))
