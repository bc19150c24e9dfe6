"""Starting a whole installation as a person would, and ending it again."""

import json
import os
import signal
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.postgres import free_port

PATIENCE = 90.0  # seconds for a start on a busy machine


@contextmanager
def running(
    command: Path | Sequence[object],
    folder: Path,
    *,
    cwd: Path,
    environ: Mapping[str, str] | None = None,
    port: int | None = None,
) -> Iterator[dict[str, Any]]:
    """Runs a server (`command` alone: the demo, with its data in `folder`) and gives what its ready file says.

    Ends it with SIGTERM and checks that every process of it is gone.
    """
    ready = folder / "ready.json"
    demo = isinstance(command, Path)
    arguments = [command, "demo", "--port", free_port(), "--data-dir", folder / "var", "--ready-file", ready]
    line = [str(part) for part in (arguments if isinstance(command, Path) else command)]
    ready.unlink(missing_ok=True)
    with (folder / "log").open("wb") as log:
        child = subprocess.Popen(
            line, cwd=cwd, env=dict(environ or os.environ), stdout=log, stderr=log, start_new_session=True
        )
        try:
            _wait(child, ready if demo else port, folder / "log")
            yield json.loads(ready.read_text()) if demo else {}
        finally:
            group = _descendants(child.pid)
            child.send_signal(signal.SIGTERM)
            child.wait(30)
            left = [pid for pid in group if _runs(pid)]
            assert left == [], (left, (folder / "log").read_text())


def _wait(child: subprocess.Popen[bytes], sign: Path | int | None, log: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        assert child.poll() is None, log.read_text()
        if sign.exists() if isinstance(sign, Path) else _answers(sign):
            return
        time.sleep(0.05)
    raise AssertionError(f"not ready in time: {log.read_text()}")


def _answers(port: int | None) -> bool:
    try:
        urllib.request.urlopen(f"http://127.0.0.1:{port}/sign-in", timeout=2).close()
    except urllib.error.HTTPError:
        return True  # the public plane alone knows no such page
    except (urllib.error.URLError, OSError):
        return False
    return True


def _descendants(pid: int) -> list[int]:
    """The processes a process started, and theirs (Linux keeps the list)."""
    try:
        direct = [int(c) for c in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []
    return [one for child in direct for one in (child, *_descendants(child))]


def _runs(pid: int) -> bool:
    try:
        return "State:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return False
