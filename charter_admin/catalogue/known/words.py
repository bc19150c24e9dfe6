"""An entry in words: as JSON for programs, in a language for people. Pure."""

from typing import Any

from charter_admin.catalogue import durations
from charter_admin.catalogue.known.entries import Entry
from charter_admin.catalogue.known.matching import Match
from charter_admin.catalogue.standard import PURPOSES
from charter_admin.i18n import visitor


def as_json(match: Match) -> dict[str, Any]:
    """What `charter-admin explain --json` prints of one match."""
    entry = match.entry
    return {
        "name": entry.name,
        "provider": entry.provider,
        "country": entry.country,
        "policy_url": entry.policy_url,
        "service": entry.service,
        "purpose": entry.purpose,
        "duration": entry.duration,
        "storage": entry.storage,
        "party": entry.party,
        "host": entry.host,
        "hosts": list(entry.hosts),
        "self_hosted": entry.self_hosted,
        "description": dict(entry.description),
        "source": entry.source,
        "own": entry.own,
        "confidence": match.confidence,
    }


def purpose(key: str, locale: str) -> str:
    """The name of a standard purpose in a language."""
    return next((visitor(locale).gettext(name) for known, _, name, _ in PURPOSES if known == key), key)


def lasting(entry: Entry, locale: str) -> str:
    """How long it stays, in a language; empty when nobody says."""
    read = durations.parse(entry.duration)
    return durations.describe(read.kind, read.amount, read.unit, locale)


def described(entry: Entry, locale: str) -> str:
    """What it is for, in a language, else in any."""
    return entry.description.get(locale) or next((text for text in entry.description.values() if text), "")


def as_lines(match: Match, locale: str) -> str:
    """One match for a terminal: what it is, then the facts, what it is for, and who says so."""
    entry = match.entry
    who = " · ".join(part for part in (entry.service, entry.provider) if part)
    facts = " · ".join(
        part for part in (purpose(entry.purpose, locale), lasting(entry, locale), ", ".join(entry.hosts)) if part
    )
    return "\n".join((f"{entry.name}  {who}", f"  {facts}", f"  {described(entry, locale)}", f"  {entry.source}"))
