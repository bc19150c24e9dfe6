"""What a charter says, part by part, as digests: where two charters differ, without reading both. Pure.

A part that the catalogue makes holds nothing of the platform: how a service is used is a part of its own.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from hashlib import sha256
from typing import Any

from charter_admin.versions.document import Document, Provider, Purpose, Service

LENGTH = 16  # hexadecimal digits: compared with one other, never searched among many
Parts = Mapping[str, str]


def parts(document: Document) -> dict[str, str]:
    """The digest of each part under `<kind>/<key>`.

    Kinds are `setting`, `banner`, `purpose`, `provider`, `service` with its cookies, `usage` and `text`.
    """
    return dict(_parts(document))


def of_purpose(purpose: Purpose) -> str:
    """The digest of a purpose, with its basis on the platform."""
    return _digest(purpose)


def of_provider(provider: Provider) -> str:
    """The digest of a provider."""
    return _digest(provider)


def of_service(service: Service) -> str:
    """The digest of a service with its cookies, but not of how the platform uses it."""
    return _digest(replace(service, location={}, basis=""))


def differing(old: Parts, new: Parts) -> Iterator[tuple[str, str, str]]:
    """What happened to each part that differs: (`added`, `removed` or `changed`, kind, key)."""
    for name in dict.fromkeys((*new, *old)):
        if old.get(name) != new.get(name):
            action = "added" if name not in old else "removed" if name not in new else "changed"
            kind, _, key = name.partition("/")
            yield action, kind, key


def _parts(document: Document) -> Iterator[tuple[str, str]]:
    yield "setting/", _digest(document.platform)
    yield "banner/", _digest(document.banner)
    for purpose in document.purposes:
        yield f"purpose/{purpose.key}", of_purpose(purpose)
    for provider in document.providers:
        yield f"provider/{provider.key}", of_provider(provider)
    for service in document.services:
        yield f"service/{service.key}", of_service(service)
        yield f"usage/{service.key}", _digest([dict(service.location), service.basis])
    for text in document.texts:
        yield f"text/{text.key}", _digest(text)


def _digest(value: Any) -> str:
    text = json.dumps(value, default=vars, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return sha256(text.encode()).hexdigest()[:LENGTH]
