"""Floods are told from visitors, senders are served in turn, and websites speak for themselves only. All pure."""

from dataclasses import dataclass

import pytest

from charter_admin.consent.fair_queue import FairQueue
from charter_admin.consent.limits import ASIDE, COUNTED, NETWORK, NETWORK_ASIDE, PLATFORM, REFUSED, Limits, network_of
from charter_admin.consent.origin import belongs
from charter_admin.consent.receipt import Question

PUBLIC = "8.8.8.8"


@dataclass
class Watch:
    """A clock that stands still until it is told."""

    seconds: float = 0.0

    def __call__(self) -> float:
        return self.seconds


def test_a_network_that_floods_is_set_aside_then_refused_and_others_are_counted() -> None:
    watch = Watch()
    limits = Limits(watch)
    found = [limits.judge("rives", PUBLIC) for _ in range(int(NETWORK_ASIDE.burst) + 1)]
    counted = int(NETWORK.burst)
    assert found == [COUNTED] * counted + [ASIDE] * (len(found) - counted - 1) + [REFUSED]
    assert limits.judge("rives", "8.8.8.9") == REFUSED  # of the same network
    assert limits.judge("rives", "8.8.4.4") == COUNTED
    assert limits.judge("monts", PUBLIC) == COUNTED
    watch.seconds += NETWORK_ASIDE.burst / NETWORK.per_second
    assert limits.judge("rives", PUBLIC) == COUNTED


def test_a_platform_flooded_from_everywhere_is_set_aside() -> None:
    limits = Limits(Watch())
    found = {limits.judge("rives", f"8.{n >> 8 & 255}.{n & 255}.1") for n in range(int(PLATFORM.burst))}
    assert found == {COUNTED}
    assert limits.judge("rives", "9.9.9.9") == ASIDE
    assert limits.judge("monts", "9.9.9.9") == COUNTED


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("8.8.8.8", "8.8.8.200", True),
        ("8.8.8.8", "8.8.9.8", False),
        ("2a00:1450:4007::1", "2a00:1450:4007:ffff::9", True),
        ("2a00:1450:4007::1", "2a00:1450:4008::1", False),
        ("::ffff:8.8.8.8", "8.8.8.9", True),
    ],
)
def test_the_networks(one: str, other: str, same: bool) -> None:
    assert (network_of(one) == network_of(other)) is same
    assert network_of(one)


@pytest.mark.parametrize("address", ["", "unix:", "127.0.0.1", "10.1.2.3", "::1", "fe80::1%eth0", "8.8.8.8, 9.9.9.9"])
def test_addresses_that_say_nothing_about_the_visitor(address: str) -> None:
    assert network_of(address) == ""


def test_senders_are_served_in_turn_and_none_takes_more_than_half() -> None:
    queue: FairQueue[str] = FairQueue(8)
    assert [queue.put("flood", f"flood {n}") for n in range(6)] == [True] * 4 + [False] * 2
    assert queue.put("small", "small 0")
    assert queue.take(3, 0) == ["flood 0", "small 0", "flood 1"]
    queue.close()
    assert not queue.put("small", "small 1")
    assert queue.take(9, 60) == ["flood 2", "flood 3"]
    assert queue.take(9, 60) == []  # at once: a closed queue gets nothing more


@pytest.mark.parametrize(
    ("origin", "right"),
    [
        (None, True),
        ("https://www.rives.example", True),
        ("http://www.rives.example:8080", True),
        ("https://shop.www.rives.example", True),
        ("https://WWW.RIVES.EXAMPLE", True),
        ("https://rives.example", False),
        ("https://evilwww.rives.example", False),
        ("https://www.rives.example.evil.example", False),
        ("http://localhost:8001", True),
        ("http://localhost:8002", False),
        ("http://localhost", False),
        ("https://www.xn--val-dma.example", True),
        ("null", False),
        ("", False),
        ("https://[", False),
        ("ftp://www.rives.example", False),
    ],
)
def test_origins(origin: str | None, right: bool) -> None:
    asked = Question("", frozenset(), (), ("www.rives.example", "localhost:8001", "www.valé.example"))
    assert belongs(origin, asked) is right


def test_a_domain_of_either_version_will_do() -> None:
    before, now = (Question("", frozenset(), (), (name,)) for name in ("old.example", "new.example"))
    assert belongs("https://new.example", before, now)
    assert not belongs("https://new.example", before, None)
    assert belongs("https://new.example", Question("", frozenset(), ()))
