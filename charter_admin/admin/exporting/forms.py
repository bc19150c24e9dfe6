"""Forms of taking a spreadsheet back: the file, then the decision."""

import base64
import binascii

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, HiddenField

from charter_admin.admin import errors
from charter_admin.admin.forms import Form
from charter_admin.errors import Refused
from charter_admin.exporting.limits import MOST_BYTES


class TakeBackForm(Form):
    """A file that was downloaded here and edited."""

    file = FileField(
        _l("Your file"),
        [FileRequired(_l("Choose a file."))],
        description=_l(
            "An Excel workbook or a CSV file you downloaded here, up to 3 MB. You see what it changes first."
        ),
        render_kw={"accept": ".xlsx,.csv"},
    )
    removing = BooleanField(
        _l("Remove the cookies whose rows I deleted"),
        description=_l("Only for a file of the whole catalogue. Without this, a row that is missing changes nothing."),
    )

    def content(self) -> bytes:
        """The bytes of the file, and one more than allowed of a file that is too large."""
        return bytes(self.file.data.read(MOST_BYTES + 1))

    def explain(self, error: Refused) -> None:
        """Says beside the field why the file is not taken; names of columns are translated too."""
        if "column" in error.values:
            error.values["column"] = gettext(str(error.values["column"]))
        self.refuse("file", errors.message(error))


class ApplyForm(Form):
    """What was looked at: the file itself, and the digest of what it would do."""

    content = HiddenField()
    digest = HiddenField()
    removing = HiddenField()

    def values(self) -> tuple[bytes, str, bool]:
        """The file, the digest and whether missing rows count; nothing of what was tampered with."""
        try:
            data = base64.b64decode(self.content.data or "", validate=True)
        except (binascii.Error, ValueError):
            data = b""
        return data, self.digest.data or "", self.removing.data == "yes"
