"""The real nginx on an exported folder."""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

from tests.postgres import free_port, require

CONFIGURATION = """
{user}
worker_processes 1;
daemon off;
pid {work}/pid;
events {{ worker_connections 128; }}
http {{
    access_log off;
    client_body_temp_path {work}/body; proxy_temp_path {work}/proxy; fastcgi_temp_path {work}/fastcgi;
    uwsgi_temp_path {work}/uwsgi; scgi_temp_path {work}/scgi;
    include {site}/nginx-maps.conf;
    server {{
        listen 127.0.0.1:{port};
        include {site}/nginx.conf;
    }}
}}
"""


@dataclass(frozen=True)
class Got:
    """An answer as it came over the wire."""

    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True)
class WebServer:
    """nginx at work."""

    port: int
    process: subprocess.Popen[bytes]

    def ask(self, path: str, method: str = "GET", body: bytes | None = None, **headers: str) -> Got:
        """One request; `Accept_Language` is written with its underscore."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.putrequest(method, path, skip_accept_encoding=True)
        length = {} if body is None else {"Content-Length": str(len(body))}
        for name, value in (named | length).items():
            connection.putheader(name, value)
        connection.endheaders(body)
        answer = connection.getresponse()
        got = Got(answer.status, dict(answer.getheaders()), answer.read())
        connection.close()
        return got


@contextmanager
def running(site: Path, work: Path) -> Iterator[WebServer]:
    """Starts nginx with the folder's configuration, and ends it."""
    program = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    require(program, "nginx")
    port, file = free_port(), work / "nginx.conf"
    user = "user root;" if os.getuid() == 0 else ""
    file.write_text(CONFIGURATION.format(user=user, work=work, site=site, port=port))
    line = [str(program), "-c", str(file), "-e", str(work / "log")]
    process = subprocess.Popen(line)
    try:
        _wait(process, port, work / "log")
        yield WebServer(port, process)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)


def _wait(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    for _ in range(1200):
        assert process.poll() is None, log.read_text()
        try:
            connection = HTTPConnection("127.0.0.1", port, timeout=30)
            connection.request("GET", "/")
            connection.getresponse().read()
            connection.close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise AssertionError(f"nginx did not start: {log.read_text()}")
