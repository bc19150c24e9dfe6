"""Whole charters of every format, each beside the JSON that must come out of it."""

import json
from pathlib import Path
from typing import Any

import pytest

from charter_admin.importing.declarations import charter_json
from charter_admin.importing.extract import import_bytes

CHARTERS = Path(__file__).parent / "charters"
FILES = sorted(path for path in CHARTERS.iterdir() if path.with_name(path.name + ".json").exists())


def expected(path: Path) -> dict[str, Any]:
    value: dict[str, Any] = json.loads(path.with_name(path.name + ".json").read_text("utf-8"))
    return value


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_charter_gives_what_it_says(path: Path) -> None:
    found = charter_json(import_bytes(path.read_bytes(), path.name))

    assert found == expected(path)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_format_is_told_by_content_as_well(path: Path) -> None:
    """A charter pasted or piped in has no file name."""
    found = charter_json(import_bytes(path.read_bytes()))

    assert found["cookies"] == expected(path)["cookies"]
