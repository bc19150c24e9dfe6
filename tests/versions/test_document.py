"""Canonical JSON and the two digests."""

import json
from dataclasses import replace
from hashlib import sha256

import pytest

from charter_admin.versions.document import consent_digest, digest, from_json, localized, to_json
from tests.banner import charters

WHOLE = charters.asking()


def test_the_bytes_are_canonical() -> None:
    content = to_json(WHOLE)
    again = json.dumps(json.loads(content), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert content == again.encode()
    assert "Strictement nécessaires".encode() in content


def test_the_order_of_languages_changes_nothing() -> None:
    turned = replace(WHOLE.purposes[0], name=dict(reversed(list(WHOLE.purposes[0].name.items()))))
    assert to_json(replace(WHOLE, purposes=(turned, *WHOLE.purposes[1:]))) == to_json(WHOLE)


def test_what_is_not_json_is_refused() -> None:
    with pytest.raises(ValueError, match="JSON"):
        to_json(replace(WHOLE, format=float("nan")))  # type: ignore[arg-type]


def test_reading_gives_the_value_back() -> None:
    assert from_json(to_json(WHOLE)) == WHOLE
    assert digest(WHOLE) == sha256(to_json(WHOLE)).hexdigest()


def test_the_consent_digest_covers_keys_of_what_asks() -> None:
    renamed = replace(WHOLE, services=tuple(replace(s, name={"en": "x"}, cookies=()) for s in WHOLE.services))
    assert consent_digest(renamed) == consent_digest(WHOLE)
    turned = replace(WHOLE, services=WHOLE.services[::-1])
    assert consent_digest(turned) == consent_digest(WHOLE)
    for field in ("key", "purpose", "provider", "basis"):
        asking = WHOLE.services[2]
        changed = {
            "key": replace(asking, key="x"),
            "purpose": replace(asking, purpose="x"),
            "provider": replace(asking, provider="x"),
            "basis": replace(asking, basis="exempt"),
        }[field]
        assert consent_digest(replace(WHOLE, services=(changed, *WHOLE.services[3:]))) != consent_digest(
            replace(WHOLE, services=WHOLE.services[2:])
        )


def test_texts_fall_back() -> None:
    texts = {"fr": "oui", "en": "yes"}
    assert [localized(texts, locale, "fr") for locale in ("en", "de")] == ["yes", "oui"]
    assert localized({"en": "yes"}, "de", "fr") == "yes"
    assert localized({}, "de", "fr") == ""
