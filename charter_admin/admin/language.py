"""The language of the admin: the person's choice, else the browser's. Flask-Babel, fed with the plain catalogues."""

from babel.support import NullTranslations
from flask import Flask, g, request, session
from flask_babel import Babel, Domain, get_locale

from charter_admin.i18n import ADMIN_LOCALES, catalogue


class AdminDomain(Domain):
    """Flask-Babel's domain, reading .po files through charter_admin.i18n."""

    def get_translations(self) -> NullTranslations:
        """The admin's catalogue in the language of the request."""
        return catalogue("admin", locale())


class AdminBabel(Babel):
    """Flask-Babel with that domain as the default one."""

    domain_instance = AdminDomain(domain="admin")


def init(app: Flask) -> None:
    """Binds Flask-Babel."""
    AdminBabel(app, default_locale="en", locale_selector=_choose)


def locale() -> str:
    """The language of this request."""
    return str(get_locale() or "en").split("_")[0]


def _choose() -> str:
    user = g.get("user")
    chosen = (user.locale if user else None) or session.get("locale")
    if chosen in ADMIN_LOCALES:
        return str(chosen)
    return request.accept_languages.best_match(ADMIN_LOCALES) or "en"
