"""The colours of the charter page."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from charter_admin.platforms.contrast import LEAST, ratio
from charter_admin.publishing.theme import css, variables
from charter_admin.versions.banner import DARK, LIGHT, Colours, Theme

OWN = Colours("#ffffff", "#000000", "#0000ff")
colour = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


def test_the_usual_colours_are_the_pages_own() -> None:
    assert css(Theme()) == ""
    assert css(Theme(layout="corner", radius=3)) == ""


def test_both_schemes_follow_the_device() -> None:
    light, dark = css(Theme(light=OWN)).split("@media (prefers-color-scheme: dark)")
    assert "color-scheme: light dark;" in light
    assert "--mark: #0000ff;" in light
    assert f"--mark: {DARK.mark};" in dark


@pytest.mark.parametrize(("scheme", "paper"), [("light", LIGHT.paper), ("dark", DARK.paper)])
def test_one_scheme_for_everybody(scheme: str, paper: str) -> None:
    said = css(Theme(scheme=scheme))
    assert "@media" not in said
    assert f"color-scheme: {scheme};" in said
    assert re.findall("--paper: (.*);", said) == [paper]


def allowed(text: str, paper: str) -> str:
    """The colour if the editor lets it through, else black or white, one of which it does."""
    return text if ratio(text, paper) >= LEAST else max("#000000", "#ffffff", key=lambda one: ratio(one, paper))


@given(colour, colour, colour)
def test_what_is_let_through_is_read_well_everywhere(paper: str, ink: str, mark: str) -> None:
    said = variables(Colours(paper, *(allowed(one, paper) for one in (ink, mark))))
    for text in ("ink", "soft", "mark", "ask"):
        for under in ("paper", "tint"):
            assert ratio(said[text], said[under]) >= LEAST
    assert ratio(said["on-mark"], said["mark"]) >= LEAST
