"""Who belongs to an organization, and as what. An organization always keeps an owner."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from charter_admin.accounts import signing_in, users
from charter_admin.accounts.models import User
from charter_admin.errors import Invalid, NotFound, Refused
from charter_admin.i18n import N_
from charter_admin.organizations import service as organizations
from charter_admin.organizations.models import Membership, Organization
from charter_admin.organizations.scope import Scope


@dataclass(frozen=True)
class Member:
    """A membership with the person it is of."""

    membership: Membership
    user: User


def listed(scope: Scope) -> Sequence[Member]:
    """Everybody, by address."""
    rows = scope.session.execute(
        select(Membership, User)
        .join(User, User.id == Membership.user_id)
        .where(Membership.organization_id == scope.organization_id)
        .order_by(User.email)
    )
    return [Member(membership, user) for membership, user in rows]


def invite(scope: Scope, email: str, role: str) -> str | None:
    """Adds a person. Gives the token of a one-time link for somebody new, None for somebody who has an account.

    A link into an existing account would let an owner into that person's other organizations. Raises Invalid.
    """
    scope.require("organization.manage")
    known = users.find(scope.session, email)
    user = users.find_or_create(scope.session, email)
    if scope.session.get(Membership, (scope.organization_id, user.id)):
        raise Invalid("email", N_("This person belongs to the organization already."))
    organizations.join(scope.session, _organization(scope), user.id, role)
    return None if known else signing_in.issue_link(scope.session, user)


def change_role(scope: Scope, membership: Membership, role: str) -> Membership:
    """Gives a member another role. Raises Invalid, and Refused for the last owner."""
    scope.require("organization.manage")
    _keep_an_owner(scope, membership, role)
    return organizations.join(scope.session, _organization(scope), membership.user_id, role)


def remove(scope: Scope, membership: Membership) -> None:
    """Ends a membership; the account stays. Raises Refused for the last owner."""
    scope.require("organization.manage")
    _keep_an_owner(scope, membership, None)
    scope.session.delete(membership)
    scope.session.flush()


def _keep_an_owner(scope: Scope, membership: Membership, role: str | None) -> None:
    if membership.organization_id != scope.organization_id:
        raise NotFound()
    _organization(scope, lock=True)  # two owners stepping down at once must not both succeed
    owners = scope.select(Membership).where(Membership.role == "owner").subquery()
    count = scope.session.scalar(select(func.count()).select_from(owners)) or 0
    if membership.role == "owner" and role != "owner" and count < 2:
        raise Refused(N_("An organization needs an owner. Make somebody else owner first."))


def _organization(scope: Scope, *, lock: bool = False) -> Organization:
    statement = select(Organization).where(Organization.id == scope.organization_id)
    return scope.session.scalars(statement.with_for_update() if lock else statement).one()
