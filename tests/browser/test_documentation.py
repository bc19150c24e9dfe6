"""Every example of docs/embedding.md, run in a browser: each must do what the page says of it."""

import re
from base64 import b64encode
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from hashlib import sha384
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Route, expect

from charter_admin.banner import bundle as banner
from charter_admin.banner.stub import stub
from charter_admin.versions.banner import Banner, Google
from charter_admin.versions.document import Document, consent_digest
from tests.bench.banner import platform

pytestmark = pytest.mark.browser

PAGE = Path(__file__).parents[2] / "docs" / "embedding.md"
SITE, SERVER = "https://www.example.org/", "https://charters.example.org"
TAG = f'<script src="{SERVER}/c/abcdefghjkmn/banner.js"></script>'
ELSEWHERE = {"Moving in from another banner"}  # whose examples other tests run
PARTS = re.compile(r"^(#+) ([^\n]+)$|^```(\w*)\n(.*?)^```$", re.M | re.S)  # headings and blocks of code
# Stands in for each script of another site: it leaves its path behind, and what Google would have found.
THEIRS = "(window.ran = window.ran || []).push('{}'); window.found = [...(window.dataLayer || [])].map((c) => [...c]);"


def examples() -> dict[str, list[tuple[str, str]]]:
    """By heading, the language and the text of each block of code under it."""
    found: dict[str, list[tuple[str, str]]] = {}
    section = heading = ""
    for marks, title, language, code in PARTS.findall(PAGE.read_text()):
        section = title if marks == "##" else section
        heading = title or heading
        if not title and section not in ELSEWHERE:
            found.setdefault(heading, []).append((language, code))
    return found


def example(heading: str, at: int = 0) -> str:
    return EXAMPLES[heading][at][1]


EXAMPLES = examples()


def charter() -> Document:
    """A platform whose keys are those of the page; its Matomo is exempt."""
    made = platform.standard(Banner(google=Google(on=True)))
    services = tuple(replace(s, basis="exempt") if s.key == "matomo" else s for s in made.services)
    return replace(made, services=services)


@dataclass
class Site:
    """A visitor of a website whose page is given, and what the page asked other sites for."""

    page: Page
    html: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def open(self, head: str, body: str = "<p>Text</p>", **headers: str) -> None:
        """Shows a page to a visitor who comes for the first time."""
        self.html = f"<!doctype html><html lang=en><title>Site</title>{head}<body>{body}"
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}
        self.page.goto(SITE)

    def press(self, part: str) -> None:
        self.page.locator(f"charter-banner [part={part}]").click()
        expect(self.page.locator("charter-banner")).to_have_count(0)

    def ran(self) -> list[str]:
        self.page.wait_for_load_state()
        found: list[str] = self.page.evaluate("window.ran || []")
        return found

    def get(self, expression: str) -> object:
        return self.page.evaluate(expression)

    def answer(self, route: Route) -> None:
        """Stands in for the whole web."""
        url = urlsplit(route.request.url)
        self.asked.append(f"{url.netloc}{url.path}")
        if route.request.url == SITE:
            route.fulfill(body=self.html, content_type="text/html", headers=self.headers)
        elif url.path.endswith(".js") and "banner" in url.path:
            locale = "en" if "/en/" in url.path else "fr"
            free = {"Access-Control-Allow-Origin": "*"}
            route.fulfill(body=script(locale), content_type="text/javascript", headers=free)
        elif url.path == "/charter-consent-mode.js":
            route.fulfill(body=stub(charter()), content_type="text/javascript")
        elif route.request.resource_type == "script":
            free = {"Access-Control-Allow-Origin": "*"}
            route.fulfill(body=THEIRS.format(url.path), content_type="text/javascript", headers=free)
        else:
            route.fulfill(body="", content_type="text/html")


def script(locale: str) -> bytes:
    made = charter()
    return banner.script(made, 3, consent_digest(made), "build1", locale)


@pytest.fixture
def site(page: Page) -> Iterator[Site]:
    made = Site(page)
    page.context.route("**/*", made.answer)
    yield made
    page.context.unroute_all(behavior="ignoreErrors")


def the_tag(site: Site) -> None:
    for at, language in enumerate(("fr", "en")):
        site.open(example("The tag", at))
        expect(site.page.locator("charter-banner")).to_have_attribute("lang", language)


def one_version(site: Site) -> None:
    tag = example("One version only")
    digest = b64encode(sha384(script("fr")).digest()).decode()
    site.open(tag.replace("sha384-…", f"sha384-{digest}"))
    assert site.get("charter.version") == 3
    site.open(tag.replace("sha384-…", "sha384-" + digest[::-1]))
    assert site.get("typeof charter") == "undefined"


def a_file(site: Site) -> None:
    site.open(example("A file of your own"))
    site.press("accept")
    assert site.asked[1].startswith("www.example.org/charter-banner")
    assert "charters.example.org/c/rives0000001/consents" in site.asked


