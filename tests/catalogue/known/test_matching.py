"""Recognising names: the ones most seen in the wild, and none that was made up."""

import random
import string
from collections.abc import Callable
from pathlib import Path

import pytest

from charter_admin.catalogue.known.entries import Entry, entries
from charter_admin.catalogue.known.matching import Index, Match, match

SEEN = [
    line.split("|")
    for line in Path(__file__).with_name("seen.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]
# Words websites name cookies with, in combinations nobody's software uses.
WORDS = (
    "basket banner choice colour district form garden harbour letter market mayor news page river school street town"
)


def best(name: str, host: str | None = None) -> Match:
    found = match(name, host)
    assert found, name
    return found[0]


def entry(name: str, **more: object) -> Entry:
    given: dict[str, object] = {"provider": "P", "service": "S", "purpose": "statistics", "duration": "", "source": ""}
    return Entry(name=name, description={}, **(given | more))  # type: ignore[arg-type]  # what a test leaves out


def wrong(name: str, word: str, purposes: str) -> bool:
    """Whether a name of the list is not recognised, or as something else."""
    found = match(name)
    if not found:
        return True
    told = found[0].entry
    return word.casefold() not in f"{told.provider} {told.service}".casefold() or told.purpose not in purposes.split()


def test_the_library_is_as_large_as_promised() -> None:
    assert len(entries()) >= 600


def test_the_trackers_most_seen_are_recognised_with_their_provider_and_purpose() -> None:
    assert len(SEEN) >= 200
    missed = [name for name, word, purposes in SEEN if wrong(name, word, purposes)]
    assert len(missed) <= len(SEEN) // 10, missed


def made_up() -> set[str]:
    """Names of the shapes cookies have; the same ones in every run."""
    chance = random.Random(1978)
    words = WORDS.split()

    def some(alphabet: str, least: int, most: int) -> str:
        return "".join(chance.choices(alphabet, k=chance.randint(least, most)))

    small, mixed, hexed = string.ascii_lowercase, string.ascii_letters + string.digits, string.hexdigits.lower()
    shapes: tuple[Callable[[], str], ...] = (
        lambda: f"_{some(small, 6, 9)}",
        lambda: f"__{some(small, 4, 6)}_{some(small, 3, 5)}",
        lambda: f"{some(small, 5, 8)}_{chance.choice(('id', 'session', 'token', 'consent', 'lang', 'ref', 'cart'))}",
        lambda: f"{chance.choice(words)}_{chance.choice(words)}",
        lambda: f"{chance.choice(words)}{chance.choice(words).title()}{chance.choice(words).title()}",
        lambda: f"{chance.choice(words)}-{chance.choice(words)}-{chance.randint(1, 999)}",
        lambda: f"{some(string.ascii_uppercase, 6, 10)}",
        lambda: f"{some(string.ascii_uppercase, 4, 6)}SESSID",
        lambda: f"{some(hexed, 32, 32)}",
        lambda: f"{some(mixed, 10, 24)}",
        lambda: f"_{some(small, 4, 6)}_{some(hexed, 8, 12)}",
        lambda: f"{some(small, 4, 7)}.{some(small, 4, 7)}.{some(mixed, 3, 6)}",
        lambda: f"{some(hexed, 8, 8)}-{some(hexed, 4, 4)}-{some(hexed, 12, 12)}",
    )
    return {shape() for shape in shapes for _ in range(500)}


def test_made_up_names_are_recognised_by_none() -> None:
    names = made_up()
    assert len(names) >= 5_000
    assert {name: match(name)[0].entry.name for name in names if match(name)} == {}


def test_software_that_numbers_its_names_does_not_own_a_common_word() -> None:
    index = Index([entry("SESS<id>"), entry("_ga_<id>")])
    assert index.match("SESS0f1e2d3c4b5a6978")
    assert [name for name in ("SESSION", "SESSIONID", "SESSIONTOKEN", "SESSkey") if index.match(name)] == []
    assert index.match("_ga_1A2B3C")
    assert index.match("_ga_ABCDEFGHIJ")
    assert not index.match("_ga_rden")


def test_a_digest_is_a_digest() -> None:
    index = Index([entry("wordpress_<hex>"), entry("visitor-<uuid>")])
    assert index.match("wordpress_0f1e2d3c4b5a")
    assert not index.match("wordpress_popup_closed")
    assert index.match("visitor-123e4567-e89b-12d3-a456-426614174000")
    assert not index.match("visitor-number")


def test_common_words_are_recognised_only_as_themselves_and_not_for_sure() -> None:
    assert best("lang").confidence == "low"
    assert best("lang", ".linkedin.com").confidence == "high"
    assert [
        found.entry.provider for found in match("lang", "www.ville.example") if "LinkedIn" in found.entry.provider
    ] == []
    assert match("language_code") == []
    assert match("my_lang") == []
    assert best("_fbp").confidence == "high"


def test_the_host_settles_which_one_is_meant() -> None:
    index = Index([entry("uid", provider="A", party="third", host="a.example", hosts=("cdn.a.example",)),
                   entry("uid", provider="B", party="third", host=".b.example"),
                   entry("uid", provider="Site")])  # fmt: skip
    assert index.match("uid", "stats.b.example")[0].entry.provider == "B"
    assert index.match("uid", ".a.example")[0].entry.provider == "A"
    assert [found.entry.provider for found in index.match("uid", "www.ville.example")] == ["Site"]
    assert len(index.match("uid")) == 3


def test_the_most_specific_comes_first() -> None:
    index = Index([entry("_hj*"), entry("_hjSession*"), entry("_hjSession_<id>"), entry("_hjSession_1")])
    found = [each.entry.name for each in index.match("_hjSession_1")]
    assert found == ["_hjSession_1", "_hjSession_<id>", "_hjSession*", "_hj*"]
    assert [each.entry.name for each in index.match("_hjX9")] == ["_hj*"]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("_pk_id", "_pk_id.<id>"),
        ("_pk_id.*", "_pk_id.<id>"),
        ("_pk_id*", "_pk_id.<id>"),
        ("_pk_id.xxxx.yyyy", "_pk_id.<id>"),
        ("_ga_<container-id>", "_ga_<id>"),
        ("_ga_#", "_ga_<id>"),
        ("_ga_XXXXXXXXXX", "_ga_<id>"),
        ("AMCV_", "AMCV_<id>"),
        ("_hjSessionUser_{site_id}", "_hjSessionUser_<id>"),
        ("USERMATCHHISTORY", "UserMatchHistory"),
        (" _fbp ", "_fbp"),
    ],
)
def test_names_as_charters_write_them(written: str, meant: str) -> None:
    assert best(written).entry.name == meant


def test_capitals_of_another_kind_are_another_name() -> None:
    index = Index([entry("test_cookie"), entry("PHPSESSID")])
    assert index.match("phpsessid")
    assert not index.match("TEST_COOKIE")
    assert not index.match("Fr")


@pytest.mark.parametrize("name", ["", " ", "*", "<id>", "_", "é" * 400, "_ga\0", "x" * 100_000, "*" * 300])
def test_what_is_no_name_means_nothing(name: str) -> None:
    assert match(name) == []


def test_an_organizations_own_entries_come_first() -> None:
    own = Index([entry("_ga", provider="City", own=True)])
    assert [found.entry.provider for found in match("_ga", own=own)][:2] == ["City", "Google Ireland Limited"]


def test_names_to_offer_while_somebody_types() -> None:
    index = Index([entry("_pk_id.<id>"), entry("_pk_ses.<id>"), entry("PHPSESSID")])
    assert index.named("_PK") == ["_pk_id.<id>", "_pk_ses.<id>"]
    assert index.named("php") == ["PHPSESSID"]
    assert index.named("") == []
