"""Forms of the account pages."""

from flask_babel import lazy_gettext as _l
from wtforms import EmailField, PasswordField
from wtforms.validators import InputRequired, Length

from charter_admin.accounts.passwords import MAX_LENGTH
from charter_admin.admin.forms import Form


class SignInForm(Form):
    """E-mail address and password."""

    email = EmailField(_l("E-mail address"), [InputRequired(), Length(max=254)], render_kw={"autocomplete": "username"})
    password = PasswordField(
        _l("Password"), [InputRequired(), Length(max=MAX_LENGTH)], render_kw={"autocomplete": "current-password"}
    )


class PasswordForm(Form):
    """A new password."""

    password = PasswordField(
        _l("New password"),
        [InputRequired(), Length(max=MAX_LENGTH)],
        description=_l("At least 12 characters. A sentence is easier to remember than a riddle."),
        render_kw={"autocomplete": "new-password"},
    )
