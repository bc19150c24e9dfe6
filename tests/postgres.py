"""A throw-away PostgreSQL cluster on loopback for one test session."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


def server_binaries() -> Path | None:
    """The folder of `initdb` and `pg_ctl`; Debian keeps it off the PATH."""
    found = shutil.which("initdb")
    if found:
        return Path(found).parent
    candidates = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return candidates[-1].parent if candidates else None


def require(present: object, what: str) -> None:
    """Something a test needs is missing: a failure in CI, a named skip elsewhere."""
    if present:
        return
    if os.environ.get("CI"):
        pytest.fail(f"{what} is missing")
    pytest.skip(f"{what} is missing")


def free_port() -> int:
    """A loopback port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def cluster() -> Iterator[str]:
    """Starts a cluster and gives the URL of its server, without a database name."""
    binaries = server_binaries()
    require(binaries, "PostgreSQL server")
    assert binaries
    with tempfile.TemporaryDirectory(prefix="charter-pg-") as folder:
        shutil.chown(folder, *(("postgres", "postgres") if os.getuid() == 0 else (os.getuid(),)))
        data, port = f"{folder}/data", free_port()
        _run(binaries / "initdb", "-D", data, "-U", "charter", "-A", "trust", "-E", "UTF8", "--no-sync")
        options = f"-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories={folder}"
        options += " -c fsync=off -c max_connections=200"
        _run(binaries / "pg_ctl", "-D", data, "-w", "-l", f"{folder}/log", "-o", options, "start")
        try:
            yield f"postgresql+psycopg://charter@127.0.0.1:{port}"
        finally:
            _run(binaries / "pg_ctl", "-D", data, "-w", "-m", "immediate", "stop")


def _run(*command: object) -> None:
    """PostgreSQL refuses to run as root, so root borrows its account."""
    as_postgres = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []
    done = subprocess.run(
        [*as_postgres, *map(str, command)], cwd="/", stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
