"""What the person about to publish is told."""

from dataclasses import replace

from charter_admin.publishing.changes import Difference, changes
from charter_admin.versions.document import Text
from tests.banner import charters

WHOLE = charters.asking()


def test_equal_charters_have_no_changes() -> None:
    assert changes(WHOLE, charters.asking(), "en") == ()


def test_what_comes_and_goes_is_named_in_the_readers_language() -> None:
    fewer = replace(WHOLE, purposes=WHOLE.purposes[:-1], services=WHOLE.services[:-1])
    gone = [(c.kind, c.action, c.label) for c in changes(WHOLE, fewer, "fr")]
    assert gone == [("purpose", "removed", "Vidéos"), ("service", "removed", "Video player")]
    assert [c.action for c in changes(fewer, WHOLE, "fr")] == ["added", "added"]


def test_a_change_says_before_and_after() -> None:
    service = WHOLE.services[1]
    cookie = replace(service.cookies[0], duration=replace(service.cookies[0].duration, amount=6))
    changed = replace(service, basis="consent", cookies=(cookie,))
    after = replace(WHOLE, services=(WHOLE.services[0], changed, *WHOLE.services[2:]))
    found = changes(WHOLE, after, "en")
    assert [(c.kind, c.label) for c in found] == [("service", "Matomo"), ("cookie", "_pk_id.*")]
    assert found[0].differences == (Difference("basis", "", "exempt", "consent"),)
    assert found[1].differences == (Difference("duration.amount", "", "13", "6"),)


def test_texts_and_settings() -> None:
    text = Text("what", {"en": "What?"}, {"en": "This."})
    site = replace(WHOLE.platform, domains=("a.example", "b.example"))
    found = changes(
        replace(WHOLE, texts=(text,)), replace(WHOLE, texts=(replace(text, body={"en": "That."}),), platform=site), "en"
    )
    assert [(c.kind, c.action) for c in found] == [("setting", "changed"), ("text", "changed")]
    assert found[0].differences == (Difference("domains", "", "www.rives.example", "a.example, b.example"),)
    assert found[1].differences == (Difference("body", "en", "This.", "That."),)


def test_the_same_name_twice_is_two_cookies() -> None:
    service = WHOLE.services[0]
    twice = replace(service, cookies=service.cookies * 2)
    assert [
        (c.kind, c.action) for c in changes(WHOLE, replace(WHOLE, services=(twice, *WHOLE.services[1:])), "en")
    ] == [("cookie", "added")]


def test_another_order_is_a_change_too() -> None:
    turned = replace(WHOLE, purposes=WHOLE.purposes[::-1])
    assert [(c.kind, c.action) for c in changes(WHOLE, turned, "en")] == [("order", "changed")]
