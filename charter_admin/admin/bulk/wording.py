"""What would happen to a platform, in words."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from charter_admin.admin import errors
from charter_admin.admin.compliance import wording as compliance
from charter_admin.admin.publishing.wording import ACTIONS, KINDS
from charter_admin.jobs.models import CANCELLED, DONE, FAILED, RUNNING, UNCHANGED, WAITING, Job, JobItem
from charter_admin.platforms import bulk as usages
from charter_admin.platforms import templates
from charter_admin.platforms.standard_texts import standard
from charter_admin.platforms.templates import Standing
from charter_admin.publishing import bulk as publishing
from charter_admin.publishing.bulk import PartChange, Prospect

EFFECTS = {
    publishing.NOTHING: _l("Nothing to change"),
    publishing.FIRST: _l("First version"),
    publishing.CHANGE: _l("New version"),
    publishing.BACK: _l("Back online"),
    publishing.BLOCKED: _l("Cannot be published"),
}
JOBS = {
    publishing.KIND: _l("Publish platforms"),
    usages.USE: _l("Put a service in use"),
    usages.STOP: _l("End the use of a service"),
    templates.KIND: _l("Use the organization’s texts"),
}
STATES = {
    WAITING: _l("Waiting"),
    RUNNING: _l("Running"),
    DONE: _l("Done"),
    UNCHANGED: _l("Nothing to change"),
    FAILED: _l("Did not work"),
    CANCELLED: _l("Called off"),
}
# Kinds that `wording.KINDS` of one platform does not have.
_PARTS = {"usage": _l("Use of a service")}


def effect(found: Prospect) -> str:
    """What publishing would do, and why it cannot."""
    words = str(EFFECTS[found.effect])
    return f"{words} · {errors.message(found.reason)}" if found.reason else words


def mistakes(found: Prospect) -> list[str]:
    """What the law has against publishing a platform."""
    return list(dict.fromkeys(map(compliance.said, found.errors)))


def part(change: PartChange) -> str:
    """One thing that changes on a page."""
    kind = str(_PARTS.get(change.kind) or KINDS.get(change.kind, change.kind))
    what = f"{kind} · {change.label}" if change.label else kind
    return f"{ACTIONS[change.action]} · {what}"


def text(standing: Standing, locale: str) -> str:
    """The title of a section in the reader's language."""
    words = standard(standing.key, locale) or standard(standing.key, "en")
    return words.title if words else standing.key


def outcome(job: Job, item: JobItem) -> str:
    """What came of an item, in words."""
    message, values = item.outcome.get("message"), item.outcome.get("values", {})
    if message:
        findings = [compliance.kept(finding) for finding in values.get("findings", ())]
        return " ".join([str(_(message, **values)), *dict.fromkeys(findings)])
    if job.kind == publishing.KIND and "number" in values:
        return str(_("Version %(number)s is online.", number=values["number"]))
    if values.get("texts"):
        return str(ngettext("%(num)s text was taken over.", "%(num)s texts were taken over.", values["texts"]))
    return ""
