"""Adding people to an organization, changing their role, ending their membership."""

from flask import Blueprint, current_app, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import object_session

from charter_admin.accounts import members
from charter_admin.accounts.models import User
from charter_admin.admin import access
from charter_admin.admin.forms import attempt
from charter_admin.admin.members.forms import ROLE_WORDS, InviteForm, RoleForm
from charter_admin.organizations.models import Membership

bp = Blueprint("members", __name__)


@bp.route("/o/<org>/members", methods=["GET", "POST"])
@access.requires("organization.manage")
def index() -> ResponseReturnValue:
    """Everybody, and a form for one more. The one-time link of somebody new is shown once, here."""
    form, invitation = InviteForm(), ""
    done = attempt(form, lambda: (members.invite(access.scope(), form.email.data or "", form.role.data),))
    if done:
        if done[0] is None:
            flash(_("%(email)s was added and signs in as usual.", email=form.email.data))
            return redirect(url_for("members.index", org=g.organization.slug), 303)
        invitation = current_app.config["BASE_URL"] + url_for("account.sign_in_by_link", token=done[0])
    everybody = members.listed(access.scope())
    return render_template("members/index.html", form=form, invitation=invitation, members=everybody, words=ROLE_WORDS)


@bp.route("/o/<org>/members/<int:member>", methods=["GET", "POST"])
@access.requires("organization.manage")
def edit(member: Membership) -> ResponseReturnValue:
    """Another role."""
    form = RoleForm(obj=member)
    if attempt(form, lambda: members.change_role(access.scope(), member, form.role.data)):
        flash(_("The role was saved."))
        return redirect(url_for("members.index", org=g.organization.slug), 303)
    return render_template("members/edit.html", form=form, member=member, person=_person(member))


@bp.post("/o/<org>/members/<int:member>/remove")
@access.requires("organization.manage")
def remove(member: Membership) -> ResponseReturnValue:
    """Ends the membership."""
    person = _person(member)
    members.remove(access.scope(), member)
    flash(_("%(email)s no longer belongs to the organization.", email=person.email))
    if person is access.user():
        return redirect(url_for("organizations.index"), 303)
    return redirect(url_for("members.index", org=g.organization.slug), 303)


def _person(membership: Membership) -> User:
    session = object_session(membership)
    found = session.get(User, membership.user_id) if session else None
    if found is None:
        raise LookupError(membership.user_id)  # the foreign key forbids it
    return found
