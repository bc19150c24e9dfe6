"""Small, valid things to test with. Each goes through the models only; services have tests of their own."""

from sqlalchemy.orm import Session

from charter_admin.accounts.models import User
from charter_admin.organizations import service as organizations
from charter_admin.organizations.models import Organization
from charter_admin.organizations.scope import Scope


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
