"""Statistics of the organization and of a platform, on the screen and as CSV."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from itertools import pairwise
from typing import Any

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue

from charter_admin import clock
from charter_admin.admin import access
from charter_admin.admin.statistics import chart, wording
from charter_admin.catalogue import purposes
from charter_admin.consent import stats
from charter_admin.consent.comparing import Difference, difference
from charter_admin.consent.stats import PERIODS, Figures, Period
from charter_admin.platforms.models import Platform
from charter_admin.publishing import service as publishing

bp = Blueprint("statistics", __name__)
_PLATFORM = "/o/<org>/platforms/<platform>/statistics"
_NAMES = [field.name for field in fields(Figures)]


@bp.context_processor
def words() -> dict[str, Any]:
    """What these pages say in the reader's language."""
    return {"wording": wording, "periods": PERIODS, "chart": chart.bars}


@bp.get("/o/<org>/statistics")
@access.requires("platform.read")
def index() -> ResponseReturnValue:
    """Every platform of the organization."""
    period = _period()
    return render_template("statistics/index.html", found=stats.overview(access.scope(), period), period=period)


@bp.get("/o/<org>/statistics.csv")
@access.requires("platform.read")
def index_csv() -> ResponseReturnValue:
    """The same as a file, platform by platform."""
    found = stats.overview(access.scope(), _period())
    rows = ([each.platform.public_id, each.platform.name, *_values(each.figures)] for each in found.platforms)
    return _csv("statistics.csv", ["platform", "name", *_NAMES], rows)


@bp.get(_PLATFORM)
@access.requires("platform.read")
def show(platform: Platform) -> ResponseReturnValue:
    """One platform, day by day and version by version."""
    period = _period()
    found = stats.detail(access.scope(), platform, period)
    return render_template(
        "statistics/show.html",
        platform=platform,
        period=period,
        found=found,
        compared=_compared(found.versions),
        names={purpose.key: purpose.name for purpose in purposes.every(access.scope())},
        online=publishing.online(access.scope(), platform),
    )


@bp.get(f"{_PLATFORM}.csv")
@access.requires("platform.read")
def show_csv(platform: Platform) -> ResponseReturnValue:
    """The days of a platform as a file."""
    found = stats.detail(access.scope(), platform, _period())
    rows = ([day, *_values(figures)] for day, figures in found.days.items())
    return _csv(f"statistics-{platform.public_id}.csv", ["day", *_NAMES], rows)


def _period() -> Period:
    days = request.args.get("days", PERIODS[0], type=int)
    return Period(days if days in PERIODS else PERIODS[0], clock.now().date())


def _compared(versions: Mapping[int, Figures]) -> dict[int, tuple[int, Difference | None]]:
    """Each version beside the one before it that somebody answered, by number."""
    answered = [(number, figures) for number, figures in versions.items() if figures.answers]
    return {
        after[0]: (before[0], difference(_share(before[1]), _share(after[1]))) for before, after in pairwise(answered)
    }


def _share(figures: Figures) -> tuple[int, int]:
    return figures.accept_all, figures.answers


def _values(figures: Figures) -> list[int]:
    return [getattr(figures, name) for name in _NAMES]


def _csv(name: str, heading: Sequence[str], rows: Iterable[Sequence[object]]) -> Response:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(heading)
    writer.writerows([_harmless(cell) for cell in row] for row in rows)
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response("\ufeff" + out.getvalue(), content_type="text/csv; charset=utf-8", headers=headers)


def _harmless(cell: object) -> object:
    """A spreadsheet takes what begins like a formula for one; an apostrophe keeps it a text."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell
