"""Forms of platforms: settings, services in use, texts."""

from collections.abc import Callable, Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import EmailField, RadioField, SelectField, StringField, TextAreaField, URLField
from wtforms.validators import DataRequired, Length

from charter_admin.admin.forms import (
    LONG,
    SHORT,
    LinesField,
    LocalizedField,
    LocalizedForm,
    RevisedForm,
    TicksField,
    short,
)
from charter_admin.i18n import LOCALES
from charter_admin.listing import fold
from charter_admin.platforms.service import PlatformValues
from charter_admin.platforms.standard_texts import Words
from charter_admin.platforms.usages import UsageValues
from charter_admin.values import SECTION

USUAL = ("fr", "en", "de", "es", "it", "nl", "pt")  # offered first; the others are one click away
LONGEST_LIST = 20_000  # characters of a list of host names


def _row_id(text: Any) -> int:
    """The id a choice sends; 0, which no row has, for anything else."""
    digits = str(text)
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 10 else 0


class PlatformForm(RevisedForm):
    """Everything about a platform that is not a service or a text."""

    name = StringField(
        _l("Name"),
        [DataRequired(), Length(max=SHORT)],
        description=_l("What visitors call the website. It appears in the texts of the charter."),
    )
    domains = LinesField(
        _l("Addresses of the website"),
        [DataRequired(), Length(max=LONGEST_LIST)],
        description=_l("One a line, such as www.example.org. The first one is the one the charter links to."),
        render_kw={"autocapitalize": "none", "spellcheck": "false"},
    )
    locales = TicksField(
        _l("Languages"),
        [DataRequired(_l("Tick at least one language."))],
        description=_l("The charter page and the banner exist in each of them."),
    )
    default_locale = SelectField(
        _l("Default language"),
        [DataRequired()],
        description=_l("The one the banner speaks where the website does not ask for another."),
    )
    controller = StringField(
        _l("Controller"),
        short(),
        description=_l("The organization that answers for the website, with its legal form."),
    )
    contact_email = EmailField(_l("Contact by e-mail"), short(), description=_l("Shown to visitors."))
    contact_url = URLField(
        _l("Contact page"),
        [Length(max=LONG)],
        description=_l("A whole web address, such as https://www.example.org/contact."),
    )
    contact_address = TextAreaField(_l("Postal address"), [Length(max=LONG)])
    dpo = TextAreaField(
        _l("Data-protection officer"),
        [Length(max=LONG)],
        description=_l("Name or service, and how to reach it. Leave empty if there is none."),
    )

    def name_languages(self, language_name: Callable[[str], str], known: Sequence[str]) -> None:
        """Offers every language by its name, the usual and the `known` ones first."""
        first = dict.fromkeys([*USUAL, *known])
        codes = dict.fromkeys([*first, *sorted(LOCALES, key=lambda code: fold(language_name(code)))])
        self.default_locale.choices = [(code, language_name(code)) for code in codes]
        self.locales.choices = list(self.default_locale.choices)
        self.locales.first, self.locales.more = len(first), _l("More languages")

    def values(self) -> PlatformValues:
        """What was filled in."""
        fields = ("name", "default_locale", "controller", "contact_email", "contact_url", "contact_address", "dpo")
        texts: dict[str, Any] = {name: self._fields[name].data or "" for name in fields}
        return PlatformValues(domains=self.domains.data, locales=self.locales.data or [], **texts)


class UsageForm(LocalizedForm):
    """Where a service is used and on which basis."""

    location = LocalizedField(
        _l("Where it is used"),
        description=_l("For instance “front and back office”, or “account pages”. Leave empty if it is everywhere."),
    )
    basis = RadioField(
        _l("Consent on this platform"),
        coerce=lambda value: value or None,
        description=_l("A service may be exempt on one website and need consent on another."),
    )

    def name_bases(self, of_purpose: Any) -> None:
        """Words the choices; `of_purpose` says what holds without one."""
        self.basis.choices = [
            ("", of_purpose),
            ("exempt", _l("Exempt here")),
            ("consent", _l("Needs consent here")),
        ]

    def values(self) -> UsageValues:
        """What was filled in."""
        return UsageValues(self.location.data, self.basis.data)


class NewUsageForm(UsageForm):
    """The same with the service to choose."""

    # Checked against the catalogue itself: a service taken meanwhile has a better message than "not a valid choice".
    service_id = SelectField(_l("Service"), coerce=_row_id, validate_choice=False)


class TextForm(RevisedForm):
    """One section of the charter in one language."""

    title = StringField(_l("Title"), [DataRequired(), Length(max=SHORT)])
    body = TextAreaField(_l("Text"), [DataRequired(), Length(max=SECTION)])

    def words(self) -> Words:
        """What was filled in."""
        return Words(self.title.data or "", self.body.data or "")
