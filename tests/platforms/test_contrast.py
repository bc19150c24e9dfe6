"""Contrast as WCAG measures it, on values computed elsewhere."""

import pytest

from charter_admin.platforms import contrast
from charter_admin.versions.banner import DARK, LIGHT


@pytest.mark.parametrize(
    ("one", "other", "known"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#ffffff", "#ffffff", 1.0),
        ("#777777", "#ffffff", 4.48),  # the grey everybody takes for enough
        ("#767676", "#ffffff", 4.54),
        ("#ff0000", "#ffffff", 4.0),
        ("#0000ff", "#ffffff", 8.59),
    ],
)
def test_known_ratios(one: str, other: str, known: float) -> None:
    assert contrast.ratio(one, other) == pytest.approx(known, abs=0.01)
    assert contrast.ratio(other, one) == contrast.ratio(one, other)


def test_a_refused_ratio_never_reads_as_enough() -> None:
    assert contrast.shown(4.4999) == 4.49


@pytest.mark.parametrize("text", ["#0B6158", "0b6158", "#0b615", "#0b61580", "red", "", "#0b6158\n", "#0b615g"])
def test_what_is_no_colour(text: str) -> None:
    assert not contrast.is_colour(text)


def test_mixing() -> None:
    assert contrast.mix("#ffffff", "#000000", 0.5) == "#808080"
    assert contrast.mix("#0b6158", "#fffefb", 1) == "#0b6158"


def test_the_usual_colours_are_read_well() -> None:
    for colours in (LIGHT, DARK):
        assert min(contrast.ratio(c, colours.paper) for c in (colours.ink, colours.mark)) > 6
