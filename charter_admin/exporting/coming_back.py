"""A spreadsheet that comes back: what it would change, and doing it."""

from charter_admin.catalogue import cookies, services
from charter_admin.errors import Refused
from charter_admin.exporting import apart, comma_separated
from charter_admin.exporting.limits import MOST_BYTES, TOO_LARGE
from charter_admin.exporting.plan import ADD, REMOVE, Plan, plan, values_of
from charter_admin.exporting.records import of_catalogue
from charter_admin.i18n import N_
from charter_admin.organizations.scope import Scope

_ZIP = b"PK\x03\x04"


def preview(scope: Scope, data: bytes, *, removing: bool = False) -> Plan:
    """What the file would do to the catalogue; `removing` also takes out cookies whose rows were. Raises Refused."""
    scope.require("catalogue.write")
    if len(data) > MOST_BYTES:
        raise Refused(TOO_LARGE)
    table = apart.read(data) if data.startswith(_ZIP) else comma_separated.read(data)
    return plan(table, of_catalogue(scope), services.every(scope), removing=removing)


def apply(scope: Scope, data: bytes, expected: str, *, removing: bool = False) -> Plan:
    """Does what the preview showed, whose digest is `expected`: the edited rows, without those in conflict.

    Raises Refused when it would be something else by now, or when the file has problems; Stale when somebody changes
    one of the cookies at the same moment. The caller's transaction makes it whole or not at all.
    """
    found = preview(scope, data, removing=removing)
    if found.problems or found.digest != expected:
        raise Refused(N_("The catalogue was changed since this page was shown. Look at the changes again."))
    for step in found.steps:
        if step.kind == ADD or step.record is None:
            cookies.create(scope, step.service, values_of(step.after))
        elif step.kind == REMOVE:
            cookies.delete(scope, step.record.cookie)
        else:
            cookies.update(scope, step.record.cookie, values_of(step.after), step.record.cookie.revision)
    return found
