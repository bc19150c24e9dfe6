"""The supervisor: what it starts always ends."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from charter_admin import serving
from charter_admin.errors import Refused

# Ignores the first three SIGTERMs, as a server does that loses a signal while it starts, and has a child of its own.
DEAF = """
import signal, subprocess, sys, time
heard = 0
def hear(*_):
    global heard
    heard += 1
    if heard > 3: sys.exit(0)
signal.signal(signal.SIGTERM, hear)
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
open(sys.argv[1], "w").write(str(child.pid))
while True: time.sleep(0.05)
"""


def run_supervisor(script: str, *arguments: str) -> subprocess.Popen[bytes]:
    line = [sys.executable, "-c", script, *arguments]
    code = f"import os, sys; from charter_admin import serving; sys.exit(serving.supervise({line!r}, os.environ))"
    return subprocess.Popen([sys.executable, "-c", code])


def wait_for(path: Path) -> int:
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        if path.exists() and path.read_text():
            return int(path.read_text())
        time.sleep(0.02)
    raise AssertionError("the child did not start")


def test_a_lost_signal_is_repeated_and_grandchildren_end_too(tmp_path: Path) -> None:
    supervisor = run_supervisor(DEAF, str(tmp_path / "pid"))
    grandchild = wait_for(tmp_path / "pid")
    supervisor.send_signal(signal.SIGTERM)
    assert supervisor.wait(30) == 0
    for _ in range(100):
        if not Path(f"/proc/{grandchild}").exists() or "State:\tZ" in Path(f"/proc/{grandchild}/status").read_text():
            return
        time.sleep(0.02)
    raise AssertionError("the grandchild still runs")


def test_the_childs_own_end_is_passed_on() -> None:
    assert run_supervisor("import sys; sys.exit(3)").wait(30) == 3


def test_started_is_told_once_the_child_runs() -> None:
    told = threading.Event()
    assert serving.supervise([sys.executable, "-c", ""], os.environ, told.set) == 0
    assert told.is_set()


def test_a_taken_port_is_named() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(Refused, match=str(port)):
            serving.require_free("127.0.0.1", port)


def test_what_runs_beside_is_started_again_and_ends_too(tmp_path: Path) -> None:
    """A worker that was killed is replaced; none is left when the server ends."""
    beside = "import os, sys, time; open(sys.argv[1], 'a').write(f'{os.getpid()}\\n'); time.sleep(60)"
    lines = [sys.executable, "-c", beside, str(tmp_path / "pids")]
    main = [sys.executable, "-c", "import time; time.sleep(60)"]
    code = (
        "import os, sys; from charter_admin import serving; serving.RESTART_SECONDS = 0.1;"
        f"sys.exit(serving.supervise({main!r}, os.environ, beside=[{lines!r}]))"
    )
    supervisor = subprocess.Popen([sys.executable, "-c", code])
    os.kill(pid_number(tmp_path / "pids", 1), signal.SIGKILL)
    second = pid_number(tmp_path / "pids", 2)
    supervisor.send_signal(signal.SIGTERM)
    assert supervisor.wait(30) == 0
    assert not Path(f"/proc/{second}").exists() or "State:\tZ" in Path(f"/proc/{second}/status").read_text()


def pid_number(path: Path, count: int) -> int:
    """The last process once so many have written theirs down."""
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        found = path.read_text().split() if path.exists() else []
        if len(found) == count:
            return int(found[-1])
        time.sleep(0.02)
    raise AssertionError("it was not started")
