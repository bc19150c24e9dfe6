"""Choosing an organization."""

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from charter_admin.admin import access
from charter_admin.admin.database import db
from charter_admin.organizations import service as organizations

bp = Blueprint("organizations", __name__)


@bp.get("/")
@access.requires(access.SIGNED_IN)
def index() -> ResponseReturnValue:
    """The organizations of the person; with only one, straight to it."""
    memberships = organizations.of_user(db.session(), access.user().id)
    if len(memberships) == 1:
        return redirect(url_for("platforms.index", org=memberships[0].organization.slug), 303)
    return render_template("organizations/index.html", memberships=memberships)
