"""The round trip of the declared cookies through CSV and XLSX, on both databases."""

import csv
from io import StringIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from charter_admin.catalogue import cookies, services
from charter_admin.catalogue.models import Cookie
from charter_admin.errors import Forbidden, Refused
from charter_admin.exporting import coming_back, comma_separated, records
from charter_admin.exporting.plan import ADD, CHANGE, REMOVE
from charter_admin.organizations.scope import Scope
from tests import factories
from tests.exporting.sheets import WRITERS, at, cells, done, edited, exported, put, table, written
from tests.exporting.test_cells import ATTACKS, HOSTILE


@pytest.mark.parametrize("reader", ["fr", "en"])
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_out_in_and_out_again_is_the_same(scope: Scope, kind: str, reader: str) -> None:
    first = exported(scope, kind, reader)
    found = done(scope, first)
    assert (found.steps, found.conflicts, found.unchanged) == ([], [], 5)
    again = exported(scope, kind, reader)
    assert again == first if kind == "csv" else cells(again) == cells(first)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_file_makes_again_what_was_lost(scope: Scope, kind: str) -> None:
    """Rows without numbers are new cookies: nothing they say is lost, but for their numbers."""
    before = [record.own for record in records.of_catalogue(scope)]
    rows = table(exported(scope, kind))
    for row in rows[1:]:
        row[0] = ""
    scope.session.execute(delete(Cookie))
    scope.session.expire_all()
    file = written(rows, kind)
    assert [step.kind for step in done(scope, file).steps] == [ADD] * 5
    assert [record.own for record in records.of_catalogue(scope)] == before
    assert done(scope, file).steps == []  # sent twice


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(names=st.lists(st.sampled_from(ATTACKS) | HOSTILE, min_size=1, max_size=4), said=HOSTILE)
def test_hostile_texts_survive_both_files(session: Session, names: list[str], said: str) -> None:
    """Also texts the services would trim: older releases, and databases, may hold them."""
    with session.begin_nested() as undone:
        scope = factories.scope(session)
        service = factories.service(scope)
        for name in names:
            cookie = factories.cookie(scope, service, "x")
            cookie.name, cookie.purpose = name.replace("\0", ""), {"fr": said.replace("\0", "")}
        session.flush()
        for kind in WRITERS:
            first, sheet = exported(scope, kind), records.sheet(scope, records.of_catalogue(scope), "fr")
            assert table(first) == [list(row) for row in (sheet.headings, *sheet.rows)]
            assert done(scope, first, removing=True).steps == []
            again = exported(scope, kind)
            assert again == first if kind == "csv" else cells(again) == cells(first)
        undone.rollback()
        session.expunge_all()


def test_no_cell_of_either_file_is_a_formula(scope: Scope) -> None:
    for row in cells(exported(scope, "xlsx")):
        for value, kind in row:
            assert kind in ("s", "n", "inlineStr"), value
            assert not str(value).startswith(("=", "+", "-", "@", "\t", "\r"))
    for separator in ";,\t":
        for line in csv.reader(StringIO(exported(scope).decode("utf-8-sig"), newline=""), delimiter=separator):
            assert not any(cell.lstrip(' "').startswith(("=", "+", "-", "@")) for cell in line)


def test_an_edit_is_shown_then_done(scope: Scope) -> None:
    file = edited(
        exported(scope), lambda rows: [put(1, "À quoi il sert (fr)", "Compter")(rows), put(1, "Type", "Pixel")(rows)]
    )
    found = coming_back.preview(scope, file)
    (step,) = found.steps
    assert (step.kind, step.row, found.unchanged) == (CHANGE, 2, 4)
    said = {column.name: (before, after) for column, before, after in step.differences}
    assert said["storage"] == ("cookie", "pixel")
    assert said["purpose"][1] == "Compter"
    assert scope.session.scalars(select(Cookie).where(Cookie.storage == "pixel")).all() == []
    coming_back.apply(scope, file, found.digest)
    (cookie,) = scope.session.scalars(select(Cookie).where(Cookie.storage == "pixel"))
    assert cookie.purpose["fr"] == "Compter"
    assert done(scope, file).steps == []  # sent twice


