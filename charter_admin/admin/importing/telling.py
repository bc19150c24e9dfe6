"""What is said after a decision: on the page, and by the script to those who do not see it."""

from collections.abc import Iterable

from flask import flash
from flask_babel import gettext as _
from flask_babel import ngettext

from charter_admin.i18n import N_
from charter_admin.importing.models import ImportProposal
from charter_admin.importing.review import Tally
from charter_admin.importing.undoing import Kept

_OUTCOMES = {
    "added": N_("“%(name)s” was declared."),
    "completed": N_("“%(name)s” was declared already; what was missing or chosen was added."),
    "same": N_("“%(name)s” was declared like this already."),
}
_KEPT = {
    ("usage", "used"): N_("“%(name)s” stays in use here: it has other cookies."),
    ("usage", "changed"): N_("“%(name)s” stays in use here: somebody worked on that since."),
    ("service", "used"): N_("The service “%(name)s” stays: it has other cookies, or is in use."),
    ("service", "changed"): N_("The service “%(name)s” stays: it was changed since."),
    ("provider", "used"): N_("The provider “%(name)s” stays: it has other services."),
    ("provider", "changed"): N_("The provider “%(name)s” stays: it was changed since."),
}


def accepted(proposal: ImportProposal) -> None:
    """After one was accepted."""
    said = _OUTCOMES.get(proposal.outcome or "", _OUTCOMES["same"])
    flash(_(said, name=proposal.shown_name))


def dropped(proposal: ImportProposal) -> None:
    """After one was dropped."""
    flash(_("“%(name)s” was dropped.", name=proposal.shown_name))


def tallied(tally: Tally, pending: int) -> None:
    """After several were accepted at once; `pending` is how many that left."""
    flash(ngettext("%(num)s declaration was added.", "%(num)s declarations were added.", tally.added))
    if tally.completed:
        flash(ngettext("%(num)s declaration was completed.", "%(num)s declarations were completed.", tally.completed))
    if tally.same:
        flash(ngettext("%(num)s was declared already.", "%(num)s were declared already.", tally.same))
    if pending:
        flash(_("The others need you: look at each, correct it or choose its purpose."), "warning")


def undone(name: str, count: int, kept: Iterable[Kept]) -> None:
    """After a decision about so many proposals was taken back; `name` is that of the first."""
    if count == 1:
        flash(_("Undone: “%(name)s” waits for your decision again.", name=name))
    elif count:
        flash(_("Undone: %(num)s proposals wait for your decision again.", num=count))
    for each in kept:
        flash(_(_KEPT[each.what, each.why], name=each.name), "warning")
