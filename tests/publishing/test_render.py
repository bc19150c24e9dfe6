"""The finished bytes: what they say, what they never hold, and that they do not vary."""

import json
import re
from base64 import b64encode
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from hashlib import sha256

import pytest
from selectolax.lexbor import LexborHTMLParser

from charter_admin.publishing.page import site_address
from charter_admin.publishing.render import Edition, artefacts, page, record
from charter_admin.versions.document import Contact, Document, Provider, Text, digest, from_json, to_json
from tests.banner import charters

AT = datetime(2026, 3, 12, 14, 5, 33, 123_456, tzinfo=UTC)
EDITION = Edition(4, AT, "0123456789ab")


def html(document: Document, locale: str = "en") -> LexborHTMLParser:
    """The page, parsed."""
    return LexborHTMLParser(page(document, EDITION, locale))


def words(document: Document, locale: str = "en") -> str:
    """All text of the page's body."""
    body = html(document, locale).body
    assert body is not None
    return " ".join(body.text().split())


def test_every_artefact_is_there_and_never_varies() -> None:
    document = charters.long()
    first, again = (list(artefacts(one, EDITION)) for one in (document, from_json(to_json(document))))
    assert [(a.kind, a.locale) for a in first] == [
        ("page", "en"),
        ("banner", "en"),
        ("page", "fr"),
        ("banner", "fr"),
        ("json", ""),
    ]
    assert first == again


def test_the_time_zone_of_whoever_renders_does_not_matter() -> None:
    elsewhere = Edition(4, AT.astimezone(timezone(timedelta(hours=9))), EDITION.build)
    assert list(artefacts(charters.asking(), EDITION)) == list(artefacts(charters.asking(), elsewhere))


def test_the_page_asks_for_nothing_else() -> None:
    tree = html(charters.asking())
    assert not tree.css("img, iframe, object, link[rel=stylesheet], [style]")
    # But for the visitor's own receipts, which the same origin gives.
    assert [script.attributes["src"] for script in tree.css("script")] == ["/c/choice.js"]
    assert [form.attributes["action"] for form in tree.css("form")] == ["/c/rives01/receipts"]
    assert [link.attributes["href"] for link in tree.css("link[rel=icon]")] == ["data:,"]
    assert "url(" not in tree.css("style")[0].text()
    assert "@import" not in tree.css("style")[0].text()


def test_its_policy_allows_its_own_style_only() -> None:
    content = page(charters.asking(), EDITION, "en")
    style = re.search(rb"<style>(.*?)</style>", content, re.DOTALL)
    assert style
    allowed = b64encode(sha256(style[1]).digest()).decode()
    policy = html(charters.asking()).css("meta[http-equiv=Content-Security-Policy]")[0].attributes["content"]
    assert policy
    assert f"style-src 'sha256-{allowed}'" in policy
    assert policy.startswith("default-src 'none'")


def test_links_of_the_page_are_absolute_in_path_only() -> None:
    found = [str(a.attributes["href"]) for a in html(charters.asking()).css("a")]
    ours = [href for href in found if href.startswith("/")]
    assert set(ours) == {"/c/rives01/en/", "/c/rives01/fr/", "/c/rives01/v/4/charter.json"}
    assert "https://www.rives.example/#charter-open" in found


def test_the_table_says_every_fact() -> None:
    tree = html(charters.asking())
    heads = [cell.text() for cell in tree.css("table[aria-labelledby=p-statistics] thead th")]
    assert heads == [
        "Provider",
        "Service and location",
        "Name of the cookie",
        "Purpose",
        "Duration",
        "First or third party",
        "Storage",
    ]
    rows = [" ".join(row.text().split()) for row in tree.css("table[aria-labelledby=p-statistics] tbody tr")]
    assert len(rows) == 3
    assert "Exempt from consent" in rows[0]
    for fact in (
        "Google Ireland Ltd",
        "Ireland",
        "Google Analytics",
        "All pages",
        "_ga_<id>",
        "13 months",
        "First party",
    ):
        assert fact in rows[1]


def test_a_service_without_cookies_is_named_too() -> None:
    row = html(charters.asking()).css("table[aria-labelledby=p-video] tbody tr")[0].text()
    assert "Video player" in row
    assert "No cookie declared" in row


