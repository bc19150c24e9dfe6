"""`charter-admin demo`: prepare an embedded database, serve both origins, say where everything is."""

import json
import os
import secrets
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.orm import Session
from werkzeug.serving import BaseWSGIServer

from charter_admin import migrating, serving
from charter_admin.db import make_engine
from charter_admin.demo import seed
from charter_admin.demo.site import DemoSite, start
from charter_admin.publishing import service as publishing

HOST = "127.0.0.1"
SITE_HOST = "localhost"  # another host than the admin's: browsers share cookies between the ports of one host
READY_SECONDS = 60


@dataclass(frozen=True)
class Addresses:
    """What the demo tells whoever started it."""

    admin: str
    sign_in: str
    charter: str
    site: str
    platform: str


def run(port: int, folder: Path, ready_file: Path | None) -> int:
    """Serves until stopped; gives the exit status. `ready_file` is written, whole, once everything answers."""
    serving.require_free(HOST, port)
    folder.mkdir(parents=True, exist_ok=True)
    ready_file = ready_file or folder / "ready.json"
    ready_file.unlink(missing_ok=True)  # nobody must read the addresses of an earlier start
    admin = f"http://{HOST}:{port}"
    site = _start_site(DemoSite(admin, seed.SITE_ID), port + 1)
    environ = _environment(folder.resolve(), admin)
    token = _prepare(environ["CHARTER_DATABASE_URL"], f"{SITE_HOST}:{site.port}")
    found = Addresses(
        admin=f"{admin}/",
        sign_in=f"{admin}/sign-in/{token}",
        charter=f"{admin}/c/{seed.PORTAL_ID}/",
        site=f"http://{SITE_HOST}:{site.port}/",
        platform=seed.SITE_ID,
    )
    told = threading.Thread(target=_tell, args=(found, ready_file), daemon=True)
    beside = [serving.worker_command()]
    return serving.supervise(serving.command(HOST, port, workers=1), environ, started=told.start, beside=beside)


def _prepare(url: str, site_domain: str) -> str:
    """Brings the database up to date and gives a one-time sign-in token. Doing it again changes nothing else."""
    engine = make_engine(url)
    try:
        migrating.migrate(engine)
        with Session(engine) as session, session.begin():
            token = seed.ensure(session, site_domain)
            publishing.rerender(session)
        return token
    finally:
        engine.dispose()


def _environment(folder: Path, admin: str) -> dict[str, str]:
    here = {
        "CHARTER_DATABASE_URL": f"sqlite:///{folder / 'charter.db'}",
        "CHARTER_SECRET_KEY": _secret(folder / "secret"),
        "CHARTER_BASE_URL": admin,
    }
    return {**os.environ, **here}


def _secret(path: Path) -> str:
    """The demo's secret, made once and readable by its owner only."""
    if not path.exists():
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(48))
    return path.read_text()


def _start_site(site: DemoSite, wanted: int) -> BaseWSGIServer:
    """On the port beside the admin's, so that the second start finds the same; on any free one otherwise."""
    try:
        return start(site, HOST, wanted if wanted < 65536 else 0)
    except (OSError, SystemExit):  # Werkzeug exits where a port is in use
        return start(site, HOST, 0)


def _tell(found: Addresses, ready_file: Path) -> None:
    if not _answers(found.charter):
        sys.stderr.write("The server did not answer.\n")
        return
    values: Mapping[str, str] = vars(found)
    partial = ready_file.with_name(ready_file.name + ".part")
    partial.write_text(json.dumps(values, indent=2) + "\n")
    partial.replace(ready_file)
    sys.stdout.write(
        f"\n  Admin          {found.admin}\n  Sign in (once) {found.sign_in}\n"
        f"  Charter page   {found.charter}\n  Demo site      {found.site}\n\n  Stop with Ctrl-C.\n"
    )
    sys.stdout.flush()


def _answers(url: str) -> bool:
    deadline = time.monotonic() + READY_SECONDS
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(url, timeout=5) as answer:  # noqa: S310 - our own loopback address
                return bool(answer.status == 200)
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    return False
