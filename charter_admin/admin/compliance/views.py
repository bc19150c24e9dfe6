"""The check of a platform's draft: what it finds, one-click fixes, reasons in writing, the dossiers of versions."""

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, current_app, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from charter_admin.admin import access, database, errors
from charter_admin.admin.compliance import wording
from charter_admin.admin.compliance.forms import JustifyForm
from charter_admin.admin.compliance.places import Places
from charter_admin.admin.compliance.reaching import Reached, reach, reach_all
from charter_admin.admin.forms import attempt
from charter_admin.compliance import fixes
from charter_admin.compliance import service as compliance
from charter_admin.compliance.models import Justification
from charter_admin.compliance.service import Entry, Report
from charter_admin.errors import Invalid, Refused, Stale
from charter_admin.platforms import usages
from charter_admin.platforms.models import Platform
from charter_admin.publishing import service as publishing
from charter_admin.versions.document import Document, Provider
from charter_admin.versions.models import CharterVersion

bp = Blueprint("compliance", __name__)
_PLATFORM = "/o/<org>/platforms/<platform>"
_CHECK = f"{_PLATFORM}/compliance"


@bp.get(_CHECK)
@access.requires("platform.read")
def show(platform: Platform) -> ResponseReturnValue:
    """What the rules say to the draft."""
    return _page(platform)


@bp.post(f"{_CHECK}/links")
@access.requires("platform.write")
def links(platform: Platform) -> ResponseReturnValue:
    """Follows the links to privacy policies and says which ones answer. Nothing is kept."""
    providers = publishing.draft(access.scope(), platform).providers
    database.release()  # SQLite has one lock for all who write, and other people's websites may take their time
    return _page(platform, reach_all(providers, current_app.config["BASE_URL"]))


@bp.post(f"{_CHECK}/fix")
@access.requires("platform.write")
def fix(platform: Platform) -> ResponseReturnValue:
    """Mends one finding; a second click finds it settled."""
    if reached := _reached(platform):
        database.writes()  # the gate's transaction ended before the network was asked
    if reached and reached.code:
        flash(_("%(address)s does not answer: %(reason)s", address=reached.address, reason=reached.words), "warning")
    else:
        _mend(platform)
    summary = request.form.get("back") == "summary"
    return _to("publishing.summary" if summary else "compliance.show", platform)


@bp.route(f"{_CHECK}/justify", methods=["GET", "POST"])
@access.requires("platform.write")
def justify(platform: Platform) -> ResponseReturnValue:
    """Accepts a warning for a reason in writing."""
    form = JustifyForm(request.form or request.args)
    entry = _entry(platform, *_named())
    if entry is None or entry.finding.is_error:
        flash(_("This point is settled by now.") if entry is None else _("This has to be mended."), "warning")
        return _to("compliance.show", platform)
    document, scope = publishing.draft(access.scope(), platform), access.scope()
    if attempt(form, lambda: compliance.justify(scope, platform, document, *_named(), form.text.data or "")):
        flash(_("Your reason was kept."))
        return _to("compliance.show", platform)
    if request.method == "GET" and entry.justification:
        form.text.data = entry.justification.text
    return render_template("compliance/justify.html", platform=platform, form=form, entry=entry, words=wording)


@bp.post(f"{_CHECK}/justifications/<int:justification>/withdraw")
@access.requires("platform.write")
def withdraw(platform: Platform, justification: Justification) -> ResponseReturnValue:
    """Takes a reason back."""
    compliance.withdraw(access.scope(), justification)
    flash(_("The reason was withdrawn."))
    return _to("compliance.show", platform)


@bp.get(f"{_PLATFORM}/versions/<int:version>/dossier")
@access.requires("platform.read")
def dossier(platform: Platform, version: CharterVersion) -> ResponseReturnValue:
    """What the check said when a version was published."""
    return render_template(
        "compliance/dossier.html", platform=platform, version=version, dossier=version.dossier, words=wording
    )


def _page(platform: Platform, reached: Sequence[Reached] = ()) -> str:
    document, report = _checked(platform)
    return render_template(
        "compliance/show.html",
        platform=platform,
        linked=[provider.name for provider in document.providers if provider.policy_url],
        reached=reached,
        **shown(platform, report),
    )


def shown(platform: Platform, report: Report) -> dict[str, Any]:
    """What templates need to show a report."""
    scope = access.scope()
    places = Places(scope, platform, usages.every(scope, platform))
    return {"report": report, "places": places, "words": wording, "fix_of": fixes.offered}


def _checked(platform: Platform) -> tuple[Document, Report]:
    document = publishing.draft(access.scope(), platform)
    return document, compliance.report(access.scope(), platform, document)


def _entry(platform: Platform, rule: str, subject: str) -> Entry | None:
    return _checked(platform)[1].entry(rule, subject)


def _named() -> tuple[str, str]:
    return request.values.get("rule", ""), request.values.get("subject", "")


def _reached(platform: Platform) -> Reached | None:
    """For a fix that needs it, what came of the address it would write; ends the transaction before it asks."""
    document, report = _checked(platform)
    entry = report.entry(*_named())
    if entry is None or fixes.offered(entry.finding) != "https":
        return None
    provider: Provider = next(p for p in document.providers if p.key == entry.finding.subject.key)
    database.release()
    return reach(provider.name, fixes.secure(provider.policy_url), current_app.config["BASE_URL"])


def _mend(platform: Platform) -> None:
    document, report = _checked(platform)
    entry = report.entry(*_named())
    if entry is None or not fixes.offered(entry.finding):
        flash(_("This point is settled by now."))
        return
    try:
        with database.db.session.begin_nested():
            fixes.apply(access.scope(), platform, document, entry.finding)
        flash(_("Mended. It reaches visitors when you publish."))
    except (Invalid, Refused, Stale) as error:
        flash(errors.message(error), "warning")


def _to(endpoint: str, platform: Platform) -> ResponseReturnValue:
    return redirect(url_for(endpoint, org=g.organization.slug, platform=platform.public_id), 303)
