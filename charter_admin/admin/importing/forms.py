"""Forms of taking in a charter and of correcting what was found."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from charter_admin.admin.catalogue.forms import PARTIES
from charter_admin.admin.forms import LONG, SHORT, Form, short
from charter_admin.admin.importing.words import NOT_READABLE, REFUSALS
from charter_admin.admin.language import locale as reading
from charter_admin.catalogue.models import Purpose
from charter_admin.importing.errors import ImportRefused
from charter_admin.importing.models import ImportProposal
from charter_admin.importing.suggestions import AcceptValues, suggest
from charter_admin.versions.document import localized

_TEXTS = ("name", "provider", "service", "location", "purpose", "duration", "party")


class TakeInForm(Form):
    """A charter, pasted or as a file."""

    text = TextAreaField(
        _l("Paste the charter"),
        description=_l("Open your cookie page, select everything, copy it, paste it here. Tables keep their columns."),
        render_kw={"spellcheck": "false"},
    )
    file = FileField(
        _l("Or choose a file"),
        description=_l(
            "A web page (HTML), Word (DOCX), Excel (XLSX), LibreOffice Calc (ODS), PDF, CSV, JSON, Markdown, "
            "reStructuredText or plain text, up to 5 MB. If you give both, the file is read."
        ),
        render_kw={"accept": ".txt,.html,.htm,.xhtml,.md,.rst,.csv,.tsv,.json,.xlsx,.xlsm,.docx,.ods,.pdf"},
    )

    def document(self) -> tuple[bytes, str]:
        """The bytes and the name of the file; a pasted text has no name."""
        if self.file.data:
            return self.file.data.read(), self.file.data.filename or ""
        return (self.text.data or "").encode(), ""

    def explain(self, error: ImportRefused) -> None:
        """Says beside the field that was used why it cannot be read."""
        self.refuse("file" if self.file.data else "text", gettext(REFUSALS.get(error.code, NOT_READABLE)))


def choices(purposes: Sequence[Purpose], nothing: str) -> list[tuple[str, str]]:
    """The purposes to choose from, after the words for choosing none."""
    named = [(str(p.id), localized(p.name, reading(), "fr")) for p in purposes]
    return [("", nothing), *named]


class ProposalForm(Form):
    """One proposal, corrected. Several stand on one page: its fields are named after the proposal."""

    name = StringField(
        _l("Cookie name"), [InputRequired(), Length(max=SHORT)], description=_l("A * stands for any characters.")
    )
    purpose_id = SelectField(_l("Purpose"), description=_l("Decides whether consent is asked."))
    provider = StringField(_l("Provider"), short(), description=_l("Empty: the controller of the platform."))
    service = StringField(_l("Service"), short(), description=_l("Empty: the name of the provider."))
    purpose = TextAreaField(_l("What it is for"), [Length(max=LONG)])
    location = StringField(_l("Where on the platform"), short())
    duration = StringField(_l("Duration"), short())
    party = SelectField(_l("Set by"))

    def __init__(self, proposal: ImportProposal, purposes: Sequence[Purpose], **kwargs: Any) -> None:
        values = asdict(suggest(proposal, purposes))
        guess = values["purpose_id"]
        data = values | {"purpose_id": str(guess) if guess else ""}
        super().__init__(prefix=f"p{proposal.id}", data=data, **kwargs)
        self.purpose_id.choices = choices(purposes, gettext("Choose…"))
        self.party.choices = list(PARTIES.items())

    def values(self) -> AcceptValues:
        """What the person accepts."""
        texts = {
            name: field.data or "" for name, field in self._fields.items() if name not in ("csrf_token", "purpose_id")
        }
        chosen = self.purpose_id.data or ""
        number = int(chosen) if chosen.isascii() and chosen.isdigit() and len(chosen) < 10 else None
        return AcceptValues(purpose_id=number, **texts)

    def fill(self, better: AcceptValues) -> None:
        """Shows these values instead, for the person to check before anything is kept."""
        for name, value in asdict(better).items():
            self[name].data = str(value or "")
