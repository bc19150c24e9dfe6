"""From the names in an address to rows of the organization, each under its parent in the same address."""

from collections.abc import Mapping
from typing import Any

from charter_admin.catalogue.known.models import KnownCookie
from charter_admin.catalogue.models import Cookie, Provider, Purpose, Service
from charter_admin.compliance.models import Justification
from charter_admin.errors import NotFound
from charter_admin.importing.models import CharterImport, ImportProposal
from charter_admin.jobs.models import Job
from charter_admin.organizations.models import Membership
from charter_admin.organizations.scope import Scope
from charter_admin.platforms.models import Platform, Usage
from charter_admin.versions.models import CharterVersion

# name in the address -> (table, column it holds, the column that must equal the id of a parent named before it)
ROWS: dict[str, tuple[type[Any], str, tuple[str, str] | None]] = {
    "member": (Membership, "user_id", None),
    "platform": (Platform, "public_id", None),
    "purpose": (Purpose, "id", None),
    "provider": (Provider, "id", None),
    "service": (Service, "id", None),
    "cookie": (Cookie, "id", ("service", "service_id")),
    "known_cookie": (KnownCookie, "id", None),
    "usage": (Usage, "id", ("platform", "platform_id")),
    "version": (CharterVersion, "number", ("platform", "platform_id")),
    "justification": (Justification, "id", ("platform", "platform_id")),
    "charter_import": (CharterImport, "id", ("platform", "platform_id")),
    "job": (Job, "id", None),
    "proposal": (ImportProposal, "id", ("charter_import", "import_id")),
}
LARGEST_ID = 2**31 - 1


def row_of(scope: Scope, name: str, arguments: Mapping[str, Any]) -> Any:
    """The row a part of the address names, or the part itself if it names none. Raises NotFound."""
    if name not in ROWS:
        return arguments[name]
    model, column, parent = ROWS[name]
    match = {column: arguments[name]}
    if isinstance(arguments[name], int) and arguments[name] > LARGEST_ID:
        raise NotFound()
    if parent:
        match[parent[1]] = arguments[parent[0]].id
    return scope.get(model, **match)
