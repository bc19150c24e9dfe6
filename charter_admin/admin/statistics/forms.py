"""The forms of the look-up."""

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, StringField
from wtforms.validators import InputRequired, Length

from charter_admin.admin.forms import Form


class LookUpForm(Form):
    """Whose decisions."""

    consent_id = StringField(
        _l("Consent id"),
        [InputRequired(), Length(max=60)],
        description=_l("The visitor reads it in the banner, under the choice that was made, and on the charter page."),
        render_kw={"autocomplete": "off", "spellcheck": "false", "maxlength": 60},
    )


class ProofForm(Form):
    """Which of them."""

    consent_id = HiddenField(validators=[InputRequired(), Length(max=60)])
    receipt_id = HiddenField(validators=[InputRequired(), Length(max=60)])
