"""The process in which one file is read: it limits itself, reads, answers in JSON and ends.

Started by `apart`. First line of the input: the name of the file, in JSON; then the file itself.
"""

import json
import sys
import traceback
from dataclasses import asdict

SECONDS = 20
MAX_MEMORY = 1_000_000_000
_MAX_TRACE = 4000


def main() -> None:
    """Reads one file from the input. The limits come first, before anything of the file is looked at."""
    limit()
    name = json.loads(sys.stdin.buffer.readline())
    answer = _answer(sys.stdin.buffer.read(), name)
    sys.stdout.write(json.dumps(answer))


def limit() -> None:
    """Bounds processor time and memory, and forbids to write files or to leave an image of the memory behind."""
    try:
        import resource
    except ImportError:  # not on Windows, where the clock of the parent remains
        return
    for what, most in (
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_AS, MAX_MEMORY),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        hard = resource.getrlimit(what)[1]
        lower = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (lower, lower))


def _answer(data: bytes, name: str) -> dict[str, object]:
    from charter_admin.importing.errors import ImportRefused
    from charter_admin.importing.extract import import_bytes

    try:
        charter = import_bytes(data, name)
    except ImportRefused as error:
        return {"refused": error.code}
    except MemoryError:
        return {"refused": "memory"}
    except RecursionError:
        return {"refused": "nesting"}
    except Exception:  # whatever a library raises over a broken file: the person is told, the operator finds the trace
        return {"refused": "crashed", "trace": traceback.format_exc()[-_MAX_TRACE:]}
    return {"charter": asdict(charter)}


if __name__ == "__main__":
    main()
