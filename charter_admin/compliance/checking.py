"""The check of a charter's file, for the command line."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from charter_admin.compliance.lint import lint
from charter_admin.compliance.rule import Finding
from charter_admin.errors import Refused
from charter_admin.i18n import N_
from charter_admin.versions.document import Document, from_json


def check_bytes(data: bytes) -> tuple[Finding, ...]:
    """What the rules say to a charter's JSON: the document itself, or the file a published charter offers.

    Raises Refused when it is no charter document.
    """
    try:
        return lint(_document(data))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise Refused(N_("This is not the JSON of a charter.")) from None


def told(finding: Finding) -> Mapping[str, Any]:
    """A finding as JSON says it."""
    return {
        "id": finding.rule.id,
        "severity": finding.rule.severity,
        "source": "; ".join(map(str, finding.rule.sources)),
        "subject": str(finding.subject),
        "about": {name: value for name, value in asdict(finding.subject).items() if value},
        "message": finding.message,
        "why": finding.rule.why,
        "fix": finding.rule.fix,
    }


def _document(data: bytes) -> Document:
    raw = json.loads(data)
    inner = raw.get("document", raw)
    return from_json(json.dumps(inner).encode())
