"""The check: a charter in, findings out. Pure, and never in need of a network."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from hashlib import sha256
from typing import Any

from charter_admin.compliance import asking, declarations, exemption, library, recipients, site
from charter_admin.compliance.rule import ERROR, Context, Finding, Rule, Subject
from charter_admin.compliance.worksheet import Sheet
from charter_admin.versions.document import Document

# In the order people read them: who answers, how they ask, what is exempt, who receives, what is declared, what is
# known of it.
RULES: tuple[Rule, ...] = (
    *site.RULES,
    *asking.RULES,
    *exemption.RULES,
    *recipients.RULES,
    *declarations.RULES,
    *library.RULES,
)
STOPPING: tuple[Rule, ...] = tuple(rule for rule in RULES if rule.severity == ERROR)
BY_ID: Mapping[str, Rule] = {rule.id: rule for rule in RULES}
_NO_SHEETS: Mapping[str, Sheet] = {}


def lint(
    document: Document, sheets: Mapping[str, Sheet] = _NO_SHEETS, rules: Sequence[Rule] = RULES
) -> tuple[Finding, ...]:
    """What there is to say against a charter, errors first; each rule speaks once of a subject.

    `sheets` are the worksheets of its services, by key; `rules` those asked, as a list of many charters needs only
    what stops them. Never raises, whatever texts and addresses a document holds.
    """
    context = Context(document, sheets)
    found = (Finding(rule, subject, values) for rule in rules for subject, values in rule.check(context))
    once = {(finding.rule.id, finding.subject): finding for finding in found}
    return tuple(sorted(once.values(), key=lambda finding: finding.rule.severity != ERROR))


def fingerprint(document: Document, finding: Finding) -> str:
    """SHA-256 (hex) of what a finding is about, as it is now: what was said to it holds as long as this does."""
    about = [finding.rule.id, dict(finding.values), _part(document, finding.subject)]
    return sha256(json.dumps(about, sort_keys=True, ensure_ascii=True).encode()).hexdigest()


def service_fingerprint(document: Document, key: str) -> str:
    """The same of a service with its provider, apart from its basis, for the answers of a worksheet."""
    service = _keyed(document.services, key)
    if service is None:
        return ""
    about = [asdict(service) | {"basis": "", "location": {}}, _dict(_keyed(document.providers, service.provider))]
    return sha256(json.dumps(about, sort_keys=True, ensure_ascii=True).encode()).hexdigest()


def _part(document: Document, subject: Subject) -> Any:
    site = document.platform
    if subject.kind == "cookie":
        service = _keyed(document.services, subject.key)
        same = [
            c for c in (service.cookies if service else ()) if (c.name, c.storage) == (subject.name, subject.storage)
        ]
        return [service.basis if service else "", *map(asdict, same)]
    if subject.kind in ("purpose", "provider", "service", "text"):
        parts: Any = getattr(document, f"{subject.kind}s")
        return _dict(_keyed(parts, subject.key))
    if subject.kind == "banner":
        return [document.banner.months, asdict(document.banner.google)]
    return [site.controller, asdict(site.contact), site.dpo] if subject.kind == "platform" else []


def _keyed(parts: Any, key: str) -> Any:
    return next((part for part in parts if part.key == key), None)


def _dict(part: Any) -> Any:
    return asdict(part) if part is not None else None
