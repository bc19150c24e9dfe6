"""What may be stored and what is refused, with the field it belongs to."""

from collections.abc import Callable
from typing import Any

import pytest

from charter_admin import values
from charter_admin.errors import Invalid


@pytest.mark.parametrize(
    ("check", "given", "kept"),
    [
        (values.optional, "  Métropole\tde Rives ", "Métropole de Rives"),
        (values.optional, "e\N{COMBINING ACUTE ACCENT}", "é"),
        (values.lines, " 1 quai\r\n69000 Rives ", "1 quai\n69000 Rives"),
        (values.country, "fr", "FR"),
        (values.country, "", ""),
        (values.url, "https://www.example.org/a?b=c#d", "https://www.example.org/a?b=c#d"),
        (values.url, " ", ""),
        (values.email, "dpo@example.org", "dpo@example.org"),
        (values.host, "HTTPS://Data.Example.org/accueil?x=1", "data.example.org"),
        (values.host, ".example.org", "example.org"),
        (values.host, "localhost:8081", "localhost:8081"),
        (values.host, "//cdn.example.org", "cdn.example.org"),
        (values.host, "préfecture.example", "xn--prfecture-c4a.example"),
        (values.host, "", ""),
        (values.locale, "fr", "fr"),
    ],
)
def test_is_kept(check: Callable[[str, str], str], given: str, kept: str) -> None:
    assert check("field", given) == kept


@pytest.mark.parametrize(
    ("check", "given"),
    [
        (values.optional, "a\0b"),
        (values.optional, "half \ud800 pair"),
        (values.optional, "two\nlines"),
        (values.optional, "x" * 301),
        (values.required, " "),
        (values.lines, "bell \a"),
        (values.required_lines, "\n"),
        (values.country, "FRA"),
        (values.url, "javascript:alert(1)"),
        (values.url, "https://"),
        (values.url, "https://a b"),
        (values.url, "https://me:secret@example.org"),
        (values.url, "https://[::1"),
        (values.url, "www.example.org"),
        (values.email, "dpo.example.org"),
        (values.email, "a@b@c"),
        (values.host, "exam ple.org"),
        (values.host, "example.org:99999"),
        (values.host, "example.org:"),
        (values.host, "https://"),
        (values.host, "-a.example"),
        (values.host, "a..b"),
        (values.host, "x" * 64 + ".org"),
        (values.locale, "tlh"),
    ],
)
def test_is_refused_beside_its_field(check: Callable[[str, str], str], given: str) -> None:
    with pytest.raises(Invalid) as refusal:
        check("field", given)
    assert refusal.value.field == "field"


def test_localized_drops_empty_texts_and_refuses_unknown_languages() -> None:
    assert values.localized("name", {"fr": " Oui ", "en": " "}) == {"fr": "Oui"}
    with pytest.raises(Invalid):
        values.localized("name", {"xx": "?"})


def test_a_name_needs_one_language() -> None:
    assert values.named("name", {"en": "Yes", "fr": ""}) == {"en": "Yes"}
    with pytest.raises(Invalid):
        values.named("name", {"en": "", "fr": " "})


def test_hosts_are_kept_once_in_order() -> None:
    assert values.hosts("hosts", ["b.org", "", "https://a.org/", "B.org"]) == ["b.org", "a.org"]


def test_printable_leaves_nothing_that_is_refused() -> None:
    text: Any = values.printable("a\0b\ud800c\x07\td\n")
    assert text == "abc\td\n"
    assert values.lines("field", text) == "abc\td"
