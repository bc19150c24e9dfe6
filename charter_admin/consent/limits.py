"""Telling a flood from visitors, without keeping who they are.

Whoever sends is known by a keyed hash of the platform and the network (the first 24 bits of an IPv4 address, 48 of an
IPv6 one). Key and counts are in memory only; both are forgotten at midnight, and nothing of them is written anywhere.
"""

import secrets
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from ipaddress import IPv4Address, IPv6Address, ip_address
from threading import Lock

from charter_admin import clock

COUNTED, ASIDE, REFUSED = "counted", "aside", "refused"
NETWORKS = 50_000


@dataclass(frozen=True)
class Limit:
    """A bucket that leaks: so many at once, and so many a second for as long as one likes."""

    burst: float
    per_second: float


# A school or a ministry is one network: everybody there may open the page on Monday at nine.
NETWORK = Limit(300, 2)
# What is set aside is kept, and disks are finite: ten times as much is nobody's visitors.
NETWORK_ASIDE = Limit(3000, 2)
PLATFORM = Limit(20_000, 200)


class Limits:
    """What one process has received lately. `seconds` is a monotonic clock."""

    def __init__(self, seconds: Callable[[], float] = time.monotonic) -> None:
        self._seconds = seconds
        self._day: date | None = None
        self._key = b""
        self._levels: OrderedDict[bytes, tuple[float, float]] = OrderedDict()
        self._lock = Lock()

    def judge(self, public_id: str, address: str) -> str:
        """COUNTED, ASIDE for a part of a flood, or REFUSED for too much of one."""
        network = network_of(address)
        with self._lock:
            self._forget_yesterday()
            whole = self._level(public_id, "", PLATFORM)
            own = self._level(public_id, network, NETWORK) if network else 0.0
        if own > NETWORK_ASIDE.burst:
            return REFUSED
        return ASIDE if own > NETWORK.burst or whole > PLATFORM.burst else COUNTED

    def _forget_yesterday(self) -> None:
        today = clock.now().date()
        if today != self._day:
            self._day, self._key = today, secrets.token_bytes(32)
            self._levels.clear()

    def _level(self, public_id: str, network: str, limit: Limit) -> float:
        """How full the bucket is with this one, which is poured in only while it is not refused."""
        name = blake2b(f"{public_id} {network}".encode(), key=self._key, digest_size=16).digest()
        now = self._seconds()
        level, before = self._levels.pop(name, (0.0, now))
        level = max(level - (now - before) * limit.per_second, 0.0) + 1
        kept = min(level, max(limit.burst, NETWORK_ASIDE.burst))
        self._levels[name] = (kept, now)
        if len(self._levels) > NETWORKS:
            self._levels.popitem(last=False)
        return level


def network_of(address: str) -> str:
    """The network an address is limited with; empty for an address that says nothing about the visitor.

    That is what cannot be read, and an address of no public network: a proxy of ours that was not declared, behind
    which everybody would share one limit.
    """
    try:
        found: IPv4Address | IPv6Address | None = ip_address(address.strip())
    except ValueError:
        return ""
    if isinstance(found, IPv6Address):
        found = found.ipv4_mapped or found
    if found is None or not found.is_global:
        return ""
    bits = 24 if found.version == 4 else 48
    return f"{found.version}:{int(found) >> (found.max_prefixlen - bits):x}"
