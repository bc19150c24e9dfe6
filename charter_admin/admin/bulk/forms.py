"""Forms of what is done to many platforms at once."""

from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField

from charter_admin.admin.forms import Form, LocalizedField, LocalizedForm
from charter_admin.platforms.usages import UsageValues


class GoForm(Form):
    """The button that starts a job."""


class UseForm(LocalizedForm):
    """The same where a service is put in use: with where, and on which basis."""

    location = LocalizedField(
        _l("Where it is used"),
        description=_l("For instance “front and back office”, or “account pages”. Leave empty if it is everywhere."),
    )
    basis = RadioField(_l("Consent on these platforms"), coerce=lambda value: value or None)

    def __init__(self, locales: Iterable[str], **kwargs: Any) -> None:
        super().__init__(locales, **kwargs)
        self.basis.choices = [
            ("", _l("As the purpose of the service says")),
            ("exempt", _l("Exempt here")),
            ("consent", _l("Needs consent here")),
        ]

    def values(self) -> UsageValues:
        """What was filled in."""
        return UsageValues(self.location.data, self.basis.data)


class BringForm(Form):
    """The button that brings platforms to the templates."""

    overwrite = BooleanField(
        _l("Replace also what was changed on a platform"),
        description=_l("Leave this empty to keep what your colleagues wrote there."),
    )
