"""Purposes and providers: their lists, their pages, deleting them."""

from dataclasses import asdict

from flask import flash, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from charter_admin.admin import access
from charter_admin.admin.catalogue import parts
from charter_admin.admin.catalogue.forms import ProviderForm, PurposeForm
from charter_admin.admin.catalogue.parts import bp, say, to
from charter_admin.admin.forms import attempt
from charter_admin.admin.lists import query_of
from charter_admin.catalogue import providers as provider_service
from charter_admin.catalogue import purposes as purpose_service
from charter_admin.catalogue.models import Provider, Purpose

_PURPOSE = "/o/<org>/purposes/<int:purpose>"
_PROVIDER = "/o/<org>/providers/<int:provider>"


@bp.get("/o/<org>/purposes")
@access.requires("catalogue.read")
def purposes() -> ResponseReturnValue:
    """The list of purposes."""
    query = query_of(request.args)
    page = purpose_service.listed(access.scope(), query)
    return render_template("catalogue/purposes.html", query=query, page=page)


@bp.post("/o/<org>/purposes/standard")
@access.requires("catalogue.write")
def purposes_standard() -> ResponseReturnValue:
    """Adds the standard purposes that are lacking."""
    purpose_service.install_defaults(access.scope())
    flash(_("The standard purposes were added."))
    return to("purposes")


@bp.route("/o/<org>/purposes/new", methods=["GET", "POST"])
@access.requires("catalogue.write")
def purpose_create() -> ResponseReturnValue:
    """A new purpose."""
    form = PurposeForm(parts.languages(), data={"basis": "consent"})
    made = attempt(form, lambda: purpose_service.create(access.scope(), form.values()))
    if made:
        parts.saved(say(made.name))
        return to("purposes")
    return render_template("catalogue/purpose.html", form=form, purpose=None)


@bp.get(_PURPOSE)
@access.requires("catalogue.read")
def purpose(purpose: Purpose) -> ResponseReturnValue:
    """A purpose."""
    return _purpose_page(purpose, _purpose_form(purpose))


@bp.post(_PURPOSE)
@access.requires("catalogue.write")
def purpose_save(purpose: Purpose) -> ResponseReturnValue:
    """Changes a purpose."""
    form = _purpose_form(purpose)
    if attempt(form, lambda: purpose_service.update(access.scope(), purpose, form.values(), form.seen_revision)):
        parts.saved(say(purpose.name), purpose)
        return to("purposes")
    return _purpose_page(purpose, form)


@bp.post(f"{_PURPOSE}/up")
@access.requires("catalogue.write")
def purpose_up(purpose: Purpose) -> ResponseReturnValue:
    """Shows a purpose earlier."""
    purpose_service.move_up(access.scope(), purpose)
    return to("purposes", _anchor=f"purpose-{purpose.id}")


@bp.route(f"{_PURPOSE}/delete", methods=["GET", "POST"])
@access.requires("catalogue.write")
def purpose_delete(purpose: Purpose) -> ResponseReturnValue:
    """Asks, then removes a purpose nothing uses."""
    return parts.deleting(say(purpose.name), purpose, purpose_service, "purposes", _("Purposes"))


@bp.get("/o/<org>/providers")
@access.requires("catalogue.read")
def providers() -> ResponseReturnValue:
    """The list of providers."""
    query = query_of(request.args)
    page = provider_service.listed(access.scope(), query)
    return render_template("catalogue/providers.html", query=query, page=page)


@bp.route("/o/<org>/providers/new", methods=["GET", "POST"])
@access.requires("catalogue.write")
def provider_create() -> ResponseReturnValue:
    """A new provider."""
    form = ProviderForm()
    made = attempt(form, lambda: provider_service.create(access.scope(), form.values()))
    if made:
        parts.saved(made.name)
        return to("providers")
    return render_template("catalogue/provider.html", form=form, provider=None)


@bp.get(_PROVIDER)
@access.requires("catalogue.read")
def provider(provider: Provider) -> ResponseReturnValue:
    """A provider."""
    return _provider_page(provider, _provider_form(provider))


@bp.post(_PROVIDER)
@access.requires("catalogue.write")
def provider_save(provider: Provider) -> ResponseReturnValue:
    """Changes a provider."""
    form = _provider_form(provider)
    if attempt(form, lambda: provider_service.update(access.scope(), provider, form.values(), form.seen_revision)):
        parts.saved(provider.name, provider)
        return to("providers")
    return _provider_page(provider, form)


@bp.route(f"{_PROVIDER}/delete", methods=["GET", "POST"])
@access.requires("catalogue.write")
def provider_delete(provider: Provider) -> ResponseReturnValue:
    """Asks, then removes a provider nothing uses."""
    return parts.deleting(provider.name, provider, provider_service, "providers", _("Providers"))


def _purpose_form(purpose: Purpose) -> PurposeForm:
    data = asdict(purpose_service.values_of(purpose)) | {"revision": purpose.revision}
    form = PurposeForm(parts.languages(), data=data)
    form.key.freeze(purpose)
    return form


def _purpose_page(purpose: Purpose, form: PurposeForm) -> ResponseReturnValue:
    used = purpose_service.used_by(access.scope(), purpose)
    return render_template(
        "catalogue/purpose.html", form=form, purpose=purpose, used=used, former=parts.former(purpose)
    )


def _provider_form(provider: Provider) -> ProviderForm:
    form = ProviderForm(data=asdict(provider_service.values_of(provider)) | {"revision": provider.revision})
    form.key.freeze(provider)
    return form


def _provider_page(provider: Provider, form: ProviderForm) -> ResponseReturnValue:
    used = provider_service.used_by(access.scope(), provider)
    return render_template(
        "catalogue/provider.html", form=form, provider=provider, used=used, former=parts.former(provider)
    )
