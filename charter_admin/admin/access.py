"""THE gate: who is asking, in which organization, about which rows, and whether they may.

A view without a declaration is refused to everybody. A stranger to an organization, or to a row, gets 404; a member
whose role is too low 403.
"""

from collections.abc import Callable
from typing import Any, TypeVar, cast

from flask import Flask, Response, current_app, g, redirect, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from charter_admin.accounts import sessions
from charter_admin.accounts.models import User
from charter_admin.admin.database import SAFE_METHODS, db
from charter_admin.admin.rows import row_of
from charter_admin.errors import Forbidden
from charter_admin.organizations import service as organizations
from charter_admin.organizations.models import Membership
from charter_admin.organizations.permissions import PERMISSIONS
from charter_admin.organizations.scope import Scope

COOKIE = "charter_session"
PUBLIC = "public"
SIGNED_IN = "signed-in"

View = TypeVar("View", bound=Callable[..., Any])


def requires(permission: str) -> Callable[[View], View]:
    """Declares what a view needs: a key of PERMISSIONS, `PUBLIC`, or `SIGNED_IN`."""
    if permission not in PERMISSIONS and permission not in (PUBLIC, SIGNED_IN):
        raise ValueError(f"unknown permission {permission}")

    def declare(view: View) -> View:
        view.__dict__["permission"] = permission
        return view

    return declare


def permission_of(view: Callable[..., Any] | None) -> str | None:
    """What a view declared."""
    return cast("str | None", getattr(view, "permission", None))


def scope() -> Scope:
    """The scope of this request; only behind a view that needs a permission of an organization."""
    return cast("Scope", g.scope)


def user() -> User:
    """Who is signed in; only behind a view that is not public."""
    return cast("User", g.user)


def init(app: Flask) -> None:
    """Puts the gate in front of every view."""
    app.before_request(_gate)


def _gate() -> BaseResponse | None:
    if request.endpoint is None or request.endpoint == "static" or request.endpoint.endswith(".static"):
        return None  # an unknown address is the router's business; files hold no secret
    needed = permission_of(current_app.view_functions[request.endpoint])
    if needed is None:
        raise Forbidden()
    g.user = _who()
    if needed == PUBLIC:
        return None
    if g.user is None:
        return _ask_to_sign_in()
    _enter(needed)
    return None


def _enter(needed: str) -> None:
    if needed == SIGNED_IN:
        return
    arguments = request.view_args or {}
    _be(organizations.membership(db.session(), g.user.id, arguments.pop("org")))
    for name in list(arguments):
        arguments[name] = row_of(g.scope, name, arguments)
    g.scope.require(needed)


def stay_in(slug: str) -> None:
    """Shows a person's own page as one of an organization's, with its menu: the one they come from, if it is theirs."""
    memberships = organizations.of_user(db.session(), g.user.id)
    found = next((one for one in memberships if one.organization.slug == slug), None)
    if membership := found or (memberships[0] if len(memberships) == 1 else None):
        _be(membership)


def _be(membership: Membership) -> None:
    g.organization = membership.organization
    g.scope = Scope(db.session(), membership.organization_id, membership.role, g.user.email, g.user.id)


def _who() -> User | None:
    token = request.cookies.get(COOKIE, "")
    return sessions.user_of(db.session(), token) if token else None


def _ask_to_sign_in() -> BaseResponse:
    here = request.full_path.rstrip("?") if request.method in SAFE_METHODS else None
    return redirect(url_for("account.sign_in", next=here if here != "/" else None), 303)


def let_in(response: Response, who: User) -> Response:
    """Opens a session for a person and gives its token to the browser."""
    token = sessions.start(db.session(), who)
    age = int(sessions.LIFETIME.total_seconds())
    secure = bool(current_app.config["SESSION_COOKIE_SECURE"])
    response.set_cookie(COOKIE, token, max_age=age, httponly=True, samesite="Lax", secure=secure)
    return response
