"""Telling a flood from visitors, without keeping who they are.

Whoever sends is known by a keyed hash of the platform and the network (the first 24 bits of an IPv4 address, 48 of an
IPv6 one). Key and counts are in memory only; both are forgotten at midnight, and nothing of them is written anywhere.
"""

import secrets
import socket
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from hashlib import blake2b
from ipaddress import ip_address
from threading import Lock

from charter_admin import clock

COUNTED, ASIDE, REFUSED = "counted", "aside", "refused"
NETWORKS = 50_000
_NETWORK = {4: 3, 6: 6}  # bytes that name a network
_MAPPED = bytes(10) + b"\xff\xff"  # an IPv4 address in IPv6's clothes (RFC 4291, section 2.5.5.2)


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
    packed = _packed(address.strip())
    if packed is None or not _is_public(packed):
        return ""
    return packed.hex()


def _packed(address: str) -> bytes | None:
    """The bytes of the address that name its network."""
    try:
        if ":" not in address:
            return socket.inet_pton(socket.AF_INET, address)[: _NETWORK[4]]
        whole = socket.inet_pton(socket.AF_INET6, address)
    except (OSError, ValueError):  # ValueError: with a NUL, or not ASCII
        return None
    if whole[:12] == _MAPPED:
        return whole[12 : 12 + _NETWORK[4]]
    return whole[: _NETWORK[6]]


@lru_cache(NETWORKS)
def _is_public(network: bytes) -> bool:
    """Whether it is of the internet. All addresses of one network are, or none."""
    size = 4 if len(network) == _NETWORK[4] else 16
    return ip_address(network.ljust(size, b"\0")).is_global
