"""One more platform like another one."""

from flask import flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.validators import DataRequired, Length

from charter_admin.admin import access
from charter_admin.admin.forms import SHORT, Form, LinesField, attempt
from charter_admin.admin.platforms.forms import LONGEST_LIST
from charter_admin.admin.platforms.views import bp
from charter_admin.platforms.cloning import clone as copy
from charter_admin.platforms.models import Platform

__all__ = ["bp"]


class CloneForm(Form):
    """What the new platform has of its own."""

    name = StringField(_l("Name"), [DataRequired(), Length(max=SHORT)])
    domains = LinesField(
        _l("Addresses of the website"),
        [DataRequired(), Length(max=LONGEST_LIST)],
        description=_l("One a line, such as www.example.org. The first one is the one the charter links to."),
        render_kw={"autocapitalize": "none", "spellcheck": "false"},
    )


@bp.route("/o/<org>/platforms/<platform>/clone", methods=["GET", "POST"])
@access.requires("platform.write")
def clone(platform: Platform) -> ResponseReturnValue:
    """Asks for a name and addresses, then to the new platform's page."""
    form = CloneForm()
    made = attempt(form, lambda: copy(access.scope(), platform, form.name.data or "", form.domains.data))
    if made:
        flash(_("%(name)s was added.", name=made.name))
        return redirect(url_for("platforms.show", org=g.organization.slug, platform=made.public_id), 303)
    return render_template("platforms/clone.html", platform=platform, form=form)
