"""The page of receipts: downloading the log, how long it is kept, erasing, and what was deleted."""

from collections.abc import Iterator
from tempfile import TemporaryFile
from typing import Any

from flask import Blueprint, Response, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import URL

from charter_admin.admin import access, database
from charter_admin.admin.forms import attempt
from charter_admin.admin.receipts.forms import DownloadForm, ErasureForm, KeepingForm
from charter_admin.clock import now
from charter_admin.consent import keeping, reading, retention, storage
from charter_admin.consent.reading import Wanted
from charter_admin.exporting import receipts as writing
from charter_admin.platforms.models import Platform

bp = Blueprint("receipts", __name__)
KINDS = {
    "csv": "text/csv; charset=utf-8",
    "ndjson": "application/x-ndjson; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
PIECE = 64 * 1024  # bytes of a workbook sent at once


@bp.get("/o/<org>/receipts")
@access.requires("receipt.read")
def index() -> ResponseReturnValue:
    """The forms, and what was deleted."""
    return _page()


@bp.post("/o/<org>/receipts/keeping")
@access.requires("receipt.manage")
def keep() -> ResponseReturnValue:
    """Saves for how long receipts are kept."""
    form = KeepingForm()
    months = form.receipt_months.data
    if attempt(form, lambda: keeping.set_months(access.scope(), months, form.seen_revision)) is None:
        return _page(keeping=form)
    flash(_("It was saved. The background worker deletes what is too old once a day."))
    return redirect(url_for("receipts.index", org=g.organization.slug), 303)


@bp.post("/o/<org>/receipts/erasure")
@access.requires("receipt.manage")
def erase() -> ResponseReturnValue:
    """Deletes every receipt of one visitor in this organization."""
    form = ErasureForm()
    consent_id = (form.consent_id.data or "").strip().lower()
    gone = attempt(form, lambda: keeping.erase(access.scope(), consent_id, now()))
    if gone is None:
        return _page(erasure=form)
    if gone:
        flash(ngettext("%(num)s receipt was deleted.", "%(num)s receipts were deleted.", gone))
    else:
        flash(_("There are no receipts with this consent id."), "warning")
    return redirect(url_for("receipts.index", org=g.organization.slug), 303)


@bp.get("/o/<org>/receipts/log")
@access.requires("receipt.read")
def log() -> ResponseReturnValue:
    """The receipts as a file, sent while they are read."""
    form = _download_form()
    if not form.validate():
        return _page(download=form)
    kind, (since, until) = form.format.data, form.period()
    wanted = Wanted(access.scope().organization_id, form.platform.data or None, since, until)
    url = keeping.url_of(access.scope())
    database.release()
    content = _workbook(url, wanted) if kind == "xlsx" else _stream(url, wanted, kind)
    answer = Response(content if request.method != "HEAD" else b"", content_type=KINDS[kind])
    answer.headers.set("Content-Disposition", "attachment", filename=f"receipts-{g.organization.slug}.{kind}")
    return answer


def _page(**forms: Any) -> ResponseReturnValue:
    """The page with these forms instead of fresh ones."""
    scope = access.scope()
    shown = {
        "download": forms.get("download") or _download_form(),
        "keeping": forms.get("keeping") or KeepingForm(formdata=None, obj=keeping.setting(scope)),
        "erasure": forms.get("erasure") or ErasureForm(formdata=None),
    }
    after = request.args.get("after", "")
    found = keeping.deletions(scope, int(after) if after.isascii() and after.isdigit() and len(after) < 10 else None)
    reasons = {retention.PURGED: _("Kept long enough"), retention.ERASED: _("Erased on request")}
    return render_template("receipts/index.html", deletions=found, reasons=reasons, after=after, **shown)


def _download_form() -> DownloadForm:
    scope = access.scope()
    platforms = scope.session.scalars(scope.select(Platform).order_by(Platform.folded)).all()
    asked = request.args if request.endpoint == "receipts.log" else None
    return DownloadForm(platforms, formdata=asked or None, data={"platform": "", "format": "csv"})


def _stream(url: URL, wanted: Wanted, kind: str) -> Iterator[bytes]:
    engine = storage.store(url, hurried=False)
    try:
        yield from writing.STREAMS[kind](reading.pages(engine, wanted))
    finally:
        engine.dispose()


def _workbook(url: URL, wanted: Wanted) -> Iterator[bytes]:
    """Written to disk first: a workbook begins with what is known at its end."""
    engine = storage.store(url, hurried=False)
    with TemporaryFile() as file:
        try:
            writing.workbook(reading.pages(engine, wanted), file)
        finally:
            engine.dispose()
        file.seek(0)
        while piece := file.read(PIECE):
            yield piece
