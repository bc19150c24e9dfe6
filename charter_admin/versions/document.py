"""The charter as one frozen value, its canonical JSON and its two digests.

Everything a visitor is shown (page, banner, JSON) is made from this value alone.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from functools import cached_property, lru_cache
from hashlib import sha256
from typing import Any

from charter_admin.versions.banner import Banner, banner_of

FORMAT = 2
Localized = Mapping[str, str]


@dataclass(frozen=True)
class Contact:
    """How to reach the controller; empty strings where nothing was declared."""

    email: str = ""
    url: str = ""
    address: str = ""


@dataclass(frozen=True)
class Site:
    """The platform as the charter names it."""

    public_id: str
    name: str
    domains: tuple[str, ...]
    default_locale: str
    locales: tuple[str, ...]
    controller: str
    contact: Contact
    dpo: str


@dataclass(frozen=True)
class Purpose:
    """A unit of consent. `basis` is effective on this platform: `consent` if any service here needs it."""

    key: str
    name: Localized
    description: Localized
    basis: str


@dataclass(frozen=True)
class Provider:
    """Who supplies services; `country` is an ISO 3166-1 alpha-2 code or empty."""

    key: str
    name: str
    country: str
    policy_url: str


@dataclass(frozen=True)
class Duration:
    """How long a tracker stays; `text` is what the operator wrote, where the structure cannot say it."""

    kind: str
    amount: int | None
    unit: str | None
    text: Localized


@dataclass(frozen=True)
class Cookie:
    """One declared tracker; `pattern` tells whether `name` holds wildcards."""

    name: str
    pattern: bool
    storage: str
    host: str
    party: str
    duration: Duration
    purpose: Localized


@dataclass(frozen=True)
class Service:
    """A service in use on the platform, with its legal basis here."""

    key: str
    purpose: str
    provider: str
    basis: str
    name: Localized
    location: Localized
    hosts: tuple[str, ...]
    cookies: tuple[Cookie, ...]

    @cached_property
    def canonical(self) -> bytes:
        """Its bytes in `to_json`; they stand in the charter of every platform that uses the service alike."""
        return _canonical({field.name: getattr(self, field.name) for field in fields(self)})

    def __hash__(self) -> int:
        """Equal services have equal bytes, whose hash is computed once."""
        return hash(self.canonical)


@dataclass(frozen=True)
class Text:
    """A section of the charter; `body` is Markdown."""

    key: str
    title: Localized
    body: Localized


@dataclass(frozen=True)
class Document:
    """A whole charter. Equal drafts give equal documents, and so equal digests."""

    platform: Site
    purposes: tuple[Purpose, ...]
    providers: tuple[Provider, ...]
    services: tuple[Service, ...]
    texts: tuple[Text, ...]
    banner: Banner = field(default_factory=Banner)
    format: int = FORMAT

    @property
    def asks(self) -> bool:
        """Whether anything here needs the visitor's consent."""
        return any(purpose.basis == "consent" for purpose in self.purposes)

    @cached_property
    def canonical(self) -> bytes:
        """See `to_json`. Kept, as one publication asks for it ten times."""
        parts = ((field.name, getattr(self, field.name)) for field in fields(self))
        return b"{%b}" % b",".join(b'"%b":%b' % (name.encode(), _piece(value)) for name, value in sorted(parts))

    @cached_property
    def digest(self) -> str:
        """See the function of this name."""
        return sha256(self.canonical).hexdigest()


def to_json(document: Document) -> bytes:
    """Canonical bytes: keys sorted, no white space, UTF-8, no NaN. The same value always gives the same bytes."""
    return document.canonical


def digest(document: Document) -> str:
    """SHA-256 (hex) of the content: neither number nor date nor author are in it."""
    return document.digest


def consent_digest(document: Document) -> str:
    """SHA-256 (hex) of what consent was asked for: services needing it, their purposes and providers, by key.

    A corrected text changes nothing here; a new recipient or purpose does (GDPR art. 4(11): consent is specific).
    """
    asked = sorted([s.key, s.purpose, s.provider] for s in document.services if s.basis == "consent")
    return sha256(_canonical(asked)).hexdigest()


def from_json(data: bytes) -> Document:
    """The document that `to_json` wrote."""
    raw = json.loads(data)
    return Document(
        platform=_site(raw["platform"]),
        purposes=tuple(Purpose(**item) for item in raw["purposes"]),
        providers=tuple(Provider(**item) for item in raw["providers"]),
        services=tuple(_service(item) for item in raw["services"]),
        texts=tuple(Text(**item) for item in raw["texts"]),
        banner=banner_of(raw.get("banner")),  # charters of format 1 have none
        format=raw["format"],
    )


def as_stored(document: Document) -> Document:
    """The value that `from_json` reads from the document's bytes, without reading its services once more."""
    apart = from_json(to_json(replace(document, services=())))
    return replace(apart, services=tuple(map(_stored, document.services)))


def localized(texts: Localized, locale: str, default: str) -> str:
    """The text in `locale`, else in the platform's default language, else in any, else empty."""
    return texts.get(locale) or texts.get(default) or next((t for t in texts.values() if t), "")


def _piece(value: Any) -> bytes:
    """The canonical bytes of a part. A service says them once: platforms that use it alike share the value."""
    if isinstance(value, tuple):
        if value and isinstance(value[0], Provider):
            return _providers(value)
        return b"[%b]" % b",".join(map(_piece, value))
    return value.canonical if isinstance(value, Service) else _canonical(value)


@lru_cache(maxsize=1024)
def _providers(providers: tuple[Provider, ...]) -> bytes:
    """Kept: many platforms have the same."""
    return b"[%b]" % b",".join(map(_canonical, providers))


def _canonical(value: Any) -> bytes:
    # `vars` opens a dataclass where the encoder meets it: a tenth of the time of copying the whole first (`asdict`).
    options: dict[str, Any] = {"sort_keys": True, "separators": (",", ":"), "ensure_ascii": False, "allow_nan": False}
    return json.dumps(value, default=vars, **options).encode()


def _site(raw: dict[str, Any]) -> Site:
    lists = {"domains": tuple(raw["domains"]), "locales": tuple(raw["locales"])}
    return Site(**(raw | lists | {"contact": Contact(**raw["contact"])}))


@lru_cache(maxsize=4096)
def _stored(service: Service) -> Service:
    return _service(json.loads(service.canonical))


def _service(raw: dict[str, Any]) -> Service:
    cookies = tuple(Cookie(**(item | {"duration": Duration(**item["duration"])})) for item in raw["cookies"])
    return Service(**(raw | {"hosts": tuple(raw["hosts"]), "cookies": cookies}))
