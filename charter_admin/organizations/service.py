"""Making organizations and deciding who belongs to them."""

import re
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from charter_admin.errors import Invalid, NotFound
from charter_admin.i18n import N_
from charter_admin.listing import fold
from charter_admin.organizations.models import Membership, Organization
from charter_admin.organizations.permissions import ROLES


def slugify(text: str) -> str:
    """Lower-case letters, digits and hyphens; may be empty."""
    return re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")[:60].strip("-")


def create(session: Session, name: str) -> Organization:
    """A new organization with a free slug. Raises Invalid for an empty name."""
    name = name.strip()
    if not name:
        raise Invalid("name", N_("Give a name."))
    organization = Organization(name=name, slug=_free_slug(session, slugify(name) or "organization"))
    session.add(organization)
    session.flush()
    return organization


def join(session: Session, organization: Organization, user_id: int, role: str) -> Membership:
    """Gives a person a role, replacing the one they had."""
    if role not in ROLES:
        raise Invalid("role", N_("There is no such role."))
    membership = session.get(Membership, (organization.id, user_id))
    if membership is None:
        membership = Membership(organization_id=organization.id, user_id=user_id, role=role)
        session.add(membership)
    membership.role = role
    session.flush()
    return membership


def of_user(session: Session, user_id: int) -> Sequence[Membership]:
    """The memberships of a person, in the order of the organizations' names."""
    statement = select(Membership).join(Membership.organization).where(Membership.user_id == user_id)
    return session.scalars(statement.order_by(Organization.folded)).all()


def membership(session: Session, user_id: int, slug: str) -> Membership:
    """A person's membership of the organization at this address. Raises NotFound to a stranger."""
    statement = select(Membership).join(Membership.organization)
    found = session.scalar(statement.where(Membership.user_id == user_id, Organization.slug == slug))
    if found is None:
        raise NotFound()
    return found


def _free_slug(session: Session, wanted: str) -> str:
    taken = set(session.scalars(select(Organization.slug).where(Organization.slug.startswith(wanted))))
    numbered = (f"{wanted}-{n}" for n in range(2, len(taken) + 3))
    return next(slug for slug in (wanted, *numbered) if slug not in taken)
