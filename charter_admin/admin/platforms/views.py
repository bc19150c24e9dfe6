"""The platforms of an organization: the list, one platform's page, its settings."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import Any

from flask import Blueprint, current_app, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import selectinload

from charter_admin import i18n
from charter_admin.admin import access
from charter_admin.admin.forms import attempt
from charter_admin.admin.language import locale as reading
from charter_admin.admin.lists import query_of
from charter_admin.admin.platforms import language_page, overview
from charter_admin.admin.platforms.forms import PlatformForm
from charter_admin.admin.publishing.snippet import Snippet
from charter_admin.listing import Query, fold, page
from charter_admin.organizations.scope import Scope
from charter_admin.platforms import service, texts, translating, usages
from charter_admin.platforms.completeness import in_languages
from charter_admin.platforms.models import Platform
from charter_admin.platforms.translating import Entry, Outcome
from charter_admin.publishing import service as publishing
from charter_admin.publishing.standing import standings
from charter_admin.values import hosts

bp = Blueprint("platforms", __name__)


@bp.get("/o/<org>/platforms")
@access.requires("platform.read")
def index() -> ResponseReturnValue:
    """The list of platforms."""
    query, scope = query_of(request.args), access.scope()
    statement = scope.select(Platform).options(selectinload(Platform.domains))
    found = page(scope.session, statement, query, folded=Platform.folded, sorts=service.SORTS, id_=Platform.id)
    return render_template("platforms/index.html", query=query, page=found, standings=standings(scope, found.items))


@bp.route("/o/<org>/platforms/new", methods=["GET", "POST"])
@access.requires("platform.write")
def create() -> ResponseReturnValue:
    """A new platform; then to its page, which says what comes next."""
    scope = access.scope()
    likely = _likely(scope)
    form = PlatformForm(data=asdict(likely))
    form.name_languages(_language_name, likely.locales)
    platform = attempt(form, lambda: _add(scope, form.values()))
    if platform:
        flash(_("%(name)s was added.", name=platform.name))
        return _to("platforms.show", platform)
    return render_template("platforms/create.html", form=form)


@bp.get("/o/<org>/platforms/<platform>")
@access.requires("platform.read")
def show(platform: Platform) -> ResponseReturnValue:
    """Where one works on a platform from."""
    scope = access.scope()
    used = usages.every(scope, platform)
    complete = overview.languages(scope, platform, used)
    standing = standings(scope, [platform])[platform.public_id]
    return render_template(
        "platforms/show.html",
        platform=platform,
        usages=used,
        complete=complete,
        standing=standing,
        progress=overview.progress(platform, used, complete, published=standing.settled),
        sections=texts.sections(scope, platform, platform.default_locale),
        public=Snippet(current_app.config["BASE_URL"], platform.public_id),
    )


@bp.get("/o/<org>/platforms/<platform>/languages/<locale>")
@access.requires("platform.read")
def language(platform: Platform, locale: str) -> ResponseReturnValue:
    """The texts of the platform in one of its languages, beside those they are translated from."""
    return _translations(platform, locale)


@bp.post("/o/<org>/platforms/<platform>/languages/<locale>")
@access.requires("platform.write")
def save_language(platform: Platform, locale: str) -> ResponseReturnValue:
    """Saves what was written there. What is refused is shown again; the rest is saved."""
    entries = language_page.entries_of(request.form)
    outcome = translating.save(access.scope(), platform, locale, entries)
    if not outcome.whole:
        return _translations(platform, locale, entries, outcome)
    flash(language_page.told(outcome))
    asked = {name: request.args[name] for name in ("show", "page") if name in request.args}
    return _to("platforms.language", platform, locale=locale, **asked)


@bp.route("/o/<org>/platforms/<platform>/settings", methods=["GET", "POST"])
@access.requires("platform.write")
def settings(platform: Platform) -> ResponseReturnValue:
    """Name, addresses, languages, and who answers for the platform."""
    form = PlatformForm(data=asdict(service.values_of(platform)) | {"revision": platform.revision})
    form.name_languages(_language_name, platform.locales)
    if attempt(form, lambda: service.update(access.scope(), platform, form.values(), form.seen_revision)):
        flash(_("The settings were saved."))
        return _to("platforms.show", platform)
    return render_template("platforms/settings.html", form=form, platform=platform)


@bp.route("/o/<org>/platforms/<platform>/delete", methods=["GET", "POST"])
@access.requires("platform.delete")
def delete(platform: Platform) -> ResponseReturnValue:
    """Says what deleting does, then does it."""
    scope = access.scope()
    if request.method == "POST":
        name = platform.name
        publishing.delete(scope, platform)
        flash(_("%(name)s was deleted.", name=name))
        return redirect(url_for("platforms.index", org=g.organization.slug), 303)
    standing = standings(scope, [platform])[platform.public_id]
    public = Snippet(current_app.config["BASE_URL"], platform.public_id)
    return render_template("platforms/delete.html", platform=platform, standing=standing, public=public)


def _add(scope: Scope, values: service.PlatformValues) -> Platform:
    """A new platform, or the one that the same form sent twice has already made."""
    domains = hosts("domains", values.domains)
    namesakes = scope.session.scalars(scope.select(Platform).where(Platform.folded == fold(values.name.strip())))
    twin = next((p for p in namesakes if service.domain_names(p) == domains), None)
    return twin or service.create(scope, values)


def _translations(
    platform: Platform, locale: str, entries: Sequence[Entry] = (), outcome: Outcome | None = None
) -> ResponseReturnValue:
    scope = access.scope()
    used, sections = usages.every(scope, platform), texts.in_languages(scope, platform)
    every = translating.of(platform, used, sections, locale)
    complete = in_languages(used, sections, platform.default_locale)
    choice = language_page.choose(complete[locale], request.args.get("show", ""), request.args.get("page", 1, int))
    lines = language_page.lines_again(every, entries, outcome) if outcome else language_page.lines(every, choice)
    return render_template(
        "platforms/language.html",
        platform=platform,
        spoken=locale,
        complete=complete,
        choice=choice,
        lines=lines,
        outcome=outcome,
        shared=language_page.shared_by(scope, lines),
        words=language_page.WORDS,
        names=overview.section_names(platform, reading()),
        direction_of=i18n.direction,
    )


def _likely(scope: Scope) -> service.PlatformValues:
    """What is probably true of one more platform: what is true of the newest one."""
    newest = service.listed(scope, Query(sort="-added", size=1)).items
    known = service.values_of(newest[0]) if newest else service.PlatformValues("", [], reading(), [reading()])
    return replace(known, name="", domains=[], controller=known.controller or g.organization.name)


def _language_name(code: str) -> str:
    return i18n.language_name(code, reading())


def _to(endpoint: str, platform: Platform, **more: Any) -> ResponseReturnValue:
    return redirect(url_for(endpoint, org=g.organization.slug, platform=platform.public_id, **more), 303)
