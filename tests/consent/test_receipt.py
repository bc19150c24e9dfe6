"""The strict parse: what the banner sends passes, anything else is told what is wrong."""

import itertools
import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from charter_admin.banner import bundle
from charter_admin.consent.receipt import DIGEST_LENGTH, Question, Receipt, parse, question
from charter_admin.errors import Invalid
from tests.banner import charters
from tests.consent.receipts import ID, body, receipt

NOW = datetime(2026, 3, 12, 14, 5, tzinfo=UTC)
DIGEST = "0123456789abcdef"
ASKED = Question(DIGEST, frozenset({"statistics", "marketing"}), ("fr", "en"))
TIME = "2026-03-12T14:04:59.120Z"


def read(content: bytes) -> Receipt:
    """Parses against version 1."""
    return parse(content, {1: ASKED}.get, NOW)


def sent(**changed: Any) -> dict[str, Any]:
    """A good receipt, changed."""
    return receipt(DIGEST, **({"time": TIME, "id": ID} | changed))


def test_what_the_banner_sends_is_read() -> None:
    found = read(body(sent()))
    assert (found.id, found.version, found.action, found.layout) == (ID, 1, "accept_all", "bar")
    assert found.choices == {"statistics": True, "marketing": True}
    assert found.claimed_at == datetime(2026, 3, 12, 14, 4, 59, 120_000, tzinfo=UTC)


@pytest.mark.parametrize(
    ("action", "statistics", "marketing"),
    [("refuse_all", False, False), ("customise", True, False), ("customise", True, True), ("withdraw", False, True)],
)
def test_every_action_with_choices_that_agree(action: str, statistics: bool, marketing: bool) -> None:
    choices = {"statistics": statistics, "marketing": marketing}
    assert read(body(sent(action=action, choices=choices))).choices == choices


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("id", "0190b6a2-7c3e-4d7a-8a51-0f3c2b1a9d8e"),
        ("id", ID.upper()),
        ("id", f"{ID}\n"),
        ("id", 7),
        ("consent_id", "someone"),
        ("version", 2),
        ("version", True),
        ("version", 1.0),
        ("version", "1"),
        ("version", 2**70),
        ("version", -1),
        ("digest", "f" * 16),
        ("digest", "F" * 16),
        ("digest", DIGEST * 4),
        ("build", "0123456789AB"),
        ("locale", "de"),
        ("locale", "fr\x00"),
        ("action", "accept"),
        ("choices", {}),
        ("choices", {"statistics": True}),
        ("choices", {"statistics": True, "marketing": 1}),
        ("choices", {"statistics": True, "marketing": True, "more": True}),
        ("choices", [True, True]),
        ("choices", None),
        ("time", "2026-03-12T14:04:59"),
        ("time", "2026-02-30T14:04:59Z"),
        ("time", "2019-12-31T23:59:59Z"),
        ("time", "2026-03-14T14:05:00Z"),
        ("layout", "bar\ud800"),
        ("layout", ""),
    ],
)
def test_a_wrong_field_is_named(field: str, value: object) -> None:
    with pytest.raises(Invalid) as refused:
        read(body(sent(**{field: value})))
    assert refused.value.field == field


@pytest.mark.parametrize(
    ("action", "given_"),
    [("accept_all", (True, False)), ("refuse_all", (False, True)), ("withdraw", (True, True))],
)
def test_an_action_must_agree_with_its_choices(action: str, given_: tuple[bool, bool]) -> None:
    choices = dict(zip(("statistics", "marketing"), given_, strict=True))
    with pytest.raises(Invalid, match="choices say"):
        read(body(sent(action=action, choices=choices)))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"null",
        b"[]",
        b"\xff\xfe",
        b"\xef\xbb\xbf{}",
        b"{" * 4000,
        b"[" * 4000,
        body(sent()) + b"x",
        body(sent(more=1)),
        body({key: value for key, value in sent().items() if key != "layout"}),
        body(sent()).replace(b'"layout"', b'"layout": "bar", "layout"'),
        body(sent()).replace(b"true", b"NaN"),
        b'{"id": Infinity}',
        b'{"version": ' + b"9" * 4000 + b"}",
    ],
    ids=itertools.count(),  # the contents hold random ids, which two workers must not name tests by
)
def test_what_is_no_receipt_at_all(content: bytes) -> None:
    with pytest.raises(Invalid):
        read(content)


@given(st.recursive(st.none() | st.booleans() | st.floats() | st.text(), st.lists, max_leaves=5), st.data())
def test_no_value_in_any_field_is_more_than_refused(value: object, data: st.DataObject) -> None:
    fields = sent() | {data.draw(st.sampled_from(sorted(sent()))): value}
    try:
        found = read(json.dumps(fields).encode())
    except Invalid:
        return
    assert found.version == 1


@given(st.binary(max_size=4096))
def test_no_bytes_are_more_than_refused(content: bytes) -> None:
    with pytest.raises(Invalid):
        read(content)


def test_a_charter_asks_what_its_banner_asks() -> None:
    document = charters.asking()
    made = question(document)
    assert made.purposes == {"statistics", "marketing", "video"}
    assert (made.locales, len(made.digest)) == (("en", "fr"), bundle.DIGEST_LENGTH)
    assert DIGEST_LENGTH == bundle.DIGEST_LENGTH
    assert question(charters.exempt()).purposes == frozenset()


def test_nothing_asked_takes_no_receipt() -> None:
    nothing = Question(DIGEST, frozenset(), ("fr",))
    with pytest.raises(Invalid):
        parse(body(sent(choices={}, action="customise")), lambda _number: nothing, NOW)


def test_the_border_of_time_is_a_day_ahead() -> None:
    at = NOW + timedelta(days=1)
    assert read(body(sent(time=at.strftime("%Y-%m-%dT%H:%M:%SZ")))).claimed_at == at