def test_the_page_says_whether_it_needs_consent() -> None:
    asking, exempt = words(charters.asking()), words(charters.exempt())
    assert "Needs your consent" in asking
    assert "Nothing on this site needs your consent" not in asking
    assert "Nothing on this site needs your consent" in exempt
    assert "Needs your consent" not in exempt
    nothing = replace(charters.exempt(), purposes=(), services=(), providers=())
    assert "No cookie and no other tracker is declared" in words(nothing)


def test_version_date_and_digest_are_on_the_page() -> None:
    text = words(charters.asking())
    assert "Version 4, published on March 12, 2026" in text
    assert digest(charters.asking())[:16] in text
    moment = html(charters.asking()).css("time")[0].attributes["datetime"]
    assert moment == "2026-03-12T14:05:33Z"


def test_without_a_domain_the_way_back_is_told_in_words() -> None:
    whole = charters.asking()
    lost = replace(whole, platform=replace(whole.platform, domains=()))
    assert "#charter-open" not in page(lost, EDITION, "en").decode()
    assert "go back to the site" in words(lost)


@pytest.mark.parametrize(
    ("domain", "address"),
    [
        ("www.rives.example", "https://www.rives.example"),
        ("www.rives.example:8443", "https://www.rives.example:8443"),
        ("localhost:5000", "http://localhost:5000"),
        ("demo.localhost", "http://demo.localhost"),
        ("127.0.0.1:8001", "http://127.0.0.1:8001"),
        ("localhost.example", "https://localhost.example"),
    ],
)
def test_the_address_of_the_site(domain: str, address: str) -> None:
    assert site_address(domain) == address


def test_a_text_in_another_language_says_so() -> None:
    whole = charters.asking()
    text = Text("what", {"fr": "Un cookie ?"}, {"fr": "Une *suite* de lettres."})
    tree = html(replace(whole, texts=(text,)))
    assert [span.attributes["lang"] for span in tree.css("h2#what span")] == ["fr"]
    assert [prose.attributes["lang"] for prose in tree.css("section[aria-labelledby=what] .prose")] == ["fr"]
    assert not html(replace(whole, texts=(text,)), "fr").css("section[aria-labelledby=what] [lang]")


def test_a_language_we_have_no_words_for_is_marked() -> None:
    whole = charters.asking()
    named = replace(whole.purposes[0], name={"ar": "ضروري"})
    arabic = replace(whole, platform=replace(whole.platform, locales=("ar",), default_locale="ar"))
    tree = html(replace(arabic, purposes=(named, *whole.purposes[1:])), "ar")
    root = tree.css("html")[0].attributes
    assert (root["lang"], root["dir"]) == ("ar", "rtl")
    body = tree.css("body")[0].attributes
    assert (body["lang"], body["dir"]) == ("en", "ltr")
    heading = tree.css("#p-necessary")[0].attributes
    assert (heading["lang"], heading["dir"]) == ("ar", "rtl")


def test_nothing_declared_can_break_out() -> None:
    evil = "</style><script>alert(1)</script><img src=x onerror=alert(1)>\"'"
    whole = charters.asking()
    site = replace(whole.platform, name=evil, controller=evil, dpo=evil, contact=Contact("a@b.example", "", evil))
    purposes = tuple(replace(p, name={"en": evil}, description={"en": evil}) for p in whole.purposes)
    providers = tuple(Provider(p.key, evil, "FR", "") for p in whole.providers)
    services = tuple(
        replace(s, name={"en": evil}, location={"en": evil}, cookies=tuple(replace(c, name=evil) for c in s.cookies))
        for s in whole.services
    )
    text = Text("intro", {"en": evil}, {"en": evil})
    tree = html(Document(site, purposes, providers, services, (text,)))
    assert not tree.css("script:not([src='/c/choice.js']), img, [onerror]")
    assert len(tree.css("style")) == 1


def test_the_record_holds_the_document_as_it_was_digested() -> None:
    document = charters.asking()
    content = record(document, EDITION)
    found = json.loads(content)
    assert to_json(document) in content
    assert sha256(to_json(document)).hexdigest() == found["digest"]
    assert (found["format"], found["number"], found["published_at"]) == (2, 4, "2026-03-12T14:05:33.123456Z")
