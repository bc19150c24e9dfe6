"""Forms of the page of receipts."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, IntegerField, SelectField, StringField
from wtforms.validators import InputRequired, Length, Optional, ValidationError

from charter_admin.admin.forms import Form, RevisedForm
from charter_admin.consent.keeping import MOST_MONTHS
from charter_admin.platforms.models import Platform

FORMATS = {"csv": _l("CSV file"), "xlsx": _l("Excel workbook"), "ndjson": _l("NDJSON, for programs")}


class DownloadForm(Form):
    """Which receipts, as which file. Its values stand in the address."""

    platform = SelectField(_l("Platform"))
    since = DateField(_l("From"), [Optional()])
    until = DateField(_l("Until"), [Optional()], description=_l("Including this day. Days begin at midnight UTC."))
    format = SelectField(_l("File"))

    def __init__(self, platforms: Iterable[Platform], **kwargs: Any) -> None:
        super().__init__(meta={"csrf": False}, **kwargs)  # it only reads
        self.platform.choices = [("", _l("All platforms")), *((each.public_id, each.name) for each in platforms)]
        self.format.choices = list(FORMATS.items())

    def validate_until(self, field: DateField) -> None:
        """Refuses a period that ends before it begins, or beyond the calendar."""
        if field.data and self.since.data and field.data < self.since.data:
            raise ValidationError(_("This is before the first day."))
        if field.data and field.data == date.max:
            raise ValidationError(_("There is no such time."))

    def period(self) -> tuple[datetime | None, datetime | None]:
        """The first moment, and the first one after the last."""
        first, last = self.since.data, self.until.data
        return _midnight(first), _midnight(last + timedelta(days=1) if last else None)


class KeepingForm(RevisedForm):
    """For how long."""

    receipt_months = IntegerField(
        _l("Keep receipts for (months)"),
        [InputRequired()],
        description=_l("Counted from the day the visitor chose again, or the choice ended by itself. Usual: 13."),
        render_kw={"min": 0, "max": MOST_MONTHS, "inputmode": "numeric"},
    )


class ErasureForm(Form):
    """Whose receipts go."""

    consent_id = StringField(
        _l("Consent id"),
        [InputRequired(), Length(max=60)],
        description=_l("The visitor finds it in the banner and on the charter, under “your choice on this device”."),
        render_kw={"autocomplete": "off", "spellcheck": "false"},
    )


def _midnight(day: date | None) -> datetime | None:
    return datetime(day.year, day.month, day.day, tzinfo=UTC) if day else None
