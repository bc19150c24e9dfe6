"""Intervals against published examples, and what they allow to say."""

import random

import pytest

from charter_admin.consent.comparing import Arrival, arrival, difference, wilson


def test_the_interval_of_a_share() -> None:
    # Newcombe 1998, "Two-sided confidence intervals for the single proportion", table I, method 3.
    for part, whole, low, high in ((81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611),
                                   (1, 29, 0.0061, 0.1718)):  # fmt: skip
        assert wilson(part, whole) == pytest.approx((low, high), abs=5e-5)


def test_the_interval_of_a_difference() -> None:
    # Newcombe 1998, "Interval estimation for the difference between independent proportions", table II, method 10.
    published = (
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((5, 56), (0, 29), -0.0381, 0.1926),
        ((10, 10), (0, 10), 0.6075, 1.0),
    )
    for later, earlier, low, high in published:
        found = difference(earlier, later)
        assert found
        assert (found.low, found.high) == pytest.approx((low, high), abs=5e-5)
        assert found.sure == (low > 0)
    assert difference((0, 0), (1, 2)) is None


def test_equal_shares_are_rarely_told_apart() -> None:
    chance = random.Random(1)
    sure = 0
    for _ in range(400):
        groups = [(sum(chance.random() < 0.6 for _ in range(200)), 200) for _ in range(2)]
        found = difference(groups[0], groups[1])
        sure += bool(found and found.sure)
    assert sure <= 32  # 5 % would be 20


@pytest.mark.parametrize(
    ("seen", "expected", "means"),
    [
        (0, 6.9, Arrival.USUAL), (0, 7.0, Arrival.NONE), (1, 7.0, Arrival.USUAL), (4, 20.0, Arrival.USUAL),
        (3, 20.0, Arrival.FEW), (19, 100.0, Arrival.FEW), (20, 100.0, Arrival.USUAL), (0, 0.0, Arrival.USUAL),
    ],
)  # fmt: skip
def test_receipts_that_stopped(seen: int, expected: float, means: Arrival) -> None:
    assert arrival(seen, expected) is means
