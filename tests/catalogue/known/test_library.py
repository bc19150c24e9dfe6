"""The data files of the library: their form, both languages, their durations, their sources."""

import json
import re
import tomllib
from collections import Counter
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from charter_admin.catalogue import durations
from charter_admin.catalogue.known import matching, words
from charter_admin.catalogue.known.entries import LOCALES, SCHEMA, Entry, entries, files
from charter_admin.catalogue.known.matching import Match
from charter_admin.catalogue.standard import PURPOSES

VALIDATOR = Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))
UNBROKEN = re.compile(r"[^\u00a0\u202f][:;?!]")


def named(name: str) -> Entry:
    (match, *_) = matching.match(name)
    return match.entry


@pytest.mark.parametrize("path", files(), ids=lambda path: path.stem)
def test_every_file_has_the_form_of_the_schema(path: Path) -> None:
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    assert [f"{list(error.path)}: {error.message[:200]}" for error in VALIDATOR.iter_errors(data)] == []
    assert len(path.read_text(encoding="utf-8").splitlines()) < 300


def test_the_schema_refuses_what_is_not_an_entry() -> None:
    (path, *_) = files()
    cookies = tomllib.loads(path.read_text(encoding="utf-8"))
    entry = cookies["provider"][0]["service"][0]["cookie"][0]
    for change in ({"duration": "for ever"}, {"fr": ""}, {"purpose": "fun"}, {"source": ""}, {"colour": "red"}):
        kept = dict(entry)
        entry.update(change)
        assert not VALIDATOR.is_valid(cookies), change
        entry.clear()
        entry.update(kept)
    assert VALIDATOR.is_valid(cookies)


def test_every_entry_speaks_both_languages_in_its_own_words() -> None:
    for entry in entries():
        assert set(entry.description) == set(LOCALES), entry.name
        french, english = entry.description["fr"], entry.description["en"]
        assert french != english, entry.name
        assert not UNBROKEN.search(french), f"{entry.name}: no space that holds before a colon or the like"


def test_every_duration_can_be_read() -> None:
    for entry in entries():
        assert entry.duration == "unknown" or durations.parse(entry.duration) != durations.UNKNOWN, entry.name


def test_every_entry_says_whose_it_is_what_for_and_where_that_is_written() -> None:
    purposes = {key for key, *_ in PURPOSES}
    for entry in entries():
        assert entry.provider, entry.name
        assert entry.service, entry.name
        assert entry.source, entry.name
        assert entry.purpose in purposes


def test_nothing_is_said_twice() -> None:
    counts = Counter((entry.name, entry.provider, entry.host, entry.storage) for entry in entries())
    assert [key for key, count in counts.items() if count > 1] == []


def test_a_tracker_of_another_site_says_which() -> None:
    silent = [e.name for e in entries() if e.party == "third" and not e.host and not e.hosts and not e.self_hosted]
    assert silent == []


def test_every_pattern_says_enough_itself() -> None:
    assert [entry.name for entry in entries() if not matching.recognisable(entry.name)] == []


def test_what_a_cookie_does_not_say_it_has_from_its_service() -> None:
    entry = named("_gcl_au")
    assert (entry.provider, entry.country, entry.purpose) == ("Google Ireland Limited", "IE", "marketing")
    assert "www.googleadservices.com" in entry.hosts
    assert entry.source.startswith("https://")
    own_purpose = named("_gac_UA-1")
    assert own_purpose.service == "Google Analytics"
    assert own_purpose.purpose == "marketing"


def test_software_a_website_runs_itself_is_marked() -> None:
    assert named("_pk_id.1.abcd").self_hosted
    assert not named("_ga").self_hosted


def test_an_entry_as_json_and_in_words() -> None:
    match = matching.match("_pk_ses.1.abcd")[0]
    told = words.as_json(match)
    assert {"name", "provider", "service", "purpose", "duration", "party", "storage", "hosts", "self_hosted"} <= set(
        told
    )
    assert set(told["description"]) == {"fr", "en"}
    assert words.lasting(match.entry, "fr") == "30 minutes"
    assert words.purpose("statistics", "fr") == "Statistiques"
    lines = words.as_lines(match, "fr")
    assert match.entry.description["fr"] in lines
    assert "https://matomo.org" in lines
    silent = Match(Entry("x", "", "", "statistics", "unknown", {"en": "Said in English only."}, ""), "high")
    assert words.described(silent.entry, "fr") == "Said in English only."
