"""What to put into the website: the tags, files to keep there, and whether it is in place."""

from collections.abc import Sequence
from io import BytesIO

from flask import Blueprint, current_app, g, redirect, render_template, send_file, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from charter_admin.admin import access, database
from charter_admin.admin.language import locale as reading
from charter_admin.admin.publishing.checking import said, visit
from charter_admin.admin.publishing.snippet import Snippet, asked
from charter_admin.banner.stub import stub
from charter_admin.errors import NotFound
from charter_admin.i18n import visitor
from charter_admin.platforms.models import Platform
from charter_admin.platforms.service import domain_names
from charter_admin.publishing import service
from charter_admin.publishing.embedding import pinned
from charter_admin.publishing.tag_check import BAD, Finding, Place
from charter_admin.versions.document import Document, from_json
from charter_admin.versions.models import CharterVersion

bp = Blueprint("snippet", __name__)
_SNIPPET = "/o/<org>/platforms/<platform>/snippet"
STUB = "charter-consent-mode.js"


@bp.get(_SNIPPET)
@access.requires("platform.read")
def show(platform: Platform) -> ResponseReturnValue:
    """What to paste into the website."""
    return _page(platform)


@bp.get(f"{_SNIPPET}/<locale>/banner.js")
@access.requires("platform.read")
def banner(platform: Platform, locale: str) -> ResponseReturnValue:
    """The published banner as a file for the website's own origin."""
    online = service.online(access.scope(), platform)
    found = pinned(access.scope(), online).get(locale) if online else None
    if found is None:
        raise NotFound()
    return _file(found.content, Snippet.own_name(found))


@bp.get(f"{_SNIPPET}/{STUB}")
@access.requires("platform.read")
def consent_mode(platform: Platform) -> ResponseReturnValue:
    """The default of Google Consent Mode as a file; back to the page where it is off."""
    script = stub(_document(platform, service.online(access.scope(), platform)))
    if not script:
        return redirect(url_for("snippet.show", org=g.organization.slug, platform=platform.public_id), 303)
    return _file(script.encode(), STUB)


@bp.post(f"{_SNIPPET}/check")
@access.requires("platform.write")
def check(platform: Platform) -> ResponseReturnValue:
    """Fetches the first page of the website and says whether the tag is in place. Nothing is kept."""
    domains, place = domain_names(platform), _place(platform)
    if not domains:
        return _page(platform, [Finding(BAD, "no_domain")])
    database.release()  # SQLite has one lock for all who write, and the website may take its time
    findings, address = visit(domains[0], place)
    return _page(platform, findings, address)


def _place(platform: Platform) -> Place:
    """What the website should bring."""
    online = service.online(access.scope(), platform)
    return Place(
        origin=current_app.config["BASE_URL"],
        public_id=platform.public_id,
        default_locale=online.default_locale if online else platform.default_locale,
        locales=tuple(online.locales if online else platform.locales),
        number=online.number if online else 0,
        integrity={code: one.integrity for code, one in pinned(access.scope(), online).items()} if online else {},
        stub=bool(stub(_document(platform, online))),
    )


def _page(platform: Platform, findings: Sequence[Finding] = (), address: str = "") -> str:
    online = service.online(access.scope(), platform)
    document = _document(platform, online)
    return render_template(
        "publishing/snippet.html",
        platform=platform,
        online=online,
        pinned=pinned(access.scope(), online) if online else {},
        snippet=Snippet(current_app.config["BASE_URL"], platform.public_id),
        asked=asked(document, reading()),
        visitors_word=lambda locale, word: visitor(locale).gettext(word),
        banner=document.banner,
        stub=stub(document),
        stub_name=STUB,
        domains=domain_names(platform),
        findings=findings,
        address=address,
        said=said,
    )


def _document(platform: Platform, online: CharterVersion | None) -> Document:
    """What visitors get, or would get."""
    return from_json(online.document) if online else service.draft(access.scope(), platform)


def _file(content: bytes, name: str) -> Response:
    return send_file(BytesIO(content), mimetype="text/javascript", as_attachment=True, download_name=name)
