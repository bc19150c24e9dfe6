"""Both planes behind one callable, as the web server loads it."""

import pytest
from werkzeug.test import Client

from charter_admin.config import ConfigError
from charter_admin.planes import application
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


def test_no_start_on_bad_settings() -> None:
    with pytest.raises(ConfigError):
        application({"CHARTER_DATABASE_URL": "sqlite:///x.db", "CHARTER_SECRET_KEY": "change-me"})