def test_excels_own_ways_of_saving_are_understood(scope: Scope) -> None:
    def without_bulgarian(rows: list[list[str]]) -> None:
        for column in reversed([n for n, text in enumerate(rows[0]) if text.endswith("(bg)")]):
            for row in rows:
                del row[column]
        put(1, "À quoi il sert (fr)", "Mesurer l’été – 5 €")(rows)

    text = edited(exported(scope), without_bulgarian).decode("utf-8-sig").replace("\u2028\U0001f36a", "??")
    for data in (
        text.encode("cp1252"), text.encode("utf-8"), text.encode("utf-16"), ("sep=;\r\n" + text).encode("utf-8-sig")
    ):  # fmt: skip
        found = coming_back.preview(scope, data)
        assert found.problems == []
        changed = {step.row: step for step in found.steps}
        assert changed[2].after[("purpose", "fr")] == "Mesurer l’été – 5 €"
        assert changed[2].after[("purpose", "bg")] == "Измерване"  # a column left out takes nothing away
        assert set(changed) <= {2, 6}  # the other lost what Windows-1252 cannot say, and the preview shows it


def test_a_cookie_changed_meanwhile_is_left_alone_and_both_are_shown(scope: Scope) -> None:
    first = exported(scope)
    record = records.of_catalogue(scope)[0]
    values = cookies.values_of(record.cookie)
    cookies.update(scope, record.cookie, type(values)(**{**values.__dict__, "party": "third"}), record.cookie.revision)
    file = edited(first, lambda rows: [put(1, "Type", "Pixel")(rows), put(2, "Type", "Autre")(rows)])
    found = coming_back.preview(scope, file)
    (conflict,) = found.conflicts
    assert [(c.name, now, theirs) for c, now, theirs in conflict.differences] == [
        ("storage", "cookie", "pixel"), ("party", "third", "first"),
    ]  # fmt: skip
    assert [step.row for step in found.steps] == [3]
    done(scope, file)
    assert (record.cookie.storage, record.cookie.party) == ("cookie", "third")
    assert coming_back.preview(scope, first).conflicts == []  # nobody edited that row there


def test_one_that_was_removed_meanwhile_is_not_made_again(scope: Scope) -> None:
    first = exported(scope)
    cookies.delete(scope, records.of_catalogue(scope)[0].cookie)
    assert done(scope, first).steps == []
    (conflict,) = coming_back.preview(scope, edited(first, put(1, "Type", "Pixel"))).conflicts
    assert conflict.now is None


def test_rows_are_removed_only_when_asked(scope: Scope) -> None:
    file = edited(exported(scope), lambda rows: rows.pop(2))
    assert done(scope, file).steps == []
    assert len(records.of_catalogue(scope)) == 5
    assert [step.kind for step in done(scope, file, removing=True).steps] == [REMOVE]
    assert len(records.of_catalogue(scope)) == 4


def test_nothing_is_removed_in_doubt(scope: Scope) -> None:
    file = edited(exported(scope), lambda rows: rows.pop(2))
    factories.cookie(scope, services.every(scope)[0], "made_since")
    with pytest.raises(Refused, match="cannot be told"):
        coming_back.preview(scope, file, removing=True)


def test_a_plan_that_is_another_by_now_is_not_done(scope: Scope) -> None:
    file = edited(exported(scope), put(1, "Type", "Pixel"))
    found = coming_back.preview(scope, file)
    cookies.delete(scope, records.of_catalogue(scope)[0].cookie)
    with pytest.raises(Refused, match="changed since"):
        coming_back.apply(scope, file, found.digest)


def test_the_file_of_a_platform_has_its_cookies_and_their_basis_there(scope: Scope) -> None:
    owner = Scope(scope.session, scope.organization_id, "owner", "tests")
    platform = factories.platform(owner, "Autre")
    factories.usage(owner, platform, services.every(owner)[0], "exempt")
    rows = table(comma_separated.write(records.sheet(scope, records.of_platform(scope, platform), "fr"), "fr"))
    assert {row[at(rows, "Consentement")] for row in rows[1:]} == {"Exempté de consentement"}
    assert {row[at(rows, "Plateformes")] for row in rows[1:]} == {"Autre"}
    assert len(rows) == 3
    file = edited(exported(scope), put(1, "Type", "Pixel"))
    assert [step.row for step in done(scope, file).steps] == [2]


def test_another_organizations_numbers_are_unknown_here(scope: Scope) -> None:
    other = factories.scope(scope.session, "Monts")
    theirs = factories.cookie(other, factories.service(other))
    file = edited(exported(scope), lambda rows: [put(1, "Numéro", str(theirs.id))(rows), put(1, "Type", "Pixel")(rows)])
    found = done(scope, file)
    assert [conflict.now for conflict in found.conflicts] == [None]
    assert theirs.storage == "cookie"
    assert "Monts" not in exported(scope).decode()


def test_a_viewer_brings_nothing_back(scope: Scope) -> None:
    with pytest.raises(Forbidden):
        coming_back.preview(Scope(scope.session, scope.organization_id, "viewer", "Vera"), exported(scope))
