"""The log of receipts as files: whole, in order, filtered, and with no formula in it. On both databases."""

import csv
import io
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from openpyxl import load_workbook
from sqlalchemy import Engine

from charter_admin.consent import reading, storage
from charter_admin.consent.reading import Wanted, pages
from charter_admin.exporting import receipts
from tests.consent.receipts import NOW, keep, row


@pytest.fixture
def log(engine: Engine) -> Iterator[Engine]:
    """An empty log."""
    made = storage.store(engine.url, hurried=False)
    yield made
    made.dispose()


def objects(log: Engine, wanted: Wanted) -> list[dict[str, Any]]:
    """What the NDJSON holds."""
    return [json.loads(line) for line in b"".join(receipts.ndjson(pages(log, wanted))).splitlines()]


def cells(log: Engine) -> list[dict[str, str]]:
    """What the CSV holds."""
    return list(csv.DictReader(io.StringIO(b"".join(receipts.comma_separated(pages(log, Wanted()))).decode())))


def test_every_receipt_comes_once_in_order(log: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "_AT_ONCE", 2)
    rows = [row(n, public_id="monts" if n % 3 else "rives") for n in range(9)]
    twins = [row(3, public_id="rives", received_at=NOW) for _ in range(5)]
    keep(log, *rows, *twins)
    found = objects(log, Wanted())
    expected = sorted([*rows, *twins], key=lambda each: (each["public_id"], each["received_at"], each["id"]))
    assert [each["id"] for each in found] == [each["id"] for each in expected]


def test_a_receipt_reads_as_it_was_kept(log: Engine) -> None:
    kept = row(2, previous=row(3)["id"], aside=True, claimed_at=NOW + timedelta(microseconds=1))
    keep(log, kept)
    (found,) = objects(log, Wanted())
    for name in ("claimed_at", "received_at"):
        found[name] = datetime.fromisoformat(found[name])
    assert found == kept
    (line,) = cells(log)
    assert (line["choices"], line["aside"], line["version"]) == ('{"statistics": true}', "true", "1")
    out = io.BytesIO()
    receipts.workbook(pages(log, Wanted()), out)
    headings, first = load_workbook(out).worksheets[0].iter_rows(values_only=True)
    assert headings == reading.COLUMNS
    assert dict(zip(headings, first, strict=True))["previous"] == kept["previous"]


def test_what_is_asked_for_and_nothing_else(log: Engine) -> None:
    days = [row(n, public_id="rives") for n in range(4)]
    other, stranger = row(1, public_id="monts"), row(1, organization_id=2, public_id="autre")
    keep(log, *days, other, stranger)

    def ids(**wanted: Any) -> set[str]:
        return {each["id"] for each in objects(log, Wanted(**wanted))}

    assert ids(owner=1) == {each["id"] for each in [*days, other]}
    assert ids(owner=1, public_id="autre") == set()
    assert ids(public_id="monts") == {other["id"]}
    period = {"since": days[2]["received_at"], "until": days[0]["received_at"]}
    assert ids(public_id="rives", **period) == {days[2]["id"], days[1]["id"]}
    assert ids(since=datetime(2027, 1, 1, tzinfo=UTC)) == set()


def test_no_cell_is_a_formula_or_a_number_in_disguise(log: Engine) -> None:
    """Receipts are strict, but an organization that was imported brings what its file says."""
    keep(log, row(1, layout="=1+1", digest="1234567890123456", build="12e456789012", locale="-fr"))
    (line,) = cells(log)
    assert [line[name] for name in ("layout", "digest", "build", "locale")] == [
        "'=1+1", "'1234567890123456", "'12e456789012", "'-fr"
    ]  # fmt: skip
    out = io.BytesIO()
    receipts.workbook(pages(log, Wanted()), out)
    (found,) = load_workbook(out).worksheets[0].iter_rows(min_row=2)
    assert "f" not in {cell.data_type for cell in found}


def test_an_empty_log_has_headings(log: Engine) -> None:
    assert b"".join(receipts.comma_separated(pages(log, Wanted()))).decode().strip() == ",".join(reading.COLUMNS)
    assert objects(log, Wanted()) == []


def test_a_workbook_goes_on_on_a_further_sheet(log: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(receipts, "SHEET_ROWS", 2)
    keep(log, *(row(n) for n in range(5)))
    out = io.BytesIO()
    receipts.workbook(pages(log, Wanted()), out)
    assert [sheet.max_row for sheet in load_workbook(out).worksheets] == [3, 3, 2]
