"""One row of every kind in an organization, for tests that walk over all addresses."""

from typing import Any

from charter_admin.accounts import users
from charter_admin.catalogue import cookies, providers, purposes, services
from charter_admin.catalogue.known import own as known
from charter_admin.compliance import service as compliance
from charter_admin.compliance import sheets
from charter_admin.compliance.worksheet import Sheet
from charter_admin.importing import review
from charter_admin.organizations import service as organizations
from charter_admin.organizations.models import Organization
from charter_admin.organizations.scope import Scope
from charter_admin.platforms import service as platforms
from charter_admin.platforms import usages
from charter_admin.publishing import bulk
from charter_admin.publishing import service as publishing

CHARTER = (
    b"<h2>Cookies</h2><table><tr><th>Cookie</th><th>Purpose</th></tr><tr><td>sid</td><td>Sign-in</td></tr>"
    b"<tr><td>_ga</td><td>Visits</td></tr></table>"  # the library knows it, and says so beside it
)


def belongings(scope: Scope) -> dict[str, Any]:
    """The parts of addresses that name the rows, by the names of charter_admin.admin.rows."""
    purpose = purposes.every(scope)[0]
    provider = providers.create(scope, providers.ProviderValues("Atelier"))
    made = [
        services.create(scope, services.ServiceValues({"fr": name}, purpose.id, provider.id)) for name in ("Un", "Deux")
    ]
    cookie = cookies.create(scope, made[0], cookies.CookieValues("sid"))
    places = [platforms.create(scope, platforms.PlatformValues(n, ["a.example"], "fr", ["fr"])) for n in ("A", "B")]
    usage = usages.put(scope, places[0], made[0], usages.UsageValues())
    draft = publishing.draft(scope, places[0])
    justification = compliance.justify(scope, places[0], draft, "dpo-missing", "platform", "We are three people.")
    sheets.save(scope, usage, draft, Sheet("matomo", {"measure_only": "yes"}), 0)
    version = publishing.publish(scope, places[0]).version
    charter_import = review.take_in(scope, places[0], CHARTER, "charter.html")
    member = users.find_or_create(scope.session, f"member-{scope.organization_id}@example.org")
    organization = scope.session.get_one(Organization, scope.organization_id)
    organizations.join(scope.session, organization, member.id, "viewer")
    return {
        "member": member.id,
        "platform": places[0].public_id,
        "other_platform": places[1].public_id,
        "other_service": made[1].id,
        "purpose": purpose.id,
        "provider": provider.id,
        "service": made[0].id,
        "cookie": cookie.id,
        "known_cookie": known.create(scope, known.KnownCookieValues("_rives_*", "statistics")).id,
        "usage": usage.id,
        "justification": justification.id,
        "version": version.number,
        "charter_import": charter_import.id,
        "job": bulk.enqueue(scope, places).id,
        "proposal": review.proposals(scope, charter_import.id)[0].id,
    }
