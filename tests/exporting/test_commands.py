"""The two commands, from one database file to another."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from charter_admin.cli import main
from charter_admin.db import make_engine
from charter_admin.demo import seed
from tests.exporting.conftest import MakeDatabase
from tests.exporting.organizations import exported, settle


def run(monkeypatch: pytest.MonkeyPatch, database: str, *command: str) -> Result:
    """A command on a database."""
    monkeypatch.setenv("CHARTER_DATABASE_URL", database)
    return CliRunner().invoke(main, command)


def test_out_of_one_database_into_another(
    make_database: MakeDatabase, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    home = make_database("sqlite")
    settle(home, monkeypatch)
    here, away = str(home.url), str(make_database("sqlite").url)
    file = tmp_path / "kept" / "rives.json"
    assert "No such file" in run(monkeypatch, here, "export-organization", seed.SLUG, str(file)).output
    file.parent.mkdir()
    nobody = run(monkeypatch, here, "export-organization", "nobody", str(file))
    assert (nobody.exit_code, list(file.parent.iterdir())) == (1, [])
    assert run(monkeypatch, here, "export-organization", seed.SLUG, str(file)).exit_code == 0
    assert file.read_bytes() == exported(home)
    assert file.stat().st_mode & 0o077 == 0  # it holds people's addresses
    assert list(file.parent.iterdir()) == [file]
    done = run(monkeypatch, away, "import-organization", str(file))
    assert "4 platforms, 2 people" in done.output
    engine = make_engine(away)
    assert exported(engine) == file.read_bytes()
    engine.dispose()
    again = run(monkeypatch, away, "import-organization", str(file))
    assert (again.exit_code, "already" in again.output) == (1, True)
