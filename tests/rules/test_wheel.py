"""The wheel built from the source archive installs into an empty environment and serves from there."""

import json
import os
import subprocess
import sys
import tarfile
import urllib.request
import venv
from pathlib import Path

import pytest

from tests.demo import running
from tests.postgres import free_port

ROOT = Path(__file__).parents[2]

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("installations")]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The scripts folder of an environment that holds the wheel and nothing of this checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True)
    (archive,) = folder.glob("*.tar.gz")
    with tarfile.open(archive) as tar:
        assert not [name for name in tar.getnames() if "node_modules" in name or "/tests/" in name]
    venv.create(folder / "venv", with_pip=True)
    scripts = folder / "venv" / "bin"
    pip = [str(scripts / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "--require-hashes", "-r", str(ROOT / "requirements.txt")], check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    subprocess.run([*pip, "--no-deps", str(wheel)], check=True, capture_output=True)
    return scripts


def test_the_demo_runs_from_the_wheel(installed: Path, tmp_path: Path) -> None:
    with running(installed / "charter-admin", tmp_path, cwd=tmp_path) as ready:
        page = urllib.request.urlopen(ready["charter"] + "fr/").read().decode()
        assert "sessionid" in page
        request = urllib.request.Request(ready["admin"] + "sign-in", headers={"Accept-Language": "fr"})
        assert "Se connecter" in urllib.request.urlopen(request).read().decode()


def test_the_library_of_cookies_is_in_the_wheel(installed: Path, tmp_path: Path) -> None:
    command = [str(installed / "charter-admin"), "explain", "_ga", "--json"]
    done = subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, text=True)
    assert json.loads(done.stdout)[0]["service"] == "Google Analytics"


def test_a_real_installation_is_three_commands(installed: Path, tmp_path: Path) -> None:
    port = free_port()
    environ = os.environ | {
        "CHARTER_DATABASE_URL": f"sqlite:///{tmp_path / 'charter.db'}",
        "CHARTER_SECRET_KEY": "uY2-qT9wXb7_Lk4PzRm8VcNd3Js6HfGa",
        "CHARTER_BASE_URL": f"http://127.0.0.1:{port}",
    }
    command = installed / "charter-admin"
    subprocess.run([command, "migrate"], env=environ, cwd=tmp_path, check=True, capture_output=True)
    made = subprocess.run(
        [command, "create-owner", "dpo@example.org"],
        env=environ,
        cwd=tmp_path,
        check=True,
        capture_output=True,
        text=True,
    )
    link = made.stdout.strip()
    assert link.startswith(f"http://127.0.0.1:{port}/sign-in/")
    serve = [command, "serve", "--port", str(port)]
    with running(serve, tmp_path, cwd=tmp_path, environ=environ, port=port):
        answer = urllib.request.build_opener(urllib.request.HTTPCookieProcessor()).open(link)
        assert "/o/example-org/platforms" in answer.url


def test_default_secrets_are_refused(installed: Path, tmp_path: Path) -> None:
    for secret in ("", "short", "change-me-change-me-change-me-change-me", "x" * 64):
        environ = os.environ | {"CHARTER_DATABASE_URL": "sqlite:///x.db", "CHARTER_SECRET_KEY": secret}
        environ["CHARTER_BASE_URL"] = "https://charters.example.org"
        done = subprocess.run(
            [installed / "charter-admin", "serve", "--port", str(free_port())],
            env=environ, cwd=tmp_path, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 1
        assert "CHARTER_SECRET_KEY" in done.stderr


def test_importing_touches_no_database(installed: Path, tmp_path: Path) -> None:
    charter = tmp_path / "charter.csv"
    charter.write_text("Cookie;Finalité\nsid;Session ouverte\n")
    done = subprocess.run(
        [installed / "charter-admin", "import", charter, "--json"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert [cookie["name"] for cookie in json.loads(done.stdout)["cookies"]] == ["sid"]
