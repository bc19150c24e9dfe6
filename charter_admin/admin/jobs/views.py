"""Jobs: what goes on, what came of it, calling one off."""

from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from charter_admin.admin import access, errors
from charter_admin.admin.bulk import wording
from charter_admin.errors import Refused
from charter_admin.jobs import queue
from charter_admin.jobs.models import Job

bp = Blueprint("jobs", __name__)
_JOB = "/o/<org>/jobs/<int:job>"
LARGEST = 2**31 - 1


@bp.context_processor
def words() -> dict[str, Any]:
    """What these pages say in the reader's language."""
    return {"wording": wording}


@bp.get("/o/<org>/jobs")
@access.requires("platform.read")
def index() -> ResponseReturnValue:
    """The last jobs."""
    return render_template("jobs/index.html", jobs=queue.recent(access.scope()))


@bp.get(_JOB)
@access.requires("platform.read")
def show(job: Job) -> ResponseReturnValue:
    """How far a job is, and what came of each platform."""
    after = min(max(request.args.get("after", 0, type=int), 0), LARGEST)
    items = queue.items(access.scope(), job, after)
    failures = queue.failures(access.scope(), job) if job.report.get("failed") else ()
    return render_template("jobs/show.html", job=job, items=items, failures=failures, after=after)


@bp.post(f"{_JOB}/cancel")
@access.requires("platform.write")
def cancel(job: Job) -> ResponseReturnValue:
    """Ends a job after the platform that is being worked on."""
    try:
        queue.cancel(access.scope(), job)
        flash(_("The rest was called off. What was done stays."))
    except Refused as error:
        flash(errors.message(error), "warning")
    return redirect(url_for("jobs.show", org=g.organization.slug, job=job.id), 303)
