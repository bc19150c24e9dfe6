"""Running the web server as a child that always stops.

granian loses a SIGTERM that arrives while it starts up, so a parent repeats it until the child is gone.
"""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from types import FrameType

from charter_admin.errors import Refused

GRACE_SECONDS = 15.0
REPEAT_SECONDS = 0.5
RESTART_SECONDS = 2.0
# What each plane is started as. The public one alone loads nothing of the admin.
APPLICATIONS = {
    "both": "charter_admin.planes:served",
    "admin": "charter_admin.planes:served_admin",
    "public": "charter_admin.public.app:application",
}


# Threads that answer, in each worker. They share one interpreter: one alone answers a quarter more pages (59,000 a
# second against 47,000 on two processors), but whoever waits for the database would stop all others. Beyond two their
# number costs pages nothing that can be measured (48,000 with 8, 46,000 with 32), and all that wait for a receipt to be
# on disk share one commit.
THREADS = 32
# A worker that was killed is started again: it must not end the others.
TUNING = ("--http", "1", "--blocking-threads", str(THREADS), "--respawn-failed-workers", "--respawn-interval", "0.5")


def require_free(host: str, port: int) -> None:
    """Raises Refused where the port is taken: the web server would share it silently."""
    try:
        socket.create_server((host, port)).close()
    except OSError as error:
        raise Refused("Port %(port)s cannot be used: %(reason)s.", port=port, reason=error.strerror) from error


def processors() -> int:
    """How many processors this process may use: one worker for each is what was measured to be best."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def command(host: str, port: int, workers: int, plane: str = "both") -> list[str]:
    """The command line of the web server; the application is configured by the environment."""
    options = ["--interface", "wsgi", "--factory", "--no-ws", "--log-level", "warning", *TUNING]
    where = ["--host", host, "--port", str(port), "--workers", str(workers)]
    return [sys.executable, "-m", "granian", *options, *where, APPLICATIONS[plane]]


def worker_command() -> list[str]:
    """The command line of the worker that runs beside the web server, and never longer than it."""
    return [sys.executable, "-m", "charter_admin.cli", "worker", "--with-parent"]


def supervise(
    arguments: list[str],
    environ: Mapping[str, str],
    started: Callable[[], None] = lambda: None,
    beside: Sequence[list[str]] = (),
) -> int:
    """Runs a command in a process group of its own until it ends or we are asked to stop; gives its exit status.

    `started` is called once the child runs. SIGTERM and SIGINT are passed on until they have worked; what still runs
    after GRACE_SECONDS is killed with everything it started. The commands `beside` it run as long as it does: one that
    ends is started again, after a pause.
    """
    asked: list[int] = []

    def ask(number: int, _frame: FrameType | None) -> None:
        asked.append(number)

    before = {number: signal.signal(number, ask) for number in (signal.SIGTERM, signal.SIGINT)}
    # S603: the command is ours, made by `command`, never a person's text.
    child = subprocess.Popen(arguments, env=dict(environ), start_new_session=True)  # noqa: S603 - ours, see above
    companions = [Companion(line, environ) for line in beside]
    try:
        if not asked:
            started()
        return _wait(child, asked, companions)
    finally:
        for companion in companions:
            companion.stop()
        _end_group(child.pid)
        for number, handler in before.items():
            signal.signal(number, handler)


class Companion:
    """A process that is started again whenever it ends by itself."""

    def __init__(self, line: list[str], environ: Mapping[str, str]) -> None:
        self.line, self.environ = line, dict(environ)
        self.start()

    def start(self) -> None:
        """Starts it, in a process group of its own."""
        self.since = time.monotonic()
        self.child = subprocess.Popen(self.line, env=self.environ, start_new_session=True)  # noqa: S603 - ours, see above

    def keep(self) -> None:
        """Starts it again if it has ended, but not more often than every RESTART_SECONDS."""
        if self.child.poll() is not None and time.monotonic() - self.since >= RESTART_SECONDS:
            sys.stderr.write(f"The worker ended with status {self.child.returncode} and is started again.\n")
            self.start()

    def stop(self) -> None:
        """Ends it and everything it started."""
        _stop(self.child)
        _end_group(self.child.pid)


def _wait(child: subprocess.Popen[bytes], asked: list[int], companions: Sequence[Companion]) -> int:
    while child.poll() is None:
        if asked:
            return _stop(child)
        for companion in companions:
            companion.keep()
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
