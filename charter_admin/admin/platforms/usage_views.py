"""The services in use on a platform."""

from collections.abc import Sequence
from dataclasses import asdict
from itertools import groupby

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from charter_admin.admin import access
from charter_admin.admin.forms import attempt
from charter_admin.admin.language import locale as reading
from charter_admin.admin.platforms.forms import NewUsageForm, UsageForm
from charter_admin.catalogue import services
from charter_admin.catalogue.keys import any_name
from charter_admin.catalogue.models import Purpose, Service
from charter_admin.errors import Invalid
from charter_admin.i18n import N_
from charter_admin.platforms import usages
from charter_admin.platforms.models import Platform, Usage

bp = Blueprint("usages", __name__)


@bp.get("/o/<org>/platforms/<platform>/usages")
@access.requires("platform.read")
def index(platform: Platform) -> ResponseReturnValue:
    """The services in use."""
    used = usages.every(access.scope(), platform)
    return render_template("platforms/usages.html", platform=platform, usages=used)


@bp.route("/o/<org>/platforms/<platform>/usages/new", methods=["GET", "POST"])
@access.requires("platform.write")
def create(platform: Platform) -> ResponseReturnValue:
    """Puts a service of the catalogue in use."""
    scope = access.scope()
    known = services.every(scope)
    form = NewUsageForm(platform.locales, data={"service_id": request.args.get("service", type=int)})
    form.name_bases(_("As the purpose of the service says"))
    usage = attempt(form, lambda: usages.put(scope, platform, _chosen(known, form.service_id.data), form.values()))
    if usage:
        flash(_("%(service)s is now in use here.", service=_name(usage.service)))
        return _to_list(platform)
    offered = _by_purpose(_unused(platform, known))
    return render_template("platforms/usage_new.html", platform=platform, form=form, known=known, offered=offered)


@bp.route("/o/<org>/platforms/<platform>/usages/<int:usage>", methods=["GET", "POST"])
@access.requires("platform.write")
def edit(platform: Platform, usage: Usage) -> ResponseReturnValue:
    """Where a service is used, and on which basis."""
    form = UsageForm(platform.locales, data=asdict(usages.values_of(usage)) | {"revision": usage.revision})
    form.name_bases(_as_its_purpose(usage.service.purpose))
    if attempt(form, lambda: usages.update(access.scope(), usage, form.values(), form.seen_revision)):
        flash(_("%(service)s was saved.", service=_name(usage.service)))
        return _to_list(platform)
    return render_template("platforms/usage_edit.html", platform=platform, usage=usage, form=form)


@bp.route("/o/<org>/platforms/<platform>/usages/<int:usage>/remove", methods=["GET", "POST"])
@access.requires("platform.write")
def remove(platform: Platform, usage: Usage) -> ResponseReturnValue:
    """Ends the use of a service here."""
    if request.method == "POST":
        name = _name(usage.service)
        usages.take_out(access.scope(), usage)
        flash(_("%(service)s is no longer in use here.", service=name))
        return _to_list(platform)
    return render_template("platforms/usage_remove.html", platform=platform, usage=usage)


def _unused(platform: Platform, known: Sequence[Service]) -> list[Service]:
    used = {usage.service_id for usage in platform.usages}
    return [service for service in known if service.id not in used]


def _by_purpose(offered: Sequence[Service]) -> list[tuple[str, list[tuple[int, str]]]]:
    """Names of purposes, in the order visitors see them, each with the ids and names of its services."""
    ordered = sorted(offered, key=lambda s: (s.purpose.position, s.purpose.id, s.folded))
    groups = groupby(ordered, key=lambda service: service.purpose)
    return [(_purpose_name(p), [(s.id, f"{_name(s)} · {s.provider.name}") for s in of_it]) for p, of_it in groups]


def _name(service: Service) -> str:
    return service.name.get(reading()) or any_name(service.name)


def _purpose_name(purpose: Purpose) -> str:
    return purpose.name.get(reading()) or any_name(purpose.name)


def _as_its_purpose(purpose: Purpose) -> str:
    if purpose.basis == "exempt":
        return str(_("As its purpose says: “%(purpose)s” is exempt", purpose=_purpose_name(purpose)))
    return str(_("As its purpose says: “%(purpose)s” needs consent", purpose=_purpose_name(purpose)))


def _chosen(known: Sequence[Service], service_id: int | None) -> Service:
    found = next((service for service in known if service.id == service_id), None)
    if found is None:
        raise Invalid("service_id", N_("Choose one of the services offered."))
    return found


def _to_list(platform: Platform) -> ResponseReturnValue:
    return redirect(url_for("usages.index", org=g.organization.slug, platform=platform.public_id), 303)
