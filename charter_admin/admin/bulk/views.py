"""Many platforms at once: first what would happen to each, then a job."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from charter_admin.admin import access, errors
from charter_admin.admin.bulk import wording
from charter_admin.admin.bulk.forms import BringForm, GoForm, UseForm
from charter_admin.admin.bulk.selection import Selection
from charter_admin.admin.catalogue.parts import languages, say
from charter_admin.admin.forms import Form, attempt
from charter_admin.admin.language import locale as reading
from charter_admin.admin.rows import LARGEST_ID
from charter_admin.catalogue import services as catalogue
from charter_admin.catalogue.models import Service
from charter_admin.errors import NotFound, Refused
from charter_admin.jobs.models import Job
from charter_admin.platforms import bulk as usages
from charter_admin.platforms import templates
from charter_admin.platforms.usages import UsageValues
from charter_admin.publishing import bulk as publishing

bp = Blueprint("bulk", __name__)


@bp.context_processor
def words() -> dict[str, Any]:
    """What these pages say in the reader's language."""
    return {"wording": wording, "say": say}


@bp.route("/o/<org>/bulk/publish", methods=["GET", "POST"])
@access.requires("platform.publish")
def publish() -> ResponseReturnValue:
    """What publishing would change on each platform; then the job that does it."""
    chosen, scope, form = Selection.of(request.args), access.scope(), GoForm()
    job = start(form, lambda: publishing.enqueue(scope, chosen.every(scope)))
    if job:
        return to_job(job)
    page = chosen.shown(scope)
    found = publishing.prospects(scope, page.items, reading())
    return _page("bulk/publish.html", chosen, form=form, page=page, prospects=found)


@bp.route("/o/<org>/bulk/services", methods=["GET", "POST"])
@access.requires("platform.write")
def services() -> ResponseReturnValue:
    """Which service to put in use, or to take out of use; what that would change; then the job."""
    chosen, scope = Selection.of(request.args), access.scope()
    doing = request.args.get("doing", usages.USE)
    known = catalogue.every(scope)
    service = _service(known) if "service" in request.args else None
    if doing not in usages.DOINGS:
        raise NotFound()
    form = UseForm(languages()) if doing == usages.USE else GoForm()
    if service:
        values = form.values() if isinstance(form, UseForm) else UsageValues()
        job = start(form, lambda: usages.enqueue(scope, chosen.every(scope), service, doing, values))
        if job:
            return to_job(job)
    page = chosen.shown(scope)
    touched = usages.touched(scope, page.items, service, doing) if service else set()
    more = {"known": known, "service": service, "doing": doing, "touched": touched}
    return _page("bulk/services.html", chosen, form=form, page=page, **more)


@bp.route("/o/<org>/bulk/texts", methods=["GET", "POST"])
@access.requires("platform.write")
def texts() -> ResponseReturnValue:
    """Which texts of each platform would follow the organization's templates; then the job."""
    chosen, scope, form = Selection.of(request.args), access.scope(), BringForm()
    job = start(form, lambda: templates.enqueue(scope, chosen.every(scope), overwrite=form.overwrite.data))
    if job:
        return to_job(job)
    page = chosen.shown(scope)
    found = templates.standings(scope, page.items)
    held = templates.every(scope)
    return _page("bulk/texts.html", chosen, form=form, page=page, standings=found, templates=held)


def start(form: Form, make: Callable[[], Job]) -> Job | None:
    """The job, once the button was pressed; None where the page has to be shown (again), with the reasons."""
    try:
        return attempt(form, make)
    except Refused as error:
        form.refusals.append(errors.message(error))
        return None


def to_job(job: Job) -> ResponseReturnValue:
    """On to the page where a person follows it."""
    flash(_("The work has begun. You may leave this page: it goes on without you."))
    return redirect(url_for("jobs.show", org=g.organization.slug, job=job.id), 303)


def _page(template: str, chosen: Selection, **more: Any) -> str:
    count = chosen.count(access.scope())
    return render_template(template, chosen=chosen, count=count, **more)


def _service(known: Any) -> Service:
    wanted = request.args.get("service", type=int) or 0
    found: Service | None = next((s for s in known if s.id == wanted and wanted <= LARGEST_ID), None)
    if found is None:
        raise NotFound()
    return found
