"""Importing a charter into a platform: take it in, then decide about each proposal."""

from collections.abc import Callable

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from charter_admin.admin import access, errors
from charter_admin.admin.forms import attempt
from charter_admin.admin.importing import cards, library, overview, telling
from charter_admin.admin.importing.forms import ProposalForm, TakeInForm, choices
from charter_admin.admin.importing.words import CONFIDENCE
from charter_admin.admin.rows import LARGEST_ID
from charter_admin.catalogue import purposes
from charter_admin.errors import Invalid, Refused, Stale
from charter_admin.importing import review as service
from charter_admin.importing.declared import CHOOSABLE
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
    """The document and its proposals, side by side."""
    return _page(platform, charter_import)


@bp.post(f"{_PROPOSAL}/accept")
@access.requires("platform.write")
def accept(platform: Platform, charter_import: CharterImport, proposal: ImportProposal) -> ResponseReturnValue:
    """Declares a proposal's cookie, as corrected."""
    form = ProposalForm(proposal, purposes.every(access.scope()))

    def declare() -> bool:
        service.accept(access.scope(), proposal, form.values())
        telling.accepted(proposal)
        return True

    if _settled(lambda: attempt(form, declare)):
        return _to_review(platform, charter_import, proposal.id)
    return _page(platform, charter_import, {proposal.id: form})


@bp.post(f"{_PROPOSAL}/merge")
@access.requires("platform.write")
def merge(platform: Platform, charter_import: CharterImport, proposal: ImportProposal) -> ResponseReturnValue:
    """Accepts what is declared already, with the fields chosen from the document."""

    def take_over() -> bool:
        service.take_over(access.scope(), proposal, _taken_fields())
        telling.accepted(proposal)
        return True

    _settled(take_over)
    return _to_review(platform, charter_import, proposal.id)


@bp.post(f"{_PROPOSAL}/fill")
@access.requires("platform.write")
def fill(platform: Platform, charter_import: CharterImport, proposal: ImportProposal) -> ResponseReturnValue:
    """Fills in what the form of a proposal leaves open from the known-cookie library; nothing is kept yet."""
    known = purposes.every(access.scope())
    form = ProposalForm(proposal, known)
    for offer in library.offered(access.scope(), charter_import, {proposal.id: form}, known).values():
        form.fill(offer.values)
    form.unfolded = True
    return _page(platform, charter_import, {proposal.id: form})


@bp.post(f"{_PROPOSAL}/drop")
@access.requires("platform.write")
def drop(platform: Platform, charter_import: CharterImport, proposal: ImportProposal) -> ResponseReturnValue:
    """Leaves a proposal out."""

    def leave_out() -> bool:
        service.drop(access.scope(), proposal)
        telling.dropped(proposal)
        return True

    _settled(leave_out)
    return _to_review(platform, charter_import, proposal.id)


@bp.post(f"{_PROPOSAL}/undo")
@access.requires("platform.write")
def undo(platform: Platform, charter_import: CharterImport, proposal: ImportProposal) -> ResponseReturnValue:
    """Takes back what was decided about a proposal."""

    def take_back() -> bool:
        telling.undone(proposal.shown_name, 1, service.undo(access.scope(), proposal))
        return True

    _settled(take_back)
    return _to_review(platform, charter_import, proposal.id - 1)


@bp.post(f"{_IMPORT}/undo")
@access.requires("platform.write")
def undo_last(platform: Platform, charter_import: CharterImport) -> ResponseReturnValue:
    """Takes back one act, which may be about many proposals; the form says which, so that twice does not undo two."""
    last, act = overview.last_act(access.scope(), charter_import), _number(request.form.get("act", "")) or 0

    def take_back() -> bool:
        name = last.first.shown_name if last.first else ""
        telling.undone(name, *service.undo_act(access.scope(), charter_import.id, act))
        return True

    _settled(take_back)
    return _to_review(platform, charter_import, last.first.id - 1 if last.first else 0)


@bp.post(f"{_IMPORT}/accept-all")
@access.requires("platform.write")
def accept_all(platform: Platform, charter_import: CharterImport) -> ResponseReturnValue:
    """Accepts what is pending as it stands; what cannot be stored as it is stays for a person."""
    purpose_id = _number(request.form.get("purpose_id", ""))
    only = "high" if request.form.get("only") == "high" else None
    tally = service.accept_all(access.scope(), charter_import.id, purpose_id, only)
    left = overview.progress(access.scope(), [charter_import])[charter_import.id].pending
    telling.tallied(tally, 0 if only else left)
    return _to_review(platform, charter_import, 0)


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def _taken_fields() -> set[str]:
    """What to take from the document: everything, nothing, or what is ticked."""
    choice = request.form.get("choice", "each")
    if choice in ("document", "mine"):
        return set(CHOOSABLE) if choice == "document" else set()
    return {name for name in CHOOSABLE if request.form.get(f"take-{name}") == "document"}


def _settled(action: Callable[[], object]) -> bool:
    """Runs an action on a proposal; where it cannot be done now, says so and counts it as done."""
    try:
        return bool(action())
    except (Refused, Stale, Invalid) as error:
        flash(errors.message(error), "warning")
        return True


def _page(
    platform: Platform, taken: CharterImport, refused: dict[int, ProposalForm] | None = None
) -> ResponseReturnValue:
    page = cards.shown(access.scope(), platform, taken, _after(), refused)
    return render_template(
        "importing/review.html",
        platform=platform,
        charter_import=taken,
        after=_after() or None,
        purposes=choices(page["known_purposes"], _("leave them to me")),
        confidence=CONFIDENCE,
        **page,
    )


def _after() -> int:
    return min(max(request.args.get("after", 0, type=int), 0), LARGEST_ID)


def _to_review(platform: Platform, taken: CharterImport, behind: int | None = None) -> ResponseReturnValue:
    """Back to the page one was on, at the next proposal that waits behind an id; to another page if it stands there."""
    scope, after, anchor = access.scope(), _after(), None
    if behind is not None:
        waiting = overview.next_pending(scope, taken, behind)
        anchor = f"proposal-{waiting}" if waiting else "finished"
        on_page = [each.id for each in overview.proposals(scope, taken, after)[0]]
        after = waiting - 1 if waiting and waiting not in on_page else after
    return redirect(
        url_for(
            "importing.review",
            org=g.organization.slug,
            platform=platform.public_id,
            charter_import=taken.id,
            after=after or None,
            _anchor=anchor,
        ),
        303,
    )