def waiting(site: Site) -> None:
    site.open(TAG, example("What has to wait"))
    assert site.ran() == []
    assert not any("stats" in address or "video" in address for address in site.asked)
    site.press("accept")
    site.page.wait_for_function("ran.length === 3")
    assert set(site.ran()) == {"/matomo.js", "/count.js", "/module.js"}
    assert site.get("tagsReady") is True
    assert "video.example.org/embed/42" in site.asked


def other_elements(site: Site) -> None:
    heading = "Pictures, style sheets and whole pieces of a page"
    site.open(TAG, example(heading))
    assert site.get("document.querySelector('#player')") is None
    assert not any("ads" in address or "video" in address for address in site.asked)
    site.press("accept")
    site.page.wait_for_function("window.player && document.querySelector('#player') && ran.length")
    names = "['src', 'srcset'].map((name) => document.querySelector('img').getAttribute(name))"
    assert site.get(names) == ["https://ads.example.org/pixel.gif", "https://ads.example.org/large.gif 2x"]
    assert "video.example.org/player.css" in site.asked


def several(site: Site) -> None:
    site.open(TAG, example("Several purposes, and exempt services"))
    both = "[window.exempt, window.both]"
    assert site.get(both) == [True, None]
    site.get("charter.set({statistics: true})")
    assert site.get(both) == [True, None]
    site.get("charter.set({marketing: true})")
    assert site.get(both) == [True, True]


def placeholders(site: Site) -> None:
    frame = example("Placeholders")
    site.open(TAG, frame)
    site.press("refuse")
    cover = site.page.locator("charter-embed")
    expect(cover.get_by_role("group")).to_have_accessible_name("The town hall")
    expect(cover).to_contain_text("Vimeo (Vimeo.com Inc.)")
    cover.locator("[part=once]").click()
    expect(cover).to_have_count(0)
    assert site.get("charter.has('media')") is False
    site.page.reload()
    cover.locator("[part=always]").click()
    assert site.get("charter.has('media')") is True
    assert site.asked.count("video.example.org/embed/7") == 2


def changing(site: Site) -> None:
    site.open(TAG, example("Changing one's mind"))
    site.press("refuse")
    for role in ("link", "button"):
        site.page.get_by_role(role, name="Manage my cookies").click()
        expect(site.page.locator("charter-banner [part=accept]")).to_be_visible()
        site.press("close")
    assert "#" not in site.page.url


def told(site: Site) -> None:
    site.open(example("What other tools are told"))
    site.page.wait_for_function("window.found")
    commands = "found.filter((c) => c[0] === 'consent').map((c) => [c[1], c[2].ad_storage])"
    assert site.get(commands) == [["default", "denied"]]
    site.press("accept")
    assert site.get("[dataLayer.at(-2)[2].ad_storage, dataLayer.at(-1).event]") == ["granted", "charter_change"]


def interface(site: Site) -> None:
    listening, event, queue = (example("The script interface", at) for at in range(3))
    site.open(queue + TAG)
    site.page.wait_for_function("document.documentElement.dataset.asked === 'true'")
    site.page.add_script_tag(content=event)
    site.page.add_script_tag(content=listening)
    site.get("charter.set({statistics: false, media: true})")
    assert site.get("({...document.body.dataset})") == {"counted": "true", "films": "true"}


def policy(site: Site) -> None:
    rules = example("Content security policy").strip()
    broken = "addEventListener('securitypolicyviolation', () => { window.broken = true })"
    site.page.add_init_script(f"document.{broken}")
    body = '<script type="text/plain" data-purpose="statistics" src="/own.js"></script>'
    site.open(TAG, body, Content_Security_Policy=rules)
    site.press("accept")
    site.page.wait_for_function("window.ran")
    assert site.get("window.broken") is None


CHECKS: dict[str, Callable[[Site], None]] = {
    "The tag": the_tag,
    "One version only": one_version,
    "A file of your own": a_file,
    "What has to wait": waiting,
    "Pictures, style sheets and whole pieces of a page": other_elements,
    "Several purposes, and exempt services": several,
    "Placeholders": placeholders,
    "Changing one's mind": changing,
    "What other tools are told": told,
    "The script interface": interface,
    "Content security policy": policy,
}


def test_every_example_is_checked() -> None:
    assert EXAMPLES.keys() == CHECKS.keys()
    counts = {title: len(blocks) for title, blocks in EXAMPLES.items() if len(blocks) > 1}
    assert counts == {"The tag": 2, "The script interface": 3}
    assert {language for blocks in EXAMPLES.values() for language, _ in blocks} == {"", "html", "js"}


@pytest.mark.parametrize("heading", CHECKS)
def test_example_does_what_the_page_says(site: Site, heading: str) -> None:
    CHECKS[heading](site)


def test_every_call_and_attribute_is_on_the_page() -> None:
    text = PAGE.read_text()
    types = (Path(banner.__file__).parent / "dist" / "charter.d.ts").read_text()
    calls = re.findall(r"^  (?:readonly )?(\w+)(?:\(|: number)", types.partition("interface Charter {")[2], re.M)
    assert {call for call in calls if f"charter.{call}" not in text} == set()
    assert "withdraw" in calls
