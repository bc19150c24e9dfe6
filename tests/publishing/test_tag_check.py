"""What is said of a page: the tag in its every state."""

from dataclasses import replace

import pytest

from charter_admin.admin.publishing.checking import WORDS
from charter_admin.banner.bundle import script
from charter_admin.publishing.own_file import integrity_of
from charter_admin.publishing.tag_check import BAD, DOUBTFUL, GOOD, Place, check, own_address
from tests.banner import charters

ORIGIN = "https://charters.example.org"
PLACE = Place(ORIGIN, "abcd", "fr", ("fr", "en"), 3, {"fr": "sha384-FR", "en": "sha384-EN"})
TAG = f'<script src="{ORIGIN}/c/abcd/banner.js"></script>'
PINNED = f'<script src="{ORIGIN}/c/abcd/v/3/fr/banner.js" integrity="sha384-FR" crossorigin="anonymous"></script>'
STUB = '<script>window.gtag = 1; gtag("consent", "default", {});</script>'


def seen(head: str, place: Place = PLACE, body: str = "", lang: str = "fr") -> dict[str, str]:
    """The findings of a page, level by code."""
    html = f"<!doctype html><html lang='{lang}'><head><meta charset=utf-8>{head}</head><body>{body}</body></html>"
    found = check(html, "https://www.rives.example/", place)
    codes = [finding.code for finding in found]
    assert len(codes) == len(set(codes))
    assert set(codes) <= set(WORDS)
    return {finding.code: finding.level for finding in found}


def test_all_is_well() -> None:
    assert seen(TAG) == {"found": GOOD, "first": GOOD, "latest": GOOD}
    assert seen(PINNED) == {"found": GOOD, "first": GOOD, "pinned": GOOD}
    assert seen(f"{TAG}<script src=/later.js></script>") == {"found": GOOD, "first": GOOD, "latest": GOOD}


def test_data_and_waiting_scripts_may_come_first() -> None:
    before = "<script type='application/ld+json'>{}</script><script type='text/plain' src=/x.js></script>"
    assert seen(before + TAG)["first"] == GOOD


@pytest.mark.parametrize(
    ("head", "code", "level"),
    [
        ("", "missing", BAD),
        ("<script src='/c/abcd/banner.js'></script>", "elsewhere", BAD),
        ("<script src='https://old.example/c/abcd/fr/banner.js'></script>", "elsewhere", BAD),
        (f"<!-- {TAG} -->", "missing", BAD),
        (TAG.replace("abcd", "efgh"), "stranger", BAD),
        (TAG + TAG, "twice", DOUBTFUL),
        (f"<script src='/tracker.js'></script>{TAG}", "late", BAD),
        (f"<script>theme()</script>{TAG}", "late", DOUBTFUL),
        (f"<script>theme()</script><script src=/x.js></script>{TAG}", "late", BAD),
        (TAG.replace("<script", "<script async"), "deferred", BAD),
        (TAG.replace("<script", "<script defer=''"), "deferred", BAD),
        (TAG.replace("<script", "<script type=module"), "deferred", BAD),
        (TAG.replace("<script", "<script type=text/plain"), "inert", BAD),
        (f"<div></div>{TAG}", "outside_head", BAD),
        (TAG.replace("https:", "http:"), "scheme", BAD),
        (TAG.replace("<script", "<script integrity='sha384-FR'"), "integrity_of_latest", BAD),
        (PINNED.replace("/v/3/", "/v/2/"), "old", DOUBTFUL),
        (PINNED.replace("/v/3/", "/v/4/"), "no_version", BAD),
        (PINNED.replace("/v/3/fr/", "/v/3/"), "no_version", BAD),
        (PINNED.replace("sha384-FR", "sha384-EN"), "integrity_wrong", BAD),
        (PINNED.replace('crossorigin="anonymous"', ""), "no_crossorigin", BAD),
        (PINNED.replace('integrity="sha384-FR"', ""), "unprotected", DOUBTFUL),
        (TAG.replace("/banner.js", "/de/banner.js"), "no_language", BAD),
        (TAG.replace("/banner.js", "/en/banner.js"), "language", DOUBTFUL),
        (f"<script src='/banner-fr-3.js' data-charter='{ORIGIN}'></script>", "own_missing", BAD),
    ],
)
def test_what_can_be_wrong(head: str, code: str, level: str) -> None:
    assert seen(head)[code] == level


