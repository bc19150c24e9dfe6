"""Importing a charter into a platform: take it in, then decide about each proposal."""

from collections.abc import Callable

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from charter_admin.admin import access, errors
from charter_admin.admin.forms import attempt
from charter_admin.admin.importing import library, overview
from charter_admin.admin.importing.forms import ProposalForm, TakeInForm, choices
from charter_admin.admin.importing.words import CONFIDENCE
from charter_admin.admin.rows import LARGEST_ID
from charter_admin.catalogue import purposes
from charter_admin.errors import Refused, Stale
from charter_admin.importing import review as service
from charter_admin.importing.errors import ImportRefused
from charter_admin.importing.models import CharterImport, ImportProposal
from charter_admin.platforms.models import Platform

bp = Blueprint("importing", __name__)
_IMPORT = "/o/<org>/platforms/<platform>/imports/<int:charter_import>"
_PROPOSAL = f"{_IMPORT}/proposals/<int:proposal>"


@bp.route("/o/<org>/platforms/<platform>/import", methods=["GET", "POST"])
@access.requires("platform.write")
def new(platform: Platform) -> ResponseReturnValue:
    """The form for a charter, and the imports made before."""
    form = TakeInForm()
    try:
        taken = attempt(form, lambda: service.take_in(access.scope(), platform, *form.document()))
    except ImportRefused as error:
        form.explain(error)
    else:
        if taken:
            return _to_review(platform, taken)
    imports = overview.earlier(access.scope(), platform)
    return render_template("importing/new.html", platform=platform, form=form, imports=imports)


@bp.get(_IMPORT)
@access.requires("platform.write")
def review(platform: Platform, charter_import: CharterImport) -> ResponseReturnValue:
    """Every proposal beside its passage."""
    return _page(platform, charter_import)


@bp.post(f"{_PROPOSAL}/accept")
@access.requires("platform.write")
def accept(platform: Platform, charter_import: CharterImport, proposal: ImportProposal) -> ResponseReturnValue:
    """Declares a proposal's cookie, as corrected."""
    form = ProposalForm(proposal, purposes.every(access.scope()))

    def declare() -> bool:
        service.accept(access.scope(), proposal, form.values())
        return True

    if _settled(lambda: attempt(form, declare)):
        return _to_review(platform, charter_import, proposal)
    return _page(platform, charter_import, {proposal.id: form})


@bp.post(f"{_PROPOSAL}/fill")
@access.requires("platform.write")
def fill(platform: Platform, charter_import: CharterImport, proposal: ImportProposal) -> ResponseReturnValue:
    """Fills in what the form of a proposal leaves open from the known-cookie library; nothing is kept yet."""
    known = purposes.every(access.scope())
    form = ProposalForm(proposal, known)
    for offer in library.offered(access.scope(), charter_import, {proposal.id: form}, known).values():
        form.fill(offer.values)
    return _page(platform, charter_import, {proposal.id: form})


@bp.post(f"{_PROPOSAL}/drop")
@access.requires("platform.write")
def drop(platform: Platform, charter_import: CharterImport, proposal: ImportProposal) -> ResponseReturnValue:
    """Leaves a proposal out."""
    _settled(lambda: service.drop(access.scope(), proposal))
    return _to_review(platform, charter_import, proposal)


@bp.post(f"{_PROPOSAL}/restore")
@access.requires("platform.write")
def restore(platform: Platform, charter_import: CharterImport, proposal: ImportProposal) -> ResponseReturnValue:
    """Brings a dropped proposal back."""
    _settled(lambda: service.restore(access.scope(), proposal))
    return _to_review(platform, charter_import, proposal)


@bp.post(f"{_IMPORT}/accept-all")
@access.requires("platform.write")
def accept_all(platform: Platform, charter_import: CharterImport) -> ResponseReturnValue:
    """Accepts what is pending as it stands; what cannot be stored as it is stays for a person."""
    chosen = request.form.get("purpose_id", "")
    purpose_id = int(chosen) if chosen.isascii() and chosen.isdigit() and len(chosen) < 10 else None
    count = service.accept_all(access.scope(), charter_import.id, purpose_id)
    flash(ngettext("%(num)s declaration was added.", "%(num)s declarations were added.", count))
    if overview.progress(access.scope(), [charter_import])[charter_import.id].pending:
        flash(_("The others need a correction or a purpose first."), "warning")
    return _to_review(platform, charter_import)


def _settled(action: Callable[[], object]) -> bool:
    """Runs an action on a proposal; where somebody else decided about it meanwhile, says so and counts it as done."""
    try:
        return bool(action())
    except (Refused, Stale) as error:
        flash(errors.message(error), "warning")
        return True


def _page(
    platform: Platform, taken: CharterImport, refused: dict[int, ProposalForm] | None = None
) -> ResponseReturnValue:
    scope = access.scope()
    known = purposes.every(scope)
    found, following = overview.proposals(scope, taken, _after())
    forms = {each.id: ProposalForm(each, known, formdata=None) for each in found if each.state == "pending"}
    forms |= refused or {}
    return render_template(
        "importing/review.html",
        platform=platform,
        charter_import=taken,
        proposals=found,
        forms=forms,
        offers=library.offered(scope, taken, forms, known),
        progress=overview.progress(scope, [taken])[taken.id],
        after=_after() or None,
        following=following,
        purposes=choices(known, _("leave them to me")),
        confidence=CONFIDENCE,
    )


def _after() -> int:
    return min(request.args.get("after", 0, type=int), LARGEST_ID)


def _to_review(platform: Platform, taken: CharterImport, decided: ImportProposal | None = None) -> ResponseReturnValue:
    """Back to the page one was on, at the next proposal that waits."""
    scope = access.scope()
    waiting = overview.next_pending(scope, taken, decided.id) if decided else None
    return redirect(
        url_for(
            "importing.review",
            org=g.organization.slug,
            platform=platform.public_id,
            charter_import=taken.id,
            after=_after() or None,
            _anchor=f"proposal-{waiting}" if waiting else None,
        ),
        303,
    )
