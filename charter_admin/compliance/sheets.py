"""Keeping the worksheets of audience measurement."""

from collections.abc import Collection, Mapping

from sqlalchemy import select

from charter_admin import clock
from charter_admin import values as check
from charter_admin.catalogue.models import Service
from charter_admin.compliance.lint import service_fingerprint
from charter_admin.compliance.models import ExemptionWorksheet
from charter_admin.compliance.worksheet import NO, QUESTIONS, TOOLS, YES, Sheet
from charter_admin.editing import editing, owned
from charter_admin.errors import Invalid
from charter_admin.i18n import N_
from charter_admin.organizations.scope import Scope
from charter_admin.platforms.models import Platform, Usage
from charter_admin.versions.document import Document

MOST_MONTHS = 1200


def find(scope: Scope, usage: Usage) -> ExemptionWorksheet | None:
    """The worksheet of a service in use, if there is one."""
    return scope.session.scalar(scope.select(ExemptionWorksheet).where(ExemptionWorksheet.usage_id == usage.id))


def of_platform(scope: Scope, platform: Platform) -> Mapping[str, ExemptionWorksheet]:
    """Those of a platform, by the key of their service."""
    statement = (
        select(Service.key, ExemptionWorksheet)
        .join(Usage, Usage.service_id == Service.id)
        .join(ExemptionWorksheet, ExemptionWorksheet.usage_id == Usage.id)
        .where(ExemptionWorksheet.organization_id == scope.organization_id, Usage.platform_id == platform.id)
    )
    return dict(scope.session.execute(statement).tuples().all())


def of_platforms(scope: Scope, platforms: Collection[Platform]) -> Mapping[int, Mapping[str, ExemptionWorksheet]]:
    """Those of many platforms, by the platform's id: one statement for any number."""
    ids = [platform.id for platform in platforms]
    statement = (
        select(Usage.platform_id, Service.key, ExemptionWorksheet)
        .join(Service, Service.id == Usage.service_id)
        .join(ExemptionWorksheet, ExemptionWorksheet.usage_id == Usage.id)
        .where(ExemptionWorksheet.organization_id == scope.organization_id, Usage.platform_id.in_(ids))
    )
    found: dict[int, dict[str, ExemptionWorksheet]] = {row_id: {} for row_id in ids}
    for platform_id, key, row in scope.session.execute(statement):
        found[platform_id][key] = row
    return found


def sheet_of(row: ExemptionWorksheet, document: Document | None = None, key: str = "") -> Sheet:
    """The answers as a value; against a document, also whether its service was changed since."""
    stale = document is not None and row.fingerprint != service_fingerprint(document, key)
    return Sheet(row.tool, row.answers, row.cookie_months, row.data_months, stale)


def save(scope: Scope, usage: Usage, document: Document, sheet: Sheet, revision: int) -> ExemptionWorksheet:
    """Keeps the answers for the service as the document has it. An unanswered question may stay so.

    Raises Invalid, and Stale when `revision` (0 for the first answers) is not the stored one.
    """
    scope.require("platform.write")
    owned(scope, usage)
    checked, row = _checked(sheet), find(scope, usage)
    if row is None:
        return scope.add(_fill(ExemptionWorksheet(usage_id=usage.id), scope, usage, document, checked))
    with editing(scope, row, revision, sheet_of):
        _fill(row, scope, usage, document, checked)
    return row


def _checked(sheet: Sheet) -> Sheet:
    known = {question.id for question in QUESTIONS}
    answers = {name: answer for name, answer in sheet.answers.items() if name in known and answer}
    for name, answer in answers.items():
        check.choice(name, answer, (YES, NO))
    tool = check.choice("tool", sheet.tool, TOOLS)
    cookie_months, data_months = (_months(name, getattr(sheet, name)) for name in ("cookie_months", "data_months"))
    return Sheet(tool, answers, cookie_months, data_months)


def _months(field: str, months: int | None) -> int | None:
    if months is not None and not 0 <= months <= MOST_MONTHS:
        raise Invalid(field, N_("Give a whole number from %(least)s to %(most)s."), least=0, most=MOST_MONTHS)
    return months


def _fill(row: ExemptionWorksheet, scope: Scope, usage: Usage, document: Document, sheet: Sheet) -> ExemptionWorksheet:
    row.tool, row.answers = sheet.tool, dict(sheet.answers)
    row.cookie_months, row.data_months = sheet.cookie_months, sheet.data_months
    row.fingerprint = service_fingerprint(document, usage.service.key)
    row.author, row.answered_at = scope.actor, clock.now()
    return row
