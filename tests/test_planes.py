"""Both planes behind one callable, as the web server loads it."""

import importlib
import subprocess
import sys

import pytest
from werkzeug.test import Client

from charter_admin.config import ConfigError
from charter_admin.planes import application
from charter_admin.serving import APPLICATIONS
from tests.personas import SECRET


@pytest.fixture
def client(sqlite_url: str) -> Client:
    """A whole installation."""
    environ = {
        "CHARTER_DATABASE_URL": sqlite_url,
        "CHARTER_SECRET_KEY": SECRET,
        "CHARTER_BASE_URL": "https://charters.example.org",
    }
    return Client(application(environ))


def test_visitors_and_people_are_kept_apart(client: Client) -> None:
    assert "There is no charter at this address" in client.get("/c/unknown/").text
    assert "There is no charter at this address" in client.get("/c").text
    assert "Set-Cookie" not in client.get("/c/unknown/").headers
    for path in ("/", "/sign-in", "/charters", "/cc/x/"):
        assert "There is no charter at this address" not in client.get(path).text


def test_a_served_process_collects_seldom_and_leaves_out_what_was_loaded() -> None:
    """Asked in a process of its own, which it changes for good."""
    script = (
        "import gc; from charter_admin import planes; app = planes.settled([]);"
        "assert app == [] and gc.get_threshold() == planes.COLLECTING; print(gc.get_freeze_count())"
    )
    for name in ("both", "admin"):
        module, _, factory = APPLICATIONS[name].partition(":")
        assert callable(getattr(importlib.import_module(module), factory))
    found = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert int(found.stdout) > 10_000


def test_no_start_on_bad_settings() -> None:
    with pytest.raises(ConfigError):
        application({"CHARTER_DATABASE_URL": "sqlite:///x.db", "CHARTER_SECRET_KEY": "change-me"})
