"""Downloading what is declared, and taking an edited spreadsheet back."""

import base64
from collections.abc import Callable, Iterator, Sequence
from tempfile import TemporaryFile
from typing import IO

from flask import Blueprint, Response, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from charter_admin.admin import access, database
from charter_admin.admin.exporting.forms import ApplyForm, TakeBackForm
from charter_admin.admin.forms import attempt
from charter_admin.admin.language import locale as reading
from charter_admin.errors import Refused
from charter_admin.exporting import coming_back, comma_separated, organization, records, workbook
from charter_admin.exporting.plan import Plan
from charter_admin.exporting.records import Record, Sheet
from charter_admin.exporting.words import WORDS, worded
from charter_admin.platforms.models import Platform

bp = Blueprint("exporting", __name__)
CSV, XLSX = "text/csv; charset=utf-8", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PIECE = 64 * 1024  # bytes of a download sent at once
MOST_SHOWN = 300  # rows of a preview on the screen; all of them are counted


@bp.get("/o/<org>/exports")
@access.requires("catalogue.read")
def index() -> ResponseReturnValue:
    """What can be downloaded, and the form for a file that comes back."""
    return render_template("exporting/index.html", form=TakeBackForm())


@bp.post("/o/<org>/exports")
@access.requires("catalogue.write")
def preview() -> ResponseReturnValue:
    """What an edited file would change; nothing is changed yet."""
    form = TakeBackForm()
    content, removing = form.content() if form.file.data else b"", form.removing.data
    database.release()  # a preview writes nothing, and reading a file may take its time
    try:
        found = attempt(form, lambda: coming_back.preview(access.scope(), content, removing=removing))
    except Refused as error:
        form.explain(error)
        found = None
    if found is None:
        return render_template("exporting/index.html", form=form)
    return _preview(found, content, removing)


@bp.post("/o/<org>/exports/apply")
@access.requires("catalogue.write")
def apply() -> ResponseReturnValue:
    """Does what the preview showed."""
    form = ApplyForm()
    content, digest, removing = form.values()
    done = attempt(form, lambda: coming_back.apply(access.scope(), content, digest, removing=removing))
    if done is not None:
        count = len(done.steps)
        flash(ngettext("%(num)s cookie was brought up to date.", "%(num)s cookies were brought up to date.", count))
    return redirect(url_for("exporting.index", org=g.organization.slug), 303)


@bp.get("/o/<org>/exports/cookies.csv")
@access.requires("catalogue.read")
def catalogue_csv() -> ResponseReturnValue:
    """All declared cookies as CSV."""
    return _sent(records.of_catalogue(access.scope()), comma_separated.write, CSV, f"cookies-{g.organization.slug}.csv")


@bp.get("/o/<org>/exports/cookies.xlsx")
@access.requires("catalogue.read")
def catalogue_workbook() -> ResponseReturnValue:
    """All declared cookies as an Excel workbook."""
    return _sent(records.of_catalogue(access.scope()), workbook.write, XLSX, f"cookies-{g.organization.slug}.xlsx")


@bp.get("/o/<org>/platforms/<platform>/cookies.csv")
@access.requires("catalogue.read")
def platform_csv(platform: Platform) -> ResponseReturnValue:
    """The cookies of one platform as CSV."""
    name = f"cookies-{platform.public_id}.csv"
    return _sent(records.of_platform(access.scope(), platform), comma_separated.write, CSV, name)


@bp.get("/o/<org>/platforms/<platform>/cookies.xlsx")
@access.requires("catalogue.read")
def platform_workbook(platform: Platform) -> ResponseReturnValue:
    """The cookies of one platform as an Excel workbook."""
    name = f"cookies-{platform.public_id}.xlsx"
    return _sent(records.of_platform(access.scope(), platform), workbook.write, XLSX, name)


@bp.get("/o/<org>/exports/organization.json")
@access.requires("organization.manage")
def whole() -> ResponseReturnValue:
    """The whole organization, for another installation. Written to disk first, so that the memory it takes is small."""
    scope, name = access.scope(), f"{g.organization.slug}.json"
    if request.method == "HEAD":
        return _download(b"", "application/json", name)
    database.release()
    organization.read_at_one_moment(scope.session)
    out = TemporaryFile()  # noqa: SIM115 - closed by whoever reads it
    organization.write(scope, out)
    return _download(_chunks(out), "application/json", name)


def _chunks(file: IO[bytes]) -> Iterator[bytes]:
    """The file from its beginning, piece by piece; closed at its end, or where the reader goes away."""
    with file:
        file.seek(0)
        while piece := file.read(PIECE):
            yield piece


def _sent(found: Sequence[Record], write: Callable[[Sheet, str], bytes], kind: str, name: str) -> Response:
    content = write(records.sheet(access.scope(), found, reading()), reading())
    return _download(content, kind, name)


def _download(content: bytes | Iterator[bytes], kind: str, name: str) -> Response:
    answer = Response(content, content_type=kind)
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    return answer


def _preview(found: Plan, content: bytes, removing: bool) -> ResponseReturnValue:
    sent = {
        "content": base64.b64encode(content).decode(),
        "digest": found.digest,
        "removing": "yes" if removing else "",
    }
    return render_template(
        "exporting/preview.html",
        plan=found,
        form=ApplyForm(formdata=None, data=sent),
        most=MOST_SHOWN,
        headed=lambda column: column.headed(reading()),
        worded=lambda column, text: worded(column.name, text, reading()) if column.name in WORDS and text else text,
        kinds={"add": _("Cookie added"), "change": _("Cookie changed"), "remove": _("Cookie removed")},
    )
