"""The size of the banner: everything a visitor loads, for the platform of the benchmark."""

import brotli
import pytest

from charter_admin.i18n import VISITOR_LOCALES
from tests.bench.banner import platform

# Bytes, as brotli sends them: with the standard features, and with every optional one.
BUDGET = 7_000
WHOLE_BUDGET = 10_000


def test_platform_is_the_one_the_budget_is_for() -> None:
    purposes = platform.facts()["purposes"]
    services = [service for purpose in purposes for service in purpose["services"]]
    deleted = [c for purpose in purposes if purpose["asks"] for s in purpose["services"] for c in s["cookies"]]
    assert (len(purposes), len(services), len(deleted), len(set(deleted))) == (4, 12, 30, 30)


def test_everything_a_visitor_loads_stays_within_the_budget() -> None:
    assert len(brotli.compress(platform.ours(), quality=11)) <= BUDGET


@pytest.mark.parametrize("locale", VISITOR_LOCALES)
def test_every_optional_feature_together_stays_within_its_budget(locale: str) -> None:
    assert len(brotli.compress(platform.ours(platform.EVERYTHING, locale), quality=11)) <= WHOLE_BUDGET
