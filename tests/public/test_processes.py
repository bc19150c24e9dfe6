"""The real server: every process notices what is published, and one plane runs without the other."""

import os
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from charter_admin.db import make_engine
from charter_admin.publishing import service
from tests.demo import running
from tests.postgres import free_port
from tests.publishing import drafts

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("installations")]
COMMAND = Path(sys.executable).with_name("charter-admin")


@contextmanager
def served(url: str, folder: Path, *options: str, **environ: str) -> Iterator[int]:
    """`charter-admin serve` with nothing in its environment but the database; gives the port."""
    port = free_port()
    kept = {name: value for name, value in os.environ.items() if not name.startswith("CHARTER_")}
    line = [COMMAND, "serve", "--port", port, *options]
    settings = kept | {"CHARTER_DATABASE_URL": url} | environ
    with running(line, folder, cwd=folder, environ=settings, port=port):
        yield port


def status(port: int, path: str) -> int:
    """What a path answers now. Each time a new connection, so that any of the processes may answer."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=30) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code


def settled(port: int, path: str, wanted: int) -> None:
    """Waits until every process says so: many answers one after the other."""
    right, deadline = 0, time.monotonic() + 60
    while right < 60:
        right = right + 1 if status(port, path) == wanted else 0
        assert time.monotonic() < deadline


def test_every_process_notices_and_needs_no_secret(database_url: str, tmp_path: Path) -> None:
    engine = make_engine(database_url)
    with Session(engine, expire_on_commit=False) as session:
        scope = drafts.scope(session)
        platform = drafts.platform(scope)
        service.publish(scope, platform)
        session.commit()
        path = f"/c/{platform.public_id}/fr/"
        with served(database_url, tmp_path, "--plane", "public", "--workers", "3") as port:
            settled(port, path, 200)
            service.unpublish(scope, platform)
            session.commit()
            settled(port, path, 410)
            service.publish(scope, platform)
            session.commit()
            settled(port, path, 200)
            assert status(port, "/sign-in") == 404
    engine.dispose()


def test_the_admin_alone_serves_no_charter(sqlite_url: str, tmp_path: Path) -> None:
    settings = {"CHARTER_SECRET_KEY": "uY2-qT9wXb7_Lk4PzRm8VcNd3Js6HfGa", "CHARTER_BASE_URL": "http://127.0.0.1"}
    with served(sqlite_url, tmp_path, "--plane", "admin", "--workers", "1", **settings) as port:
        assert status(port, "/sign-in") == 200
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/c/unknown/", timeout=30)
        with refused.value as answer:
            assert b"There is no charter at this address" not in answer.read()
