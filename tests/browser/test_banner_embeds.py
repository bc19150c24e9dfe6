"""What stands in for a blocked frame, and the other elements the gate holds back."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from tests.banner import charters
from tests.browser.banner_host import World
from tests.browser.banner_host import world as running_world

pytestmark = pytest.mark.browser

FRAME = '<iframe data-purpose="video" data-src="/film" title="Our film" width="420" height="240"></iframe>'
PIXEL = "data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw=="


@pytest.fixture
def world() -> Iterator[World]:
    with running_world() as made:
        made.page("<p>Film</p>", "/film", head="")
        yield made


def refused(world: World, page: Page, body: str) -> Locator:
    """The placeholders of a page whose visitor has refused."""
    page.goto(world.page(body))
    page.locator("[part=refuse]").click()
    return page.locator("charter-embed")


def test_it_says_from_whom_and_what_for(world: World, page: Page) -> None:
    embed = refused(world, page, f"<main><h1>Films</h1>{FRAME}</main>")
    expect(embed).to_contain_text("Video player (PeerVue)")
    expect(embed).to_contain_text("Videos")
    expect(embed.get_by_role("group")).to_have_accessible_name("Our film")
    assert not any("film" in line for line in world.host.asked)
    assert Axe().run(page).response["violations"] == []


@pytest.mark.parametrize(
    "body",
    [
        f"<p>Before</p>{FRAME}<p id=after>After</p>",
        f'<div style="text-align: center">Beside {FRAME}</div><p id=after>After</p>',
        f'<style>.r {{position: relative; width: 60%; aspect-ratio: 16 / 9}} .r iframe {{position: absolute; inset: 0;'
        f' width: 100%; height: 100%}}</style><div class="r">{FRAME}</div><p id=after>After</p>',
        f'<div style="display: flex; gap: 2em"><p>Left</p>{FRAME}</div><p id=after>After</p>',
    ],
)  # fmt: skip
def test_it_covers_the_frame_and_moves_nothing(world: World, page: Page, body: str) -> None:
    page.goto(world.page(body.replace("data-src", "data-none"), "/plain", head=""))
    plain = page.locator("#after").bounding_box()
    embed = refused(world, page, body)
    assert page.locator("#after").bounding_box() == plain
    cover, frame = embed.locator(".box").bounding_box(), page.locator("iframe").bounding_box()
    assert cover == pytest.approx(frame, abs=1)
    page.set_viewport_size({"width": 600, "height": 700})
    page.wait_for_timeout(200)
    cover, frame = embed.locator(".box").bounding_box(), page.locator("iframe").bounding_box()
    assert cover == pytest.approx(frame, abs=1)
    page.evaluate("charter.acceptAll()")
    expect(embed).to_have_count(0)
    page.set_viewport_size({"width": 1280, "height": 720})
    assert page.locator("#after").bounding_box() == plain


def test_one_is_shown_once_and_nothing_is_kept_of_it(world: World, page: Page) -> None:
    embeds = refused(world, page, FRAME + FRAME.replace("Our film", "Another"))
    expect(embeds).to_have_count(2)
    world.settle(page)
    sent = len(world.receipts)
    embeds.first.locator("[part=once]").click()
    expect(page.frame_locator("iframe[title='Our film']").get_by_text("Film")).to_be_visible()
    expect(embeds).to_have_count(1)
    assert page.evaluate("charter.has('video')") is False
    world.settle(page)
    assert len(world.receipts) == sent
    page.reload()
    expect(embeds).to_have_count(2)


def test_always_is_a_choice_of_the_purpose(world: World, page: Page) -> None:
    embeds = refused(world, page, FRAME + FRAME)
    embeds.first.locator("[part=always]").click()
    expect(embeds).to_have_count(0)
    world.settle(page)
    assert page.evaluate("charter.state().choices") == {"statistics": False, "marketing": False, "video": True}
    assert world.receipts[-1]["action"] == "customise"
    page.reload()
    world.settle(page)
    expect(embeds).to_have_count(0)


def test_the_keyboard_goes_to_the_placeholder_and_not_into_the_empty_frame(world: World, page: Page) -> None:
    refused(world, page, f"<a href='/' id=first>First</a>{FRAME}<a href='/' id=last>Last</a>")
    page.locator("#first").focus()
    found = []
    for _ in range(3):
        page.keyboard.press("Tab")
        found.append(page.evaluate("document.activeElement.tagName"))
    assert found == ["CHARTER-EMBED", "CHARTER-EMBED", "A"]


def test_no_style_of_the_page_reaches_it(world: World, page: Page) -> None:
    hostile = "<style>* {all: revert !important; font-size: 40px !important; display: block !important}</style>"
    box = refused(world, page, FRAME).locator(".box")
    page.goto(world.page(hostile + FRAME, "/hostile"))
    expect(box).to_be_visible()
    assert box.bounding_box() == pytest.approx(page.locator("iframe").bounding_box(), abs=1)
    button = box.locator("[part=once]")
    assert button.evaluate("(e) => getComputedStyle(e).fontSize") == "16px"
    assert box.evaluate("(e) => getComputedStyle(e).fontSize") == "16px"


def test_frames_of_services_are_told_apart_by_their_hosts(world: World, page: Page) -> None:
    whole = charters.asking()
    player = replace(whole.services[4], hosts=("video.example",))
    other = replace(whole.services[4], key="maps", name=charters.both("Maps", "Cartes"), hosts=("maps.example",))
    world.charter = replace(whole, services=(*whole.services[:4], player, other))
    embeds = refused(
        world,
        page,
        '<iframe data-purpose="video" data-src="https://www.maps.example/x"></iframe>'
        '<iframe data-purpose="video" data-src="https://video.example/x"></iframe>'
        '<iframe data-purpose="video" data-service="maps" data-src="/x"></iframe>',
    )
    assert [text.split(" (")[0].strip() for text in embeds.locator("p").all_text_contents()] == [
        "Maps",
        "Video player",
        "Maps",
    ]


def test_images_style_sheets_and_templates_wait_too(world: World, page: Page) -> None:
    world.pages["/sheet.css"] = ("p { color: rgb(1, 2, 3) }", {"Content-Type": "text/css"})
    world.script("/inside.js", "(window.ran = window.ran || []).push('file')")
    body = (
        f'<img data-purpose="statistics" data-src="{PIXEL}" data-srcset="{PIXEL} 2x" alt="">'
        '<link rel="stylesheet" data-purpose="statistics" data-href="/sheet.css">'
        '<template data-purpose="statistics"><p id="in">Inside</p><script src="/inside.js"></script>'
        "<script>window.ran.push('inline')</script></template><p>Text</p>"
    )
    page.goto(world.page(body))
    assert page.locator("#in").count() == 0
    assert "GET /sheet.css" not in world.host.asked
    page.locator("[part=accept]").click()
    expect(page.locator("#in")).to_be_visible()
    page.wait_for_function("window.ran && window.ran.length === 2")
    assert page.evaluate("window.ran") == ["file", "inline"]
    assert page.locator("img").get_attribute("src") == PIXEL
    assert page.locator("img").get_attribute("srcset") == f"{PIXEL} 2x"
    expect(page.locator("#in")).to_have_css("color", "rgb(1, 2, 3)")


def test_what_needs_two_purposes_waits_for_both(world: World, page: Page) -> None:
    page.goto(world.page('<script type="text/plain" data-purpose="statistics marketing">window.ran = true</script>'))
    page.evaluate("charter.set({statistics: true})")
    assert page.evaluate("window.ran") is None
    page.evaluate("charter.set({marketing: true})")
    assert page.evaluate("window.ran") is True


def test_a_template_of_an_exempt_service_opens_at_once(world: World, page: Page) -> None:
    template = '<template data-purpose="statistics" data-service="matomo"><script>window.ran = true</script></template>'
    page.goto(world.page(template))
    page.wait_for_function("window.ran")


def test_links_are_none_of_the_gates_business(world: World, page: Page) -> None:
    """Sanitised markup may hold `data-` attributes: no address of a script may be made of them."""
    page.goto(world.page('<a id="a" data-purpose="statistics" data-href="javascript:alert(1)">Link</a>'))
    page.locator("[part=accept]").click()
    assert page.locator("#a").get_attribute("href") is None
