"""Reading a charter apart, in a child process with limits: whatever a file does, the server stays as it was."""

import contextlib
import json
import logging
import os
import signal
import subprocess
import sys
from dataclasses import fields
from threading import BoundedSemaphore, Event, Timer
from typing import Any

from charter_admin.importing.declarations import LEVELS, Charter, Declaration
from charter_admin.importing.errors import REFUSALS, ImportRefused
from charter_admin.importing.limits import MAX_BYTES
from charter_admin.importing.rendering import MAX_TEXT

CHARTER = "charter_admin.importing.child"
CLOCK_SECONDS = 30.0
MAX_ANSWER = 32_000_000
_AT_ONCE = 2
_MAX_NAME = 300
# What a Python may need to start; no address or secret of the application goes along.
_KEPT = ("PATH", "PYTHONPATH", "PYTHONHOME", "LD_LIBRARY_PATH", "SYSTEMROOT", "TZ")
_FIELDS = tuple(field.name for field in fields(Declaration))

_slots = BoundedSemaphore(_AT_ONCE)
_log = logging.getLogger(__name__)


def import_apart(data: bytes, filename: str = "", *, seconds: float = CLOCK_SECONDS) -> Charter:
    """Gives what `extract.import_bytes` gives. Raises ImportRefused for what is unreadable, or takes too much.

    `seconds` is the limit of the clock; those of the processor and of memory are in `child`.
    """
    if len(data) > MAX_BYTES:
        raise ImportRefused("too_large")
    return _charter(ask(CHARTER, json.dumps(filename[:_MAX_NAME]).encode() + b"\n" + data, seconds))


def ask(module: str, question: bytes, seconds: float = CLOCK_SECONDS) -> bytes:
    """Gives what a child answers that runs this module of ours, which limits itself (`child.limit`) before it reads.

    Raises ImportRefused where it takes too much, and where too many are at work already.
    """
    if not _slots.acquire(timeout=seconds):
        raise ImportRefused("busy")
    try:
        return _ask(module, question, seconds)
    finally:
        _slots.release()


def _ask(module: str, question: bytes, seconds: float) -> bytes:
    """Gives the bytes the child answers. It is killed when the clock runs out or it says too much."""
    # S603: the module is one of ours, named by the callers of `ask`, never by a person.
    process = subprocess.Popen(  # noqa: S603 - our own command
        [sys.executable, "-P", "-m", module],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={name: os.environ[name] for name in _KEPT if name in os.environ} | {"PYTHONUTF8": "1"},
        start_new_session=True,
    )
    late = Event()
    timer = Timer(seconds, _end, [process, late])
    timer.start()
    try:
        answer = _exchange(process, question)
    finally:
        timer.cancel()
        _kill(process)
        code = process.wait()
    if len(answer) > MAX_ANSWER:
        raise ImportRefused("too_many")
    if late.is_set() or code == -getattr(signal, "SIGXCPU", 0):
        raise ImportRefused("too_long")
    return answer


def _exchange(process: "subprocess.Popen[bytes]", question: bytes) -> bytes:
    if process.stdin is None or process.stdout is None:
        raise ImportRefused("crashed")
    with process.stdin, process.stdout:
        with contextlib.suppress(BrokenPipeError):  # killed while it was still being told
            process.stdin.write(question)
            process.stdin.close()
        return process.stdout.read(MAX_ANSWER + 1)


def _end(process: "subprocess.Popen[bytes]", late: Event) -> None:
    late.set()
    _kill(process)


def _kill(process: "subprocess.Popen[bytes]") -> None:
    """Ends the child and all it may have started. Until it is waited for, its number belongs to nobody else."""
    if process.returncode is not None:
        return
    with contextlib.suppress(ProcessLookupError, PermissionError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()


def _charter(answer: bytes) -> Charter:
    """Builds the charter from what the child says, of which nothing is taken on trust."""
    try:
        said: dict[str, Any] = json.loads(answer)
        if refused := said.get("refused"):
            if trace := said.get("trace"):
                _log.warning("A charter could not be read: %s", str(trace))
            raise ImportRefused(refused if refused in REFUSALS else "crashed")
        charter = said["charter"]
        cookies = tuple(_declaration(cookie) for cookie in charter["cookies"])
        return Charter(_text(charter["locale"]), _text(charter["platform"]), cookies, str(charter["text"])[:MAX_TEXT])
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise ImportRefused("crashed") from error


def _declaration(said: dict[str, Any]) -> Declaration:
    found = Declaration(**{name: _text(said[name]) for name in _FIELDS})
    if found.name is None or found.passage is None or found.confidence not in LEVELS:
        raise ValueError(found.confidence)
    return found


def _text(value: Any) -> Any:
    if value is not None and not isinstance(value, str):
        raise TypeError(value)
    return value
