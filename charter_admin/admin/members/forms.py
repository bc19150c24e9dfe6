"""Forms of the members' pages."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import EmailField, RadioField
from wtforms.validators import InputRequired, Length

from charter_admin.admin.forms import Form
from charter_admin.organizations.permissions import ROLES

ROLE_WORDS = {
    "viewer": _l("Viewer: reads everything"),
    "editor": _l("Editor: changes the catalogue and the drafts"),
    "publisher": _l("Publisher: also publishes and takes offline"),
    "owner": _l("Owner: also deletes platforms and manages the people"),
}


class RoleForm(Form):
    """What a person may do."""

    role = RadioField(_l("Role"), [InputRequired()])

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.role.choices = [(role, ROLE_WORDS[role]) for role in ROLES]


class InviteForm(RoleForm):
    """A new member."""

    email = EmailField(_l("E-mail address"), [InputRequired(), Length(max=254)])

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"data": {"role": "editor"}, **kwargs})
