"""The client: its unit tests pass, its types hold, and the committed build is what its sources give."""

from pathlib import Path

import pytest

from charter_admin.banner import bundle as banner
from tests.npm import installed, run

BANNER = Path(banner.__file__).parent
CLIENT = BANNER / "client"

pytestmark = pytest.mark.xdist_group("client")  # they share its node_modules


@pytest.fixture(scope="session")
def modules() -> None:
    """The build tools, installed from the lock file where they are missing."""
    installed(CLIENT)


@pytest.mark.usefixtures("modules")
def test_types_hold() -> None:
    run(CLIENT, "npm", "run", "check")


@pytest.mark.usefixtures("modules")
def test_unit_tests_pass() -> None:
    output = run(CLIENT, "npm", "test")
    assert "fail 0" in output
    assert "pass 0" not in output


@pytest.mark.usefixtures("modules")
def test_committed_build_is_what_the_sources_give(tmp_path: Path) -> None:
    run(CLIENT, "node", "build.mjs", "--out", str(tmp_path))
    rebuilt = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert rebuilt == {path.name: path.read_bytes() for path in (BANNER / "dist").iterdir()}


def test_committed_build_has_one_place_for_the_configuration() -> None:
    built = (BANNER / "dist" / "banner.js").read_bytes()
    assert built.count(banner.PLACEHOLDER) == 1
    assert built.isascii()


def test_lock_names_no_registry() -> None:
    lock = (CLIENT / "package-lock.json").read_text()
    assert '"resolved"' not in lock
    assert "://" not in lock
