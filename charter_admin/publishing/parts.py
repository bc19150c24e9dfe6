"""What a charter says, part by part, as digests: where two charters differ, without reading both. Pure.

A part that the catalogue makes holds nothing of the platform: how a service is used is a part of its own.
"""

import json
from collections.abc import Iterator, Mapping
from functools import lru_cache
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
    return _of_service(service.canonical)[0]


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
        told, used = _of_service(service.canonical)
        yield f"service/{service.key}", told
        yield f"usage/{service.key}", used
    for text in document.texts:
        yield f"text/{text.key}", _digest(text)


@lru_cache(maxsize=4096)
def _of_service(canonical: bytes) -> tuple[str, str]:
    """The digests of a service and of its use. Kept: hundreds of charters tell the same of it."""
    said = json.loads(canonical)
    use = [said.pop("location"), said.pop("basis")]
    return _digest(said), _digest(use)


def _digest(value: Any) -> str:
    text = json.dumps(value, default=vars, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return sha256(text.encode()).hexdigest()[:LENGTH]
