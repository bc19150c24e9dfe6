"""Finding and starting browsers: nothing of this machine's user gets in, and nothing stays behind."""

import os
import shutil
import signal
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import pytest


def program(*names: str) -> str:
    """The path of the first program there is. Without one, tests are skipped by name, and in CI they fail."""
    found = next((path for path in map(shutil.which, names) if path), None)
    if found is None:
        missing(names[0])
    return str(found)


def missing(name: str) -> None:
    """Says what is not on this machine."""
    if os.environ.get("CI"):
        pytest.fail(f"no {name} on this machine: run .ci/packages")
    pytest.skip(f"no {name} on this machine")


def environment(home: Path, **more: str) -> dict[str, str]:
    """What a browser gets to know: a home of its own, no proxy, no desktop, English."""
    return {"PATH": os.environ["PATH"], "HOME": str(home), "XDG_RUNTIME_DIR": str(home), "LANG": "C.UTF-8", **more}


@contextmanager
def started(command: Sequence[str], **options: Any) -> Iterator[subprocess.Popen[bytes]]:
    """Runs a program with all that it starts until the block ends."""
    none = subprocess.DEVNULL
    process = subprocess.Popen(command, stdin=none, stdout=none, stderr=none, start_new_session=True, **options)
    try:
        yield process
    finally:
        end(process)


def end(process: subprocess.Popen[bytes]) -> None:
    """Ends a process that leads a session of its own, and every process in it."""
    signal_all(process, signal.SIGTERM)
    with suppress(subprocess.TimeoutExpired):
        process.wait(5)
    signal_all(process, signal.SIGKILL)
    process.wait()


def signal_all(process: subprocess.Popen[bytes], number: signal.Signals) -> None:
    """Signals the group of a process, which may be gone already."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, number)


def until_there(path: Path, seconds: float = 90) -> str:
    """The text of a file that a program writes once it is ready."""
    deadline = monotonic() + seconds
    while monotonic() < deadline:
        with suppress(FileNotFoundError):
            if text := path.read_text():
                return text
        sleep(0.02)
    raise TimeoutError(path.name)
