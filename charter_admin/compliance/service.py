"""The check of a platform's draft with what its people said to it. Nothing here commits; the edge does."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from charter_admin import clock
from charter_admin import values as check
from charter_admin.compliance.lint import STOPPING, fingerprint, lint
from charter_admin.compliance.models import ExemptionWorksheet, Justification
from charter_admin.compliance.rule import Finding
from charter_admin.compliance.sheets import of_platform, of_platforms, sheet_of
from charter_admin.compliance.worksheet import outcome
from charter_admin.editing import owned
from charter_admin.errors import Refused
from charter_admin.i18n import N_
from charter_admin.organizations.scope import Scope
from charter_admin.platforms.models import Platform
from charter_admin.versions.document import Document

DOSSIER_FORMAT = 1


class Unlawful(Refused):
    """A charter that may not be published as it is; `findings` are the errors."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__(N_("This charter cannot be published before some points are mended."))
        self.findings = tuple(findings)

    def __str__(self) -> str:
        return " ".join([self.message, *(finding.message for finding in self.findings)])


@dataclass(frozen=True)
class Entry:
    """A finding with what was last said to it. `stale` tells that its subject is another by now."""

    finding: Finding
    justification: Justification | None
    stale: bool

    @property
    def is_justified(self) -> bool:
        """Whether a reason holds for it. Errors are not a matter of reasons."""
        return self.justification is not None and not self.stale and not self.finding.is_error


@dataclass(frozen=True)
class Report:
    """The whole check. `worksheets` are by the key of their service."""

    entries: tuple[Entry, ...]
    worksheets: Mapping[str, ExemptionWorksheet]

    @property
    def errors(self) -> tuple[Entry, ...]:
        """What stops publishing."""
        return tuple(entry for entry in self.entries if entry.finding.is_error)

    @property
    def warnings(self) -> tuple[Entry, ...]:
        """What deserves a look, without what was justified."""
        return tuple(entry for entry in self.entries if not entry.finding.is_error and not entry.is_justified)

    @property
    def justified(self) -> tuple[Entry, ...]:
        """Warnings with a reason that holds."""
        return tuple(entry for entry in self.entries if entry.is_justified)

    def entry(self, rule: str, subject: str) -> Entry | None:
        """The entry of a rule about a subject (in one line); None when there is no such finding any more."""
        named = (e for e in self.entries if (e.finding.rule.id, str(e.finding.subject)) == (rule, subject))
        return next(named, None)


def report(scope: Scope, platform: Platform, document: Document) -> Report:
    """The check of a platform's charter, which the caller froze."""
    rows = of_platform(scope, platform)
    findings = lint(document, {key: sheet_of(row, document, key) for key, row in rows.items()})
    said = _said(scope, platform)
    return Report(tuple(_entry(document, finding, said) for finding in findings), rows)


def errors(
    scope: Scope, platforms: Collection[Platform], documents: Mapping[str, Document]
) -> dict[str, list[Finding]]:
    """What stops publishing each platform whose charter is among `documents`, by public id; nothing where none does."""
    sheets = of_platforms(scope, platforms)
    found = {}
    for platform in platforms:
        if document := documents.get(platform.public_id):
            rows = {key: sheet_of(row, document, key) for key, row in sheets[platform.id].items()}
            found[platform.public_id] = list(lint(document, rows, STOPPING))
    return found


def require_lawful(report: Report) -> None:
    """Raises Unlawful while there are errors."""
    if report.errors:
        raise Unlawful([entry.finding for entry in report.errors])


def justify(scope: Scope, platform: Platform, document: Document, rule: str, subject: str, text: str) -> Justification:
    """Accepts a warning for a reason in writing, in the place of an earlier one. The same reason again changes nothing.

    Raises Invalid without a reason, Refused for an error and for a finding that is no longer there.
    """
    scope.require("platform.write")
    owned(scope, platform)
    reason = check.required_lines("text", text)
    entry = report(scope, platform, document).entry(rule, subject)
    if entry is None:
        raise Refused(N_("This point is settled by now."))
    if entry.finding.is_error:
        raise Refused(N_("This has to be mended: a reason in writing does not make it lawful."))
    if entry.justification is not None:
        if entry.is_justified and entry.justification.text == reason:
            return entry.justification
        withdraw(scope, entry.justification)
    said = {"text": reason, "fingerprint": fingerprint(document, entry.finding), "author": scope.actor}
    return scope.add(Justification(platform_id=platform.id, rule=rule, subject=subject, **said))


def withdraw(scope: Scope, justification: Justification) -> None:
    """Takes a reason back; it stays on record. A second time changes nothing."""
    scope.require("platform.write")
    owned(scope, justification)
    if justification.withdrawn_at is None:
        justification.withdrawn_at, justification.withdrawn_by = clock.now(), scope.actor
        scope.session.flush()


def dossier(report: Report) -> dict[str, Any]:
    """What a version keeps of its check: findings, reasons and worksheets as they were when it was published."""
    return {
        "format": DOSSIER_FORMAT,
        "findings": [_kept(entry) for entry in report.entries],
        "worksheets": [_kept_sheet(key, row) for key, row in sorted(report.worksheets.items())],
    }


def _kept(entry: Entry) -> dict[str, Any]:
    finding, said = entry.finding, entry.justification if entry.is_justified else None
    return {
        "rule": finding.rule.id,
        "severity": finding.rule.severity,
        "sources": [str(source) for source in finding.rule.sources],
        "subject": asdict(finding.subject),
        "values": dict(finding.values),
        "message": finding.message,
        "justification": said and {"text": said.text, "author": said.author, "at": said.created_at.isoformat()},
    }


def _kept_sheet(key: str, row: ExemptionWorksheet) -> dict[str, Any]:
    return {
        "service": key,
        "tool": row.tool,
        "answers": dict(row.answers),
        "cookie_months": row.cookie_months,
        "data_months": row.data_months,
        "outcome": outcome(sheet_of(row)).kind,
        "author": row.author,
        "at": row.answered_at.isoformat(),
    }


def _said(scope: Scope, platform: Platform) -> Mapping[tuple[str, str], Justification]:
    """The last reason that was not withdrawn, by rule and subject."""
    standing = scope.select(Justification).where(
        Justification.platform_id == platform.id, Justification.withdrawn_at.is_(None)
    )
    rows = scope.session.scalars(standing.order_by(Justification.id))
    return {(row.rule, row.subject): row for row in rows}


def _entry(document: Document, finding: Finding, said: Mapping[tuple[str, str], Justification]) -> Entry:
    reason = said.get((finding.rule.id, str(finding.subject)))
    return Entry(finding, reason, stale=reason is not None and reason.fingerprint != fingerprint(document, finding))
