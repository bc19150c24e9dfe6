"""The worksheet of the CNIL's exemption for audience measurement."""

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from charter_admin.admin import access
from charter_admin.admin.compliance import wording
from charter_admin.admin.compliance.forms import WorksheetForm, filled
from charter_admin.admin.forms import attempt
from charter_admin.compliance import sheets
from charter_admin.compliance.known import inside
from charter_admin.compliance.models import ExemptionWorksheet
from charter_admin.compliance.worksheet import QUESTIONS, TOOLS, Sheet, outcome
from charter_admin.listing import fold
from charter_admin.platforms.models import Platform, Usage
from charter_admin.publishing import service as publishing

bp = Blueprint("exemption", __name__)
_SHEET = "/o/<org>/platforms/<platform>/usages/<int:usage>/exemption"


@bp.get(_SHEET)
@access.requires("platform.read")
def show(platform: Platform, usage: Usage) -> ResponseReturnValue:
    """The questions, with the answers given so far and what they come to."""
    return _page(platform, usage, _form(usage))


@bp.post(_SHEET)
@access.requires("platform.write")
def save(platform: Platform, usage: Usage) -> ResponseReturnValue:
    """Keeps the answers and says what they come to."""
    form, document = _form(usage), publishing.draft(access.scope(), platform)
    row = attempt(form, lambda: sheets.save(access.scope(), usage, document, form.sheet(), form.seen_revision))
    if row is None:
        return _page(platform, usage, form)
    flash(_("The answers were saved."))
    here = url_for("exemption.show", org=g.organization.slug, platform=platform.public_id, usage=usage.id)
    return redirect(here, 303)


def _form(usage: Usage) -> WorksheetForm:
    row = sheets.find(access.scope(), usage)
    form = WorksheetForm(data=filled(_sheet(usage, row), row.revision if row else 0))
    asked = request.args.get("tool", "")
    if request.method == "GET" and asked in TOOLS:
        form.tool.data = asked
    form.explain(form.tool.data or "other")
    return form


def _sheet(usage: Usage, row: ExemptionWorksheet | None) -> Sheet:
    return sheets.sheet_of(row) if row else Sheet(_likely_tool(usage))


def _likely_tool(usage: Usage) -> str:
    """The tool the service's names and cookies speak of."""
    service = usage.service
    words = fold(" ".join([*service.name.values(), service.provider.name]))
    names = [cookie.name for cookie in service.cookies]
    if "matomo" in words or "piwik" in words or any(name.startswith(("_pk_", "mtm_")) for name in names):
        return "matomo"
    piano = any(inside(host, "xiti.com") or inside(host, "at-o.net") for host in service.hosts)
    return "piano" if piano or any(w in words for w in ("piano", "at internet", "xiti")) else "other"


def _page(platform: Platform, usage: Usage, form: WorksheetForm) -> str:
    row = sheets.find(access.scope(), usage)
    return render_template(
        "compliance/worksheet.html",
        platform=platform,
        usage=usage,
        form=form,
        row=row,
        outcome=outcome(sheets.sheet_of(row)) if row else None,
        questions=QUESTIONS,
        words=wording,
    )
