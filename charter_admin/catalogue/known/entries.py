"""The entries of the library, read once from the files in `data/`. Their form is in `schema.json`."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data"
SCHEMA = Path(__file__).with_name("schema.json")
LOCALES = ("fr", "en")
UNDOCUMENTED = "Widely known, no document found"
PURPOSES = ("necessary", "preferences", "statistics", "marketing")


@dataclass(frozen=True)
class Entry:
    """One tracker: `name` is exact or a pattern (see catalogue/names), `purpose` the key of a standard purpose.

    `hosts` are those the service's scripts and frames come from, `host` the domain the tracker is set for where that
    is not the website's. Where `self_hosted`, the website and not the publisher of the software receives the data.
    `own` marks what an organization added.
    """

    name: str
    provider: str
    service: str
    purpose: str
    duration: str
    description: Mapping[str, str]
    source: str
    country: str = ""
    policy_url: str = ""
    hosts: tuple[str, ...] = ()
    storage: str = "cookie"
    party: str = "first"
    host: str = ""
    self_hosted: bool = False
    own: bool = False


def files() -> list[Path]:
    """The data files, in a fixed order."""
    return sorted(DATA.glob("*.toml"))


@cache
def entries() -> tuple[Entry, ...]:
    """Every entry of the library."""
    return tuple(entry for path in files() for entry in read(tomllib.loads(path.read_text(encoding="utf-8"))))


def read(data: Mapping[str, Any]) -> Iterator[Entry]:
    """The entries of one file: a cookie says what it does not share with its service, a service with its provider."""
    for provider in data["provider"]:
        for service in provider["service"]:
            yield from (_entry(provider, service, cookie) for cookie in service["cookie"])


def _entry(provider: Mapping[str, Any], service: Mapping[str, Any], cookie: Mapping[str, Any]) -> Entry:
    rest = {name: cookie[name] for name in ("storage", "party", "host") if name in cookie}
    return Entry(
        name=cookie["name"],
        provider=provider["name"],
        country=provider["country"],
        policy_url=provider["policy_url"],
        service=service["name"],
        hosts=tuple(service["hosts"]),
        self_hosted=service.get("self_hosted", False),
        purpose=cookie.get("purpose", service["purpose"]),
        source=cookie.get("source", service["source"]),
        duration=cookie["duration"],
        description={locale: cookie[locale] for locale in LOCALES},
        **rest,
    )
