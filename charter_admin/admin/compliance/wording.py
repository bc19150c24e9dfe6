"""Findings, sources, fixes and outcomes in words."""

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

from babel import Locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from charter_admin.admin.language import locale as reading
from charter_admin.catalogue import durations
from charter_admin.catalogue.known import words
from charter_admin.compliance.lint import BY_ID
from charter_admin.compliance.questions import PERIODS, QUESTIONS
from charter_admin.compliance.rule import Finding, Rule
from charter_admin.compliance.service import Entry
from charter_admin.compliance.sources import Source
from charter_admin.i18n import LOCALES, language_name

FIXES = {
    "ask-consent": _l("Ask for consent instead"),
    "choice-6-months": _l("Keep a choice six months"),
    "choice-13-months": _l("Keep a choice thirteen months"),
    "google-ask": _l("Leave it denied"),
    "google-redact": _l("Keep identifiers of advertisements from Google"),
    "standard-purpose": _l("Take the standard text"),
    "https": _l("Use https, if the page answers there"),
    "known-purpose": _l("Move it to that purpose, on every platform"),
    "known-duration": _l("Declare that duration, on every platform"),
}
# What the link to the place where it is mended is called, by that place.
PLACES = {
    "platform": _l("Open the settings"),
    "banner": _l("Open the banner’s behaviour"),
    "language": _l("See what is missing"),
    "text": _l("Open the text"),
    "purpose": _l("Open the purpose"),
    "provider": _l("Open the provider"),
    "service": _l("Open the service"),
    "cookie": _l("Open the cookie"),
    "usage": _l("Change the basis here"),
    "usages": _l("Open the services in use"),
    "worksheet": _l("Open the worksheet"),
}
TOOLS = {"matomo": _l("Matomo"), "piano": _l("Piano (AT Internet)"), "other": _l("Another tool")}
OUTCOMES = {
    "exempt": _l("May be exempt from consent"),
    "consent": _l("Needs consent"),
    "change": _l("Something to change or to answer first"),
}
_QUESTIONS: Mapping[str, str] = {question.id: question.asks for question in QUESTIONS} | {
    name: asks for name, (asks, _help, _where) in PERIODS.items()
}


def said(finding: Finding) -> str:
    """What was found."""
    return sentence(finding.rule, finding.values)


def sentence(rule: Rule, values: Mapping[str, Any]) -> str:
    """The sentence of a rule about something, in the reader's language."""
    return str(_(rule.says, **{name: _value(name, value) for name, value in values.items()}))


def why(rule: Rule) -> str:
    """What the rule wants, and to what end."""
    return str(_(rule.why))


def source(given: Source) -> str:
    """A source in the reader's language."""
    return f"{_(given.text)}, {given.place}" if given.place else str(_(given.text))


def sources(rule: Rule) -> str:
    """All of a rule's, in one line."""
    return " ; ".join(map(source, rule.sources)) if reading() == "fr" else "; ".join(map(source, rule.sources))


def question(name: str) -> str:
    """A question of the worksheet by its name."""
    return str(_(_QUESTIONS[name])) if name in _QUESTIONS else name


def by_rule(entries: Sequence[Entry]) -> list[tuple[Rule, list[Entry]]]:
    """Entries under their rules, in the order of the check."""
    return [(rule, list(group)) for rule, group in groupby(entries, key=lambda entry: entry.finding.rule)]


def kept(finding: Mapping[str, Any]) -> str:
    """A finding of a dossier: in the reader's language while its rule still exists, else as it was kept."""
    rule = BY_ID.get(finding["rule"])
    try:
        return sentence(rule, finding["values"]) if rule else finding["message"]
    except KeyError:  # the rule says something else by now
        return str(finding["message"])


def _value(name: str, value: Any) -> str:
    if name == "language":
        return language_name(value, reading()) if value in LOCALES else str(value)
    if name == "known":
        return words.purpose(value, reading())
    if name == "lasting":
        found = durations.parse(value)
        return durations.describe(found.kind, found.amount, found.unit, reading()) or str(value)
    if name == "country":
        return str(Locale.parse(reading()).territories.get(value, value))
    return str(value)
