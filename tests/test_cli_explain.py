"""`charter-admin explain`: what a cookie is, without a database."""

import json

import pytest
from click.testing import CliRunner, Result

from charter_admin.cli import main


@pytest.fixture(autouse=True)
def no_database(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("CHARTER_DATABASE_URL", "CHARTER_SECRET_KEY", "CHARTER_BASE_URL"):
        monkeypatch.delenv(name, raising=False)


def explain(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["explain", *arguments])


def test_json_lists_the_matches_with_all_that_is_known() -> None:
    done = explain("_pk_id.1.1fff", "--json")
    assert done.exit_code == 0
    (told,) = json.loads(done.stdout)
    facts = {key: told[key] for key in ("name", "service", "purpose", "duration", "party", "storage", "self_hosted")}
    assert facts == {
        "name": "_pk_id.<id>", "service": "Matomo", "purpose": "statistics", "duration": "13 months",
        "party": "first", "storage": "cookie", "self_hosted": True,
    }  # fmt: skip
    assert "Matomo" in told["provider"]
    assert told["hosts"] == []
    assert told["source"].startswith("https://matomo.org/")
    assert set(told["description"]) == {"fr", "en"}


def test_the_host_settles_which_one_comes_first() -> None:
    (told, *_) = json.loads(explain("uid", "--host", ".criteo.com", "--json").stdout)
    assert told["provider"] == "Criteo SA"
    assert told["confidence"] == "high"


def test_an_unknown_name_is_an_empty_list_and_no_failure() -> None:
    done = explain("nobody_knows_this", "--json")
    assert (done.exit_code, json.loads(done.stdout)) == (0, [])
    done = explain("nobody_knows_this")
    assert (done.exit_code, done.stdout) == (0, "")
    assert "Nobody knows" in done.stderr


def test_sentences_in_either_language() -> None:
    assert "Statistiques · 13\xa0mois" in explain("_pk_id.1.1fff", "--lang", "fr").stdout
    english = explain("_pk_id.1.1fff").stdout
    assert "Statistics · 13 months" in english
    assert "Gives the visitor a number" in english
    assert explain("_ga", "--lang", "de").exit_code == 2


@pytest.mark.parametrize("name", ["", "*", "\udc80", "x" * 10_000])
def test_odd_names_do_no_harm(name: str) -> None:
    assert json.loads(explain(name, "--json").stdout) == []
