"""The Flask application of the admin plane."""

from typing import Any

from flask import Blueprint, Flask, g, url_for
from flask_bootstrap import Bootstrap5
from flask_wtf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from charter_admin import i18n
from charter_admin.admin import access, database, door, errors, headers, language
from charter_admin.admin.account.views import bp as account
from charter_admin.admin.banner.views import bp as banner
from charter_admin.admin.bulk.former import bp as bulk
from charter_admin.admin.catalogue import bp as catalogue
from charter_admin.admin.compliance.views import bp as compliance
from charter_admin.admin.compliance.worksheet_views import bp as exemption
from charter_admin.admin.exporting.views import bp as exporting
from charter_admin.admin.importing.views import bp as importing
from charter_admin.admin.jobs.views import bp as jobs
from charter_admin.admin.members.views import bp as members
from charter_admin.admin.organizations.views import bp as organizations
from charter_admin.admin.platforms.clone_views import bp as platforms
from charter_admin.admin.platforms.text_views import bp as texts
from charter_admin.admin.platforms.usage_views import bp as usages
from charter_admin.admin.publishing.snippet_views import bp as snippet
from charter_admin.admin.publishing.views import bp as publishing
from charter_admin.admin.receipts.views import bp as receipts
from charter_admin.admin.statistics.lookup_views import bp as lookup
from charter_admin.admin.statistics.views import bp as statistics
from charter_admin.admin.text_templates.views import bp as text_templates
from charter_admin.config import Config

BLUEPRINTS: tuple[Blueprint, ...] = (
    account,
    organizations,
    members,
    catalogue,
    platforms,
    usages,
    texts,
    banner,
    compliance,
    exemption,
    importing,
    exporting,
    publishing,
    snippet,
    bulk,
    jobs,
    text_templates,
    receipts,
    statistics,
    lookup,
)


def create_app(config: Config) -> Flask:
    """The application of one installation. The database has to be migrated already."""
    app = database.App("charter_admin.admin")
    app.config.update(
        SECRET_KEY=config.secret_key,
        BASE_URL=config.base_url,
        SQLALCHEMY_DATABASE_URI=config.database_url,
        SESSION_COOKIE_NAME="charter_form",
        SESSION_COOKIE_SECURE=config.secure,
        SESSION_COOKIE_SAMESITE="Lax",
        BOOTSTRAP_SERVE_LOCAL=True,
        WTF_CSRF_TIME_LIMIT=None,  # a form left open over lunch must still save; it ends with the session
        WTF_CSRF_SSL_STRICT=False,  # the public address may differ from what a proxy tells us
    )
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    # The order is the order of the checks: readable text, then the language, then THE gate, then CSRF.
    door.init(app)
    database.init(app)
    language.init(app)
    access.init(app)
    CSRFProtect(app)
    Bootstrap5(app)
    errors.init(app)
    headers.init(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    app.context_processor(_common)
    if config.proxies:  # wrapping the method is how Flask has it done
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=config.proxies, x_proto=config.proxies)  # type: ignore[method-assign]
    app.config["VIEWS"] = app.view_functions
    return app


def _common() -> dict[str, object]:
    """What every template may use."""
    locale = language.locale()
    return {
        "locale": locale,
        "direction": i18n.direction(locale),
        "language_name": lambda code: i18n.language_name(code, locale),
        "can": lambda permission: "scope" in g and g.scope.can(permission),
        "here": _here,
    }


def _here(endpoint: str, **values: Any) -> str:
    """An address inside the organization of this request."""
    return url_for(endpoint, org=g.organization.slug, **values)
