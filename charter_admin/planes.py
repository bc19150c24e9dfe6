"""Two planes behind one WSGI callable: what visitors get, and what people work in."""

import os
from collections.abc import Iterable, Mapping
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from charter_admin import config
from charter_admin.admin.app import create_app
from charter_admin.db import make_engine
from charter_admin.public.app import PublicPlane


class Planes:
    """Sends `/c` and everything under it to `public`, the rest to `admin`."""

    def __init__(self, admin: WSGIApplication, public: WSGIApplication) -> None:
        self._admin, self._public = admin, public

    def __call__(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        """Passes one request on."""
        path = environ.get("PATH_INFO", "")
        plane = self._public if path == "/c" or path.startswith("/c/") else self._admin
        return plane(environ, start)


def application(environ: Mapping[str, str] | None = None) -> Planes:
    """The whole installation, as the environment describes it. Raises ConfigError."""
    settings = config.from_env(os.environ if environ is None else environ)
    return Planes(create_app(settings).wsgi_app, PublicPlane(make_engine(settings.database_url), settings.proxies))
