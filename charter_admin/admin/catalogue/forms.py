"""Forms of the catalogue."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, RadioField, SelectField, StringField, URLField
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from charter_admin.admin.forms import LONG, SHORT, LinesField, LocalizedField, LocalizedForm, RevisedForm, short
from charter_admin.catalogue import durations, keys
from charter_admin.catalogue.cookies import CookieValues
from charter_admin.catalogue.models import Keyed, Provider, Purpose
from charter_admin.catalogue.providers import ProviderValues
from charter_admin.catalogue.purposes import PurposeValues
from charter_admin.catalogue.services import ServiceValues

Say = Callable[[Mapping[str, str]], str]

STORAGES = {
    "cookie": _l("HTTP cookie"),
    "local_storage": _l("Local storage of the browser"),
    "session_storage": _l("Session storage of the browser"),
    "indexed_db": _l("IndexedDB database"),
    "pixel": _l("Pixel or other invisible image"),
    "other": _l("Something else"),
}
PARTIES = {"first": _l("First party: the website itself"), "third": _l("Third party: another site")}
BASES = {
    "consent": _l("Needs consent"),
    "exempt": _l("Exempt from consent: strictly necessary, or audience measuring within the limits of the law"),
}
LASTING = {
    "unknown": _l("As the words below say"),
    "session": _l("Until the browser is closed"),
    "fixed": _l("A fixed time"),
    "persistent": _l("Until it is deleted"),
}
UNITS = {
    "second": _l("seconds"),
    "minute": _l("minutes"),
    "hour": _l("hours"),
    "day": _l("days"),
    "week": _l("weeks"),
    "month": _l("months"),
    "year": _l("years"),
}
MOST_HOSTS = 20_000  # characters of a list of host names


class KeyField(StringField):
    """The stable key of a row; it cannot be changed once it was published."""

    def __init__(self, label: str = "", description: str = "", **kwargs: Any) -> None:
        checks = [Optional(), Length(max=keys.MOST)]
        help_ = description or _l("Small letters, digits and hyphens. Leave it empty to have it made from the name.")
        super().__init__(label or _l("Key"), checks, description=help_, **kwargs)

    def freeze(self, row: Keyed | None) -> None:
        """Locks the field of a row whose key was published."""
        if row is not None and row.key_frozen:
            self.render_kw = {"readonly": True}
            self.description = _l("It was published and can no longer change.")


class PurposeForm(LocalizedForm):
    """A purpose."""

    name = LocalizedField(_l("Name"), description=_l("As visitors read it, for instance “Statistics”."))
    description = LocalizedField(
        _l("Description"), lines=3, most=LONG, description=_l("One or two plain sentences: what for, to whose benefit.")
    )
    basis = RadioField(_l("Consent"))
    key = KeyField(description=_l('Websites name it in their markup: data-purpose="statistics".'))

    def __init__(self, locales: Iterable[str], **kwargs: Any) -> None:
        super().__init__(locales, **kwargs)
        self.basis.choices = list(BASES.items())

    def values(self) -> PurposeValues:
        """What was filled in."""
        return PurposeValues(self.name.data, self.description.data, self.basis.data or "", self.key.data or "")


class ProviderForm(RevisedForm):
    """A provider."""

    name = StringField(
        _l("Name"),
        [InputRequired(), Length(max=SHORT)],
        description=_l("The legal person, as visitors should read it."),
    )
    country = StringField(
        _l("Country"), short(), description=_l("Two letters, such as FR or US. Empty if it does not matter.")
    )
    policy_url = URLField(_l("Privacy policy"), [Length(max=LONG)], description=_l("Its whole web address."))
    key = KeyField()

    def values(self) -> ProviderValues:
        """What was filled in."""
        texts = (self.name.data, self.country.data, self.policy_url.data, self.key.data)
        return ProviderValues(*(text or "" for text in texts))


class ServiceForm(LocalizedForm):
    """A service without its cookies."""

    name = LocalizedField(_l("Name"), description=_l("What it does for the website, for instance “Sign-in” or “Map”."))
    purpose_id = SelectField(_l("Purpose"), coerce=int)
    provider_id = SelectField(_l("Provider"), coerce=int, validate_choice=False)
    new_provider = StringField(
        _l("Or a new provider"), short(), description=_l("Fill in its name if it is not in the list.")
    )
    hosts = LinesField(
        _l("Hosts"),
        [Length(max=MOST_HOSTS)],
        description=_l("Where its scripts and frames come from, one a line, such as stats.example.org."),
        render_kw={"autocapitalize": "none", "spellcheck": "false"},
    )
    key = KeyField()

    def offer(self, purposes: Iterable[Purpose], providers: Iterable[Provider], say: Say) -> None:
        """Fills the lists to choose from."""
        # Nothing is chosen beforehand: what asks for consent must not pass for necessary because nobody looked.
        self.purpose_id.choices = [(0, _l("Choose…")), *((purpose.id, say(purpose.name)) for purpose in purposes)]
        self.provider_id.choices = [(0, _l("Choose…")), *((provider.id, provider.name) for provider in providers)]

    def values(self, provider_id: int | None) -> ServiceValues:
        """What was filled in, with the provider that was chosen or made."""
        hosts = self.hosts.data or ()
        return ServiceValues(self.name.data, self.purpose_id.data or 0, provider_id or 0, hosts, self.key.data or "")


class CookieForm(LocalizedForm):
    """A cookie or another tracker of a service."""

    name = StringField(
        _l("Name"),
        [InputRequired(), Length(max=SHORT)],
        description=_l("Exact, or a pattern: * stands for any characters, {id} for some, # for digits."),
        render_kw={"autocapitalize": "none", "spellcheck": "false"},
    )
    storage = SelectField(_l("Kind"))
    party = SelectField(_l("Set by"))
    host = StringField(_l("Host"), short(), description=_l("The domain it is set for, if it is not the website's."))
    purpose = LocalizedField(_l("What it is for"), lines=2, most=LONG)
    duration_kind = SelectField(_l("How long it stays"))
    duration_amount = IntegerField(_l("How many"), [Optional(), NumberRange(1, durations.MOST)])
    duration_unit = SelectField(_l("of what"), coerce=lambda value: value or None)
    duration_text = LocalizedField(
        _l("Duration in words"), description=_l("As visitors should read it, for instance “13 months”.")
    )

    def __init__(self, locales: Iterable[str], **kwargs: Any) -> None:
        super().__init__(locales, **kwargs)
        self.storage.choices, self.party.choices = list(STORAGES.items()), list(PARTIES.items())
        self.duration_kind.choices, self.duration_unit.choices = list(LASTING.items()), [("", ""), *UNITS.items()]

    def values(self) -> CookieValues:
        """What was filled in."""
        names = (name for name in asdict(CookieValues("")) if name not in ("name", "host"))
        rest = {name: self._fields[name].data for name in names}
        return CookieValues(self.name.data or "", host=self.host.data or "", **rest)
