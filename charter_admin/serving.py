"""Running the web server as a child that always stops.

granian loses a SIGTERM that arrives while it starts up, so a parent repeats it until the child is gone.
"""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from types import FrameType

from charter_admin.errors import Refused

GRACE_SECONDS = 15.0
REPEAT_SECONDS = 0.5
APPLICATION = "charter_admin.planes:application"


def require_free(host: str, port: int) -> None:
    """Raises Refused where the port is taken: the web server would share it silently."""
    try:
        socket.create_server((host, port)).close()
    except OSError as error:
        raise Refused("Port %(port)s cannot be used: %(reason)s.", port=port, reason=error.strerror) from error


def command(host: str, port: int, workers: int) -> list[str]:
    """The command line of the web server; the application is configured by the environment."""
    options = ["--interface", "wsgi", "--factory", "--no-ws", "--log-level", "warning"]
    options += ["--respawn-failed-workers", "--respawn-interval", "0.5"]  # one that was killed must not end all
    threads = 32  # a request waits for the disk, and all that wait share one commit
    where = ["--host", host, "--port", str(port), "--workers", str(workers), "--blocking-threads", str(threads)]
    return [sys.executable, "-m", "granian", *options, *where, APPLICATION]


def supervise(arguments: list[str], environ: Mapping[str, str], started: Callable[[], None] = lambda: None) -> int:
    """Runs a command in a process group of its own until it ends or we are asked to stop; gives its exit status.

    `started` is called once the child runs. SIGTERM and SIGINT are passed on until they have worked; what still runs
    after GRACE_SECONDS is killed with everything it started.
    """
    asked: list[int] = []

    def ask(number: int, _frame: FrameType | None) -> None:
        asked.append(number)

    before = {number: signal.signal(number, ask) for number in (signal.SIGTERM, signal.SIGINT)}
    # S603: the command is ours, made by `command`, never a person's text.
    child = subprocess.Popen(arguments, env=dict(environ), start_new_session=True)  # noqa: S603
    try:
        if not asked:
            started()
        return _wait(child, asked)
    finally:
        _end_group(child.pid)
        for number, handler in before.items():
            signal.signal(number, handler)


def _wait(child: subprocess.Popen[bytes], asked: list[int]) -> int:
    while child.poll() is None:
        if asked:
            return _stop(child)
        time.sleep(0.1)
    return child.returncode


def _stop(child: subprocess.Popen[bytes]) -> int:
    deadline = time.monotonic() + GRACE_SECONDS
    while child.poll() is None and time.monotonic() < deadline:
        child.terminate()
        try:
            child.wait(REPEAT_SECONDS)
        except subprocess.TimeoutExpired:
            continue
    return 0


def _end_group(group: int) -> None:
    """Whatever is left of the child's group, workers included."""
    try:
        os.killpg(group, signal.SIGKILL)
    except ProcessLookupError:
        return
