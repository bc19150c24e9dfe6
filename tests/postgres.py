"""A throw-away PostgreSQL cluster on loopback for one test session."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

# Runs a command none of whose files may become larger than so many blocks; only the soft limit, so that it can be
# lifted again. Set after the change of account, which would reset it.
_LIMIT = ("sh", "-c", 'ulimit -S -f "$1" && shift && exec "$@"', "sh")
_BLOCK = 512


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


@dataclass
class Server:
    """A cluster in a folder.

    `most_bytes` is how large a file of it may become, 0 for as large as one likes. One that is not `durable` forgets
    what it knew when the machine stops, but not when its processes do.
    """

    binaries: Path
    folder: str
    port: int
    most_bytes: int = 0
    durable: bool = False

    @property
    def url(self) -> str:
        """The URL of the server, without a database name."""
        return f"postgresql+psycopg://charter@127.0.0.1:{self.port}"

    def start(self) -> None:
        """Returns once it takes connections."""
        options = f"-c listen_addresses=127.0.0.1 -c port={self.port} -c unix_socket_directories={self.folder}"
        quick = "" if self.durable else " -c fsync=off"
        self._control("-l", f"{self.folder}/log", "-o", f"{options} -c max_connections=200{quick}", "start")

    def stop(self, mode: str = "immediate") -> None:
        """`immediate` leaves everything as a crash does."""
        self._control("-m", mode, "stop")

    def restart(self) -> None:
        """A crash and a recovery."""
        self._control("-m", "immediate", "restart")

    def make_room(self) -> None:
        """Lets its files grow again, of what runs and what will be started."""
        self.most_bytes = 0
        postmaster = int(Path(f"{self.folder}/data/postmaster.pid").read_text().split()[0])
        children = Path(f"/proc/{postmaster}/task/{postmaster}/children").read_text().split()
        # Root may not do that to others in every container, but their own account may.
        for process in (postmaster, *children):
            with suppress(AssertionError):  # it has ended meanwhile
                _run("prlimit", "--pid", process, "--fsize=unlimited:")

    def _control(self, *arguments: str) -> None:
        command = (self.binaries / "pg_ctl", "-D", f"{self.folder}/data", "-w", *arguments)
        _run(*command, most_bytes=self.most_bytes)


@contextmanager
def server(most_bytes: int = 0, *, durable: bool = False) -> Iterator[Server]:
    """A cluster that can be crashed, stopped and filled, started already."""
    binaries = server_binaries()
    require(binaries, "PostgreSQL server")
    assert binaries
    with tempfile.TemporaryDirectory(prefix="charter-pg-") as folder:
        shutil.chown(folder, *(("postgres", "postgres") if os.getuid() == 0 else (os.getuid(),)))
        small = ["--wal-segsize=1"] if most_bytes else []
        options = ("-D", f"{folder}/data", "-U", "charter", "-A", "trust", "-E", "UTF8", "--no-sync")
        _run(binaries / "initdb", *options, *small)
        made = Server(binaries, folder, free_port(), most_bytes, durable)
        made.start()
        try:
            yield made
        finally:
            made.stop()


@contextmanager
def cluster() -> Iterator[str]:
    """Starts a cluster and gives the URL of its server, without a database name."""
    with server() as made:
        yield made.url


def _run(*command: object, most_bytes: int = 0) -> None:
    """PostgreSQL refuses to run as root, so root borrows its account."""
    as_postgres = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []
    limit = [*_LIMIT, str(most_bytes // _BLOCK)] if most_bytes else []
    done = subprocess.run(
        [*as_postgres, *limit, *map(str, command)],
        cwd="/",
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
