"""Two planes behind one WSGI callable: what visitors get, and what people work in."""

import gc
import os
from collections.abc import Iterable, Mapping
from typing import TypeVar
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from charter_admin import config
from charter_admin.admin.app import create_app
from charter_admin.public import app as public_plane

App = TypeVar("App")


class Planes:
    """Sends `/c` and everything under it to `public`, the rest to `admin`."""

    def __init__(self, admin: WSGIApplication, public: WSGIApplication) -> None:
        self._admin, self._public = admin, public

    def __call__(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        """Passes one request on."""
        path = environ.get("PATH_INFO", "")
        plane = self._public if path == "/c" or path.startswith("/c/") else self._admin
        return plane(environ, start)


# After how many new objects the collector looks at the young ones, and how many looks later at the older ones.
COLLECTING = (10_000, 10, 100)


def served() -> Planes:
    """`application` for a process of its own."""
    return settled(application())


def served_admin() -> WSGIApplication:
    """`admin` for a process of its own."""
    return settled(admin())


def settled(app: App) -> App:
    """The application, in a process that serves nothing else: what was loaded by now stays and is not looked at again.

    Looking at all of it took 100 ms, in the middle of whichever answer made the last object that was one too many.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(*COLLECTING)
    return app


def application(environ: Mapping[str, str] | None = None) -> Planes:
    """The whole installation, as the environment describes it. Raises ConfigError."""
    env = os.environ if environ is None else environ
    return Planes(admin(env), public_plane.application(env))


def admin(environ: Mapping[str, str] | None = None) -> WSGIApplication:
    """The admin alone, as the environment describes it. Raises ConfigError."""
    return create_app(config.from_env(os.environ if environ is None else environ)).wsgi_app
