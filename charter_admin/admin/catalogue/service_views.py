"""Services with their cookies, on one page."""

from dataclasses import asdict
from typing import Any

from flask import flash, g, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from charter_admin.admin import access
from charter_admin.admin.catalogue import known_forms, parts
from charter_admin.admin.catalogue.forms import CookieForm, ServiceForm
from charter_admin.admin.catalogue.parts import bp, say, to
from charter_admin.admin.forms import attempt
from charter_admin.admin.lists import query_of
from charter_admin.catalogue import cookies, providers, purposes
from charter_admin.catalogue import services as service_service
from charter_admin.catalogue.cookies import CookieValues
from charter_admin.catalogue.known import own as known
from charter_admin.catalogue.models import Cookie, Service
from charter_admin.catalogue.services import ServiceValues

_SERVICE = "/o/<org>/services/<int:service>"
_COOKIE = f"{_SERVICE}/cookies/<int:cookie>"


@bp.get("/o/<org>/services")
@access.requires("catalogue.read")
def services() -> ResponseReturnValue:
    """The list of services."""
    query = query_of(request.args)
    page = service_service.listed(access.scope(), query)
    return render_template("catalogue/services.html", query=query, page=page)


@bp.route("/o/<org>/services/new", methods=["GET", "POST"])
@access.requires("catalogue.write")
def service_create() -> ResponseReturnValue:
    """A new service; then to its page, for its cookies."""
    form = _service_form({})
    made = attempt(form, lambda: service_service.create(access.scope(), _values(form)))
    if made:
        parts.saved(say(made.name))
        return to("service", service=made.id)
    return render_template("catalogue/service_new.html", form=form)


@bp.get(_SERVICE)
@access.requires("catalogue.read")
def service(service: Service) -> ResponseReturnValue:
    """A service and its cookies."""
    return _page(service, form=_form_of(service))


@bp.post(_SERVICE)
@access.requires("catalogue.write")
def service_save(service: Service) -> ResponseReturnValue:
    """Changes a service."""
    form = _form_of(service)
    if attempt(form, lambda: service_service.update(access.scope(), service, _values(form), form.seen_revision)):
        parts.saved(say(service.name))
        return to("service", service=service.id)
    return _page(service, form=form)


@bp.route(f"{_SERVICE}/delete", methods=["GET", "POST"])
@access.requires("catalogue.write")
def service_delete(service: Service) -> ResponseReturnValue:
    """Asks, then removes a service no platform uses."""
    return parts.deleting(say(service.name), service, service_service, "services", _("Services and cookies"))


@bp.route(f"{_SERVICE}/cookies/new", methods=["GET", "POST"])
@access.requires("catalogue.write")
def service_cookie_create(service: Service) -> ResponseReturnValue:
    """A new cookie, filled in on the service's page."""
    form = CookieForm(parts.languages(), data=asdict(CookieValues("")))
    if "fill" in request.form:
        return _page(service, cookie_form=_filled(form, new=True))
    made = attempt(form, lambda: cookies.create(access.scope(), service, form.values()))
    return _back_to(service, made) if made else _page(service, cookie_form=form)


@bp.route(_COOKIE, methods=["GET", "POST"])
@access.requires("catalogue.write")
def service_cookie(service: Service, cookie: Cookie) -> ResponseReturnValue:
    """A cookie, changed on the service's page."""
    form = CookieForm(parts.languages(), data=asdict(cookies.values_of(cookie)) | {"revision": cookie.revision})
    if "fill" in request.form:
        return _page(service, cookie_form=_filled(form, new=False), cookie=cookie)
    if attempt(form, lambda: cookies.update(access.scope(), cookie, form.values(), form.seen_revision)):
        return _back_to(service, cookie)
    return _page(service, cookie_form=form, cookie=cookie)


@bp.route(f"{_COOKIE}/delete", methods=["GET", "POST"])
@access.requires("catalogue.write")
def service_cookie_delete(service: Service, cookie: Cookie) -> ResponseReturnValue:
    """Asks, then removes a cookie."""
    if request.method == "POST":
        flash(_("%(name)s was deleted.", name=cookie.name))
        cookies.delete(access.scope(), cookie)
        return to("service", service=service.id, _anchor="cookies")
    return render_template("catalogue/cookie_delete.html", service=service, cookie=cookie)


def _page(service: Service, **more: Any) -> ResponseReturnValue:
    """The one page: with the service's form, or with the form of one of its cookies in its place in the table."""
    if "cookie_form" in more:
        known_forms.offer(more["cookie_form"], url_for("catalogue.known_suggest", org=g.organization.slug))
    used = service_service.used_by(access.scope(), service)
    return render_template("catalogue/service.html", service=service, used=used, former=parts.former(service), **more)


def _filled(form: CookieForm, *, new: bool) -> CookieForm:
    """The form as it was sent, its blanks filled in from the library; nothing is stored yet."""
    found = known.explain(access.scope(), form.name.data or "", form.host.data or "")
    if not found:
        flash(_("The library does not know this name."), "warning")
        return form
    entry = found[0].entry
    whose = ", ".join(part for part in (entry.service, entry.provider) if part) or entry.name
    known_forms.fill(form, entry, new=new)
    flash(_("Filled from the library: %(whose)s. Check it, then save the cookie.", whose=whose))
    return form


def _form_of(service: Service) -> ServiceForm:
    form = _service_form(asdict(service_service.values_of(service)) | {"revision": service.revision})
    form.key.freeze(service)
    return form


def _service_form(data: dict[str, Any]) -> ServiceForm:
    form = ServiceForm(parts.languages(), data=data)
    form.offer(purposes.every(access.scope()), providers.every(access.scope()), say)
    return form


def _values(form: ServiceForm) -> ServiceValues:
    name = form.new_provider.data
    return form.values(providers.named(access.scope(), name).id if name else form.provider_id.data)


def _back_to(service: Service, cookie: Cookie) -> ResponseReturnValue:
    parts.saved(cookie.name)
    return to("service", service=service.id, _anchor=f"cookie-{cookie.id}")
