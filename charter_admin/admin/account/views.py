"""Signing in and out, the language, and the password."""

from urllib.parse import urlsplit

from flask import Blueprint, current_app, flash, g, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from charter_admin.accounts import sessions, signing_in, users
from charter_admin.accounts.models import User
from charter_admin.admin import access
from charter_admin.admin.account.forms import PasswordForm, SignInForm
from charter_admin.admin.database import db, writes
from charter_admin.admin.errors import page
from charter_admin.admin.forms import attempt
from charter_admin.i18n import ADMIN_LOCALES

bp = Blueprint("account", __name__)


@bp.route("/sign-in", methods=["GET", "POST"])
@access.requires(access.PUBLIC)
def sign_in() -> ResponseReturnValue:
    """The sign-in form. A wrong password is answered the same way as an unknown address."""
    if g.user:
        return redirect(_next(), 303)
    form = SignInForm()
    if request.method == "POST" and form.validate():
        who = signing_in.check_password(
            db.session(),
            current_app.config["SECRET_KEY"],
            form.email.data or "",
            form.password.data or "",
            request.remote_addr or "",
        )
        if who:
            return _welcome(who)
        form.refusals.append(_("No account has this e-mail address and password."))
    return render_template("account/sign_in.html", form=form), 401 if form.refusals else 200


@bp.get("/sign-in/<token>")
@access.requires(access.PUBLIC)
def sign_in_by_link(token: str) -> ResponseReturnValue:
    """Uses up a one-time link. HEAD, which mail scanners send, does not."""
    if request.method == "HEAD":
        return ""
    writes()
    who = signing_in.redeem_link(db.session(), token)
    if who is None:
        return page(410, _("This link was used already or is too old. Ask for a new one, or use your password."))
    return _welcome(who)


@bp.post("/sign-out")
@access.requires(access.PUBLIC)
def sign_out() -> ResponseReturnValue:
    """Ends the session in the database, so that a copied cookie opens nothing."""
    sessions.end(db.session(), request.cookies.get(access.COOKIE, ""))
    session.clear()
    response = redirect(url_for("account.sign_in"), 303)
    response.delete_cookie(access.COOKIE)
    return response


@bp.post("/language")
@access.requires(access.PUBLIC)
def language() -> ResponseReturnValue:
    """Switches the language, for good if signed in."""
    chosen = request.form.get("locale", "")
    if chosen in ADMIN_LOCALES:
        session["locale"] = chosen
        if g.user:
            users.set_locale(g.user, chosen)
    return redirect(_next(), 303)


@bp.route("/account", methods=["GET", "POST"])
@access.requires(access.SIGNED_IN)
def settings() -> ResponseReturnValue:
    """One's own password. Changing it ends the other sessions."""
    org = request.args.get("org", "")
    access.stay_in(org)
    form = PasswordForm()
    if attempt(form, lambda: users.set_password(access.user(), form.password.data or "")):
        sessions.end_others(db.session(), access.user(), request.cookies.get(access.COOKIE, ""))
        flash(_("The password was saved. Other browsers were signed out."))
        return redirect(url_for("account.settings", org=org or None), 303)
    return render_template("account/settings.html", form=form)


def _welcome(who: User) -> ResponseReturnValue:
    kept = session.get("locale")
    session.clear()
    if kept:
        session["locale"] = kept
    return access.let_in(current_app.make_response(redirect(_next(), 303)), who)


def _next() -> str:
    """Where the person wanted to go, if that is an address of ours."""
    wanted = request.values.get("next", "")
    parts = urlsplit(wanted)
    ours = wanted.startswith("/") and not wanted.startswith(("//", "/\\")) and not parts.netloc and not parts.scheme
    return wanted if ours and "\n" not in wanted and "\r" not in wanted else "/"