OWN = f"<script src='/banner-fr.js' data-charter='{ORIGIN}'></script>"


def own_file(public_id: str = "abcd", number: int = 3) -> str:
    """A banner as it is published."""
    document = charters.asking()
    platform = replace(document.platform, public_id=public_id)
    return script(replace(document, platform=platform), number, "0" * 64, "build1", "fr").decode()


@pytest.mark.parametrize(
    ("content", "code", "level"),
    [
        (own_file(), "own_current", GOOD),
        (own_file(number=2), "own_old", DOUBTFUL),
        (own_file(number=2).replace("={id:", "({id:"), "own_old", DOUBTFUL),  # as files look that were taken earlier
        (f"/* joined */{own_file()}", "own_changed", DOUBTFUL),
        (own_file("efgh"), "stranger", BAD),
        ("jQuery()", "own_other", BAD),
        ("", "own_missing", BAD),
    ],
    ids=["current", "old", "older", "changed", "stranger", "other", "missing"],
)
def test_the_websites_own_file_is_looked_into(content: str, code: str, level: str) -> None:
    place = replace(PLACE, integrity={"fr": integrity_of(own_file().encode())})
    page = f"<html lang=fr><head>{OWN}</head>"
    assert own_address(page, "https://www.rives.example/a/", place) == "https://www.rives.example/banner-fr.js"
    found = {one.code: one.level for one in check(page, "https://www.rives.example/a/", place, content)}
    assert found[code] == level
    assert set(found) <= set(WORDS)


def test_a_tag_of_ours_is_no_file_of_the_website() -> None:
    assert own_address(f"<html><head>{TAG}</head>", "https://www.rives.example/", PLACE) == ""


def test_a_tag_in_the_body_is_not_first() -> None:
    found = seen("<script src=/x.js></script>", body=TAG)
    assert (found["outside_head"], found["late"]) == (BAD, BAD)


def test_an_address_without_a_scheme_takes_the_pages() -> None:
    assert seen(TAG.replace("https:", ""))["latest"] == GOOD


def test_a_pinned_tag_of_several_digests() -> None:
    assert seen(PINNED.replace("sha384-FR", "sha256-other sha384-FR"))["pinned"] == GOOD


def test_the_charter_is_offline() -> None:
    assert seen(TAG, replace(PLACE, number=0))["offline"] == BAD


def test_pages_in_other_languages() -> None:
    assert "language" not in seen(TAG.replace("/banner.js", "/en/banner.js"), lang="en-GB")
    assert seen(TAG, lang="en")["language"] == DOUBTFUL
    assert "language" not in seen(TAG, lang="de")  # the charter has no German, so the default one is right
    assert "language" not in seen(TAG, lang="")


def test_the_default_of_google() -> None:
    told = replace(PLACE, stub=True)
    assert seen(STUB + TAG, told) == {"found": GOOD, "first": GOOD, "latest": GOOD}
    assert seen("<script src='/js/charter-consent-mode.js?1'></script>" + TAG, told)["first"] == GOOD
    assert seen(TAG, told)["stub_missing"] == DOUBTFUL
    assert seen(TAG + STUB, told)["stub_late"] == BAD


def test_markup_is_cut_where_it_is_shown() -> None:
    long = f"<script>{'x' * 5000}</script>{TAG}"
    late = next(f for f in check(long, "https://www.rives.example/", PLACE) if f.code == "late")
    assert len(late.values["script"]) < 400


@pytest.mark.parametrize("html", ["", "\0", "<", "<script", "<script src='http://[broken'></script>", "plain words"])
def test_pages_that_are_none(html: str) -> None:
    assert [finding.code for finding in check(html, "https://www.rives.example/", PLACE)] == ["missing"]
