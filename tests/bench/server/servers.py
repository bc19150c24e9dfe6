"""The two servers of a run, on loopback, each with one process for each processor."""

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from charter_admin import serving
from tests.postgres import free_port

SECRET = "pB7-rW2xQm9_Ls5KzTn4VcHd8Jf3GyEa"
# As it is set up for this usually; with a cache of open files it answers a fifth more.
NGINX = """
{user}
worker_processes {workers};
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 1024; }}
http {{
    include /etc/nginx/mime.types;
    access_log off;
    sendfile on;
    tcp_nopush on;
    etag on;
    keepalive_requests 1000000;
    client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
    server {{
        listen 127.0.0.1:{port};
        root {folder}/site;
        gzip_static on;
    }}
}}
"""


@dataclass(frozen=True)
class Server:
    """Where a server listens, and the process group it runs in."""

    port: int
    pid: int

    def processor_seconds(self) -> float:
        """What it and all that it started have used so far."""
        ticks = 0
        for stat in Path("/proc").glob("[0-9]*/stat"):
            with suppress(OSError):
                fields = stat.read_text().rpartition(")")[2].split()
                ticks += int(fields[11]) + int(fields[12]) if int(fields[3]) in self._sessions() else 0
        return ticks / os.sysconf("SC_CLK_TCK")

    def _sessions(self) -> set[int]:
        """Its own session, and that of the web server its supervisor starts."""
        children = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text().split()
        return {self.pid, *map(int, children)}


@contextmanager
def nginx(folder: Path) -> Iterator[Server]:
    """nginx on the files of `folder/site`."""
    port = free_port()
    file = folder / "nginx.conf"
    user = "user root;" if os.getuid() == 0 else ""  # the folder is its owner's alone
    file.write_text(NGINX.format(user=user, folder=folder, port=port, workers=serving.processors()))
    with _running(["nginx", "-c", str(file), "-e", str(folder / "error.log")], os.environ, port) as server:
        yield server


@contextmanager
def charter_admin(url: str, plane: str = "both", options: tuple[str, ...] | None = None) -> Iterator[Server]:
    """`charter-admin serve`, or with `options` the web server started with others."""
    port = free_port()
    environ = os.environ | {
        "CHARTER_DATABASE_URL": url,
        "CHARTER_SECRET_KEY": SECRET,
        "CHARTER_BASE_URL": f"http://127.0.0.1:{port}",
    }
    line = [str(Path(sys.executable).with_name("charter-admin")), "serve", "--port", str(port), "--plane", plane]
    if options is not None:
        line = [
            sys.executable,
            "-m",
            "granian",
            "--interface",
            "wsgi",
            "--factory",
            "--no-ws",
            "--log-level",
            "warning",
        ]
        line += ["--host", "127.0.0.1", "--port", str(port), *options, serving.APPLICATIONS[plane]]
    with _running(line, environ, port) as server:
        yield server


@contextmanager
def _running(line: list[str], environ: Mapping[str, str], port: int) -> Iterator[Server]:
    child = subprocess.Popen(line, env=dict(environ), start_new_session=True)
    try:
        _wait(port)
        yield Server(port, child.pid)
    finally:
        child.send_signal(signal.SIGTERM)
        child.wait(30)


def _wait(port: int) -> None:
    for _ in range(600):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/c/demoportal/fr/", timeout=5).close()
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
        else:
            return
    raise SystemExit("a server did not start")
