"""Changes between two charters, in words for the person about to publish."""

from collections.abc import Iterator, Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from charter_admin.admin.banner import words
from charter_admin.admin.catalogue.forms import BASES, LASTING, PARTIES, STORAGES, UNITS
from charter_admin.publishing.changes import Change
from charter_admin.versions.document import Document, Service, localized

KINDS = {
    "setting": _l("The platform"),
    "banner": _l("The banner"),
    "purpose": _l("Purposes"),
    "provider": _l("Providers"),
    "service": _l("Services"),
    "cookie": _l("Cookies"),
    "text": _l("Texts"),
    "order": _l("Order"),
}
ACTIONS = {"added": _l("Added"), "removed": _l("Removed"), "changed": _l("Changed")}

# By the field of the document; where two kinds mean different things by a name, `kind.field` comes first.
_FIELDS = {
    "name": _l("Name"),
    "description": _l("Description"),
    "basis": _l("Consent"),
    "country": _l("Country"),
    "policy_url": _l("Privacy policy"),
    "service.purpose": _l("Purpose"),
    "cookie.purpose": _l("What it is for"),
    "provider": _l("Provider"),
    "location": _l("Where on the platform"),
    "hosts": _l("Hosts"),
    "storage": _l("Kind of tracker"),
    "host": _l("Host"),
    "party": _l("Set by"),
    "duration": _l("Duration"),
    "duration.kind": _l("Duration"),
    "duration.amount": _l("Duration: number"),
    "duration.unit": _l("Duration: unit"),
    "duration.text": _l("Duration: words"),
    "title": _l("Title"),
    "body": _l("Text"),
    "domains": _l("Addresses of the website"),
    "default_locale": _l("Default language"),
    "locales": _l("Languages"),
    "controller": _l("Controller"),
    "contact": _l("Contact"),
    "contact.email": _l("Contact: e-mail address"),
    "contact.url": _l("Contact: web page"),
    "contact.address": _l("Contact: postal address"),
    "dpo": _l("Data-protection officer"),
}
_VALUES: Mapping[str, Mapping[str, Any]] = {
    "basis": BASES,
    "storage": STORAGES,
    "party": PARTIES,
    "duration.kind": LASTING,
    "duration.unit": UNITS,
}


def field(kind: str, name: str) -> str:
    """What a field of a change is called."""
    if kind == "banner":
        return words.field(name)
    return str(_FIELDS.get(f"{kind}.{name}") or _FIELDS.get(name, name))


def fields(change: Change) -> list[str]:
    """What a change is about in short: each field once, whatever its languages and parts."""
    return list(dict.fromkeys(field(change.kind, one.field.split(".")[0]) for one in change.differences))


def value(kind: str, name: str, text: str) -> str:
    """A value of a field in words; a text as it is."""
    if kind == "banner":
        return words.value(name, text) or _("nothing")
    return str(_VALUES.get(name, {}).get(text, text)) if text else _("nothing")


def label(kind: str, text: str, document: Document, locale: str) -> str:
    """What a changed part is called: a text of the charter by its title, anything else by its name."""
    titles = (part.title for part in document.texts if kind == "text" and part.key == text)
    words = next((localized(title, locale, document.platform.default_locale) for title in titles), "")
    return words or (str(KINDS[kind]) if kind == "banner" else text)


def reasons(old: Document, new: Document, locale: str) -> Iterator[str]:
    """Why visitors who have chosen are asked again: what differs in what they were asked about, service by service."""
    before, after = _asked(old), _asked(new)
    known, left = {service.key for service in old.services}, {service.key for service in new.services}
    for key, service in after.items():
        name = localized(service.name, locale, new.platform.default_locale)
        if key not in known:
            yield _("%(service)s is new and needs consent.", service=name)
        elif key not in before:
            yield _("%(service)s needs consent from now on.", service=name)
        elif (before[key].purpose, before[key].provider) != (service.purpose, service.provider):
            yield _("%(service)s has another purpose or another provider.", service=name)
    for key, service in before.items():
        name = localized(service.name, locale, old.platform.default_locale)
        if key not in left:
            yield _("%(service)s, which needed consent, is gone.", service=name)
        elif key not in after:
            yield _("%(service)s no longer needs consent.", service=name)


def _asked(document: Document) -> dict[str, Service]:
    return {service.key: service for service in document.services if service.basis == "consent"}
