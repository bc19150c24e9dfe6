"""Names of cookies: what is a pattern, and what it stands for."""

import time

import pytest

from charter_admin.catalogue.names import is_pattern, matches


@pytest.mark.parametrize("name", ["_pk_id.*", "_ga_<id>", "wp-{user}", "_gat_UA-####", "*"])
def test_patterns(name: str) -> None:
    assert is_pattern(name)


@pytest.mark.parametrize("name", ["sessionid", "_ga", "a.b", "<>", "a<b", "__Host-x"])
def test_exact_names(name: str) -> None:
    assert not is_pattern(name)


@pytest.mark.parametrize(
    ("pattern", "name"),
    [
        ("sessionid", "sessionid"),
        ("_pk_id.*", "_pk_id.1.d4f2"),
        ("_ga_<id>", "_ga_7XK"),
        ("_hj{site_id}x", "_hj12x"),
        ("_gat_UA-########-#", "_gat_UA-1234-5"),
        ("*_session", "_session"),
        ("a*b*c", "a--b-b-c"),
    ],
)
def test_matches(pattern: str, name: str) -> None:
    assert matches(pattern, name)


@pytest.mark.parametrize(
    ("pattern", "name"),
    [
        ("sessionid", "SessionId"),
        ("_pk_id.*", "_pk_idx1"),
        ("_ga_<id>", "_ga_"),
        ("_gat_#", "_gat_x"),
        ("_gat_#", "_gat_٣"),
        ("a*b", "ab!"),
        ("a.c", "abc"),
    ],
)
def test_does_not_match(pattern: str, name: str) -> None:
    assert not matches(pattern, name)


def test_many_stars_stay_quick() -> None:
    began = time.perf_counter()
    assert not matches("*a" * 30 + "b", "a" * 300)
    assert time.perf_counter() - began < 1
