"""After a change of the catalogue: the platforms whose page shows the former wording, and publishing exactly those."""

from collections.abc import Sequence

from flask import g, render_template, request
from flask.typing import ResponseReturnValue

from charter_admin.admin import access
from charter_admin.admin.bulk.forms import GoForm
from charter_admin.admin.bulk.selection import SHOWN
from charter_admin.admin.bulk.views import bp, start, to_job
from charter_admin.admin.catalogue.parts import say
from charter_admin.admin.language import locale as reading
from charter_admin.catalogue.models import Provider, Purpose, Service
from charter_admin.publishing import bulk as publishing
from charter_admin.publishing import wording
from charter_admin.publishing.wording import Row

__all__ = ["bp"]


@bp.get("/o/<org>/services/<int:service>/platforms")
@access.requires("platform.read")
def service(service: Service) -> ResponseReturnValue:
    """The platforms that show the former wording of a service or its cookies."""
    return _page(service, GoForm())


@bp.post("/o/<org>/services/<int:service>/platforms")
@access.requires("platform.publish")
def service_publish(service: Service) -> ResponseReturnValue:
    """Publishes them."""
    return _publish(service)


@bp.get("/o/<org>/providers/<int:provider>/platforms")
@access.requires("platform.read")
def provider(provider: Provider) -> ResponseReturnValue:
    """The platforms that show the former wording of a provider."""
    return _page(provider, GoForm())


@bp.post("/o/<org>/providers/<int:provider>/platforms")
@access.requires("platform.publish")
def provider_publish(provider: Provider) -> ResponseReturnValue:
    """Publishes them."""
    return _publish(provider)


@bp.get("/o/<org>/purposes/<int:purpose>/platforms")
@access.requires("platform.read")
def purpose(purpose: Purpose) -> ResponseReturnValue:
    """The platforms that show the former wording of a purpose."""
    return _page(purpose, GoForm())


@bp.post("/o/<org>/purposes/<int:purpose>/platforms")
@access.requires("platform.publish")
def purpose_publish(purpose: Purpose) -> ResponseReturnValue:
    """Publishes them."""
    return _publish(purpose)


def _publish(row: Row) -> ResponseReturnValue:
    scope, form = access.scope(), GoForm()
    ids = wording.outdated(scope, row)
    job = start(form, lambda: publishing.enqueue(scope, wording.platforms_of(scope, ids)))
    return to_job(job) if job else (_page(row, form), 409)


def _page(row: Row, form: GoForm) -> str:
    scope = access.scope()
    ids = wording.outdated(scope, row)
    at = min(max(request.args.get("at", 0, type=int), 0), len(ids))
    platforms = wording.platforms_of(scope, ids[at : at + SHOWN])
    return render_template(
        "bulk/former.html",
        form=form,
        name=row.name if isinstance(row, Provider) else say(row.name),
        back=_back(row),
        count=len(ids),
        at=at,
        following=at + SHOWN if at + SHOWN < len(ids) else 0,
        prospects=publishing.prospects(scope, platforms, reading()),
    )


def _back(row: Row) -> Sequence[object]:
    """The endpoint of the row's page, and what names it there."""
    kind = type(row).__name__.lower()
    return f"catalogue.{kind}", {"org": g.organization.slug, kind: row.id}
