"""The form of an organization's own entry in the known-cookie library, and filling a cookie's form from the library."""

from collections.abc import Iterable
from dataclasses import asdict, fields
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectField, StringField
from wtforms.validators import InputRequired, Length

from charter_admin.admin.catalogue.forms import PARTIES, STORAGES, CookieForm
from charter_admin.admin.forms import LONG, SHORT, LocalizedField, LocalizedForm, short
from charter_admin.admin.language import locale as reading
from charter_admin.catalogue.known import filling, words
from charter_admin.catalogue.known.entries import PURPOSES, Entry
from charter_admin.catalogue.known.own import KnownCookieValues


class KnownCookieForm(LocalizedForm):
    """An entry of the organization's own."""

    name = StringField(
        _l("Name"),
        [InputRequired(), Length(max=SHORT)],
        description=_l("Exact, or a pattern: * stands for any characters, {id} for some, # for digits."),
        render_kw={"autocapitalize": "none", "spellcheck": "false"},
    )
    purpose = SelectField(_l("Purpose"))
    provider = StringField(_l("Provider"), short(), description=_l("Empty: the website itself."))
    service = StringField(_l("Service"), short(), description=_l("What it does, for instance “Sign-in”."))
    duration = StringField(_l("How long it stays"), short(), description=_l("For instance “13 months” or “session”."))
    storage = SelectField(_l("Kind"))
    party = SelectField(_l("Set by"))
    host = StringField(_l("Host"), short(), description=_l("The domain it is set for, if it is not the website's."))
    self_hosted = BooleanField(
        _l("Software of the website's own"),
        description=_l("The website itself receives the data, and not the publisher of the software."),
    )
    description = LocalizedField(_l("What it is for"), lines=2, most=LONG)
    source = StringField(_l("Where this is written"), short(), description=_l("A web address or a document."))

    def __init__(self, locales: Iterable[str], **kwargs: Any) -> None:
        super().__init__(locales, **kwargs)
        self.purpose.choices = [("", _l("Choose…")), *((key, words.purpose(key, reading())) for key in PURPOSES)]
        self.storage.choices, self.party.choices = list(STORAGES.items()), list(PARTIES.items())

    def values(self) -> KnownCookieValues:
        """What was filled in."""
        names = (each.name for each in fields(KnownCookieValues))
        given: dict[str, Any] = {name: self._fields[name].data or "" for name in names}
        return KnownCookieValues(**given | {"description": self.description.data, "self_hosted": self.self_hosted.data})


def offer(form: CookieForm, address: str) -> None:
    """Lets the script offer names from the library while the name is typed."""
    form.name.render_kw = {**(form.name.render_kw or {}), "list": "known-names", "data-known": address}


def fill(form: CookieForm, entry: Entry, *, new: bool) -> None:
    """Puts what the entry says into the fields that were left as they were; what was typed stays."""
    typed = form.values()
    better = asdict(filling.completed(typed, entry, form.purpose.locales, new=new))
    unread = bool(form.duration_amount.raw_data and form.duration_amount.raw_data[0] and not typed.duration_amount)
    for name, value in asdict(typed).items():
        if better[name] != value and not (unread and name.startswith("duration_")):
            form[name].data = better[name]
            form[name].raw_data = None  # a number field would show what was sent
