"""What is measured, each for a fresh visitor: seeing, costs, a returning visit, and what is true at any speed."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, CDPSession, Page

from tests.bench.banner.contestants import Contestant
from tests.bench.banner.world import World

Numbers = dict[str, float]
# 150 ms round trip, 1.6 Mbit/s down, 750 kbit/s up: "slow 4G".
NETWORK = {"offline": False, "latency": 150, "downloadThroughput": 1.6e6 / 8, "uploadThroughput": 7.5e5 / 8}
SLOWDOWN = 4
VIEWPORT: Any = {"width": 412, "height": 823}
SETTLING = 1500  # ms after the load event; the slowest banner fades in for a second
RETURNS = 3  # later visits; the quickest counts, as noise only ever delays
PATIENCE = 20_000
ALL_BUT_HOST = {"exclude": [["main"]]}
# These judge the page a banner stands on, and the banner only by where it stands.
ABOUT_PAGES = {"rules": {name: {"enabled": False} for name in ("region", "heading-order")}}

# Looks at the banner once a frame. What it finds is on the screen when the frame's tasks are done.
WATCH = """(() => {
  const box = () => { try { return BOX; } catch { return null; } };
  const seen = (window.bench_seen = { visible: 0, settled: 0, shift: 0, longest: 0, broken: [] });
  const hear = (type, work) => new PerformanceObserver((list) => list.getEntries().forEach(work))
    .observe({ type, buffered: true });
  hear("layout-shift", (entry) => { if (!entry.hadRecentInput) seen.shift += entry.value; });
  hear("longtask", (entry) => { seen.longest = Math.max(seen.longest, entry.duration); });
  document.addEventListener("securitypolicyviolation", (event) => seen.broken.push(event.effectiveDirective));
  const opacity = (node) => (node instanceof Element ? +getComputedStyle(node).opacity : 1)
    * (node.parentNode || node.host ? opacity(node.parentNode || node.host) : 1);
  const look = (node) => {
    const { x, y, width, height } = node.getBoundingClientRect();
    const inside = width > 0 && height > 0 && y < innerHeight && y + height > 0 && x < innerWidth && x + width > 0;
    const shown = inside && getComputedStyle(node).visibility === "visible" ? opacity(node) : 0;
    return shown > 0 ? [x, y, width, height, shown].join() : "";
  };
  let last = "";
  const channel = new MessageChannel();
  channel.port1.onmessage = () => {
    seen.settled = performance.now();
    seen.visible ||= seen.settled;
  };
  const frame = () => {
    const node = box();
    const state = node ? look(node) : "";
    if (state && state !== last) channel.port2.postMessage(0);
    last = state || last;
    if (performance.now() < 8000) requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
})()"""
LOOK = "bench_seen"
# Without its style a banner may be drawn at the end of the page: in its place it stays where it is when one scrolls.
LEFT = """() => {
  const node = BOX;
  if (!node?.getClientRects().length) return "invisible";
  if (!node.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return "invisible";
  for (let at = node; at instanceof Element; at = at.parentElement || at.getRootNode().host)
    if (getComputedStyle(at).position === "fixed") return "styled";
  return "style blocked";
}"""
PAINTED = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime || 0"


@contextmanager
def fresh(browser: Browser) -> Iterator[BrowserContext]:
    """A visitor who has never been anywhere."""
    context = browser.new_context(viewport=VIEWPORT, locale="fr-FR", device_scale_factor=1)
    context.set_default_timeout(PATIENCE)
    yield context
    context.close()


def slow(page: Page) -> CDPSession:
    """Makes the page a slow phone's on a slow network."""
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", NETWORK)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWDOWN})
    return session


def arrive(page: Page, url: str) -> None:
    """Loads a page and waits until its banner is surely still."""
    page.goto(url, wait_until="load")
    page.wait_for_timeout(SETTLING)


def watched(context: BrowserContext, contestant: Contestant) -> Page:
    """A page that takes down when the banner is seen."""
    page: Page = context.new_page()
    page.add_init_script(WATCH.replace("BOX", contestant.box))
    return page


def seeing(browser: Browser, world: World, contestant: Contestant) -> Numbers:
    """When it is seen and when it stands still, its layout shift, the longest task, the page's own first paint."""
    world.enter(contestant)
    with fresh(browser) as context:
        page = watched(context, contestant)
        slow(page)
        arrive(page, world.url("/"))
        seen = page.evaluate(LOOK)
        sizes = {"requests": len(world.sent), "bytes": sum(size for _, size in world.sent)}
        return sizes | {"painted": page.evaluate(PAINTED)} | {k: v for k, v in seen.items() if k != "broken"}


def costs(browser: Browser, world: World, contestant: Contestant) -> Numbers:
    """Main-thread time and heap, with nothing of ours in the page."""
    world.enter(contestant)
    with fresh(browser) as context:
        page = context.new_page()
        session = slow(page)
        # The main thread's own time: what other work on this machine takes from it is not counted.
        session.send("Performance.enable", {"timeDomain": "threadTicks"})
        arrive(page, world.url("/"))
        told = {m["name"]: m["value"] for m in session.send("Performance.getMetrics")["metrics"]}
        # A page that has run no script at all lacks what every script needs; the bare page is to have it too.
        session.send("Runtime.evaluate", {"expression": "document.body.querySelector('main').offsetTop"})
        session.send("HeapProfiler.collectGarbage")
        heap = session.send("Runtime.getHeapUsage")["usedSize"]
        parts = {"task": "TaskDuration", "script": "ScriptDuration", "style": "RecalcStyleDuration"}
        times = {key: told[name] * 1000 for key, name in (parts | {"layout": "LayoutDuration"}).items()}
        return times | {"heap": heap / 1000}


def returning(browser: Browser, world: World, contestant: Contestant) -> Numbers:
    """When the tag runs on a later visit, consent stored and the script cached: at the page's end, in its head."""
    world.enter(contestant)
    with fresh(browser) as context:
        first = context.new_page()
        first.goto(world.url("/early"), wait_until="load")
        first.wait_for_timeout(700)
        first.evaluate(contestant.accept)
        first.wait_for_function("window.tagAt")
        first.wait_for_timeout(200)
        first.close()
        places = {"tag": world.url("/tag"), "early": world.url("/early")}
        return {key: min(_tag_at(context.new_page(), url) for _ in range(RETURNS)) for key, url in places.items()}


def faults(browser: Browser, world: World, contestant: Contestant) -> dict[str, list[str]]:
    """The axe rules the page breaks with the banner on it, and with the dialog open."""
    world.enter(contestant)
    with fresh(browser) as context:
        page = context.new_page()
        arrive(page, world.url("/"))
        found = {"banner": _axe(page)}
        if contestant.dialog:
            page.evaluate(f"() => {{ {contestant.dialog} }}")
            page.wait_for_timeout(1000)
            found["dialog"] = _axe(page)
        return found


def under_policy(browser: Browser, world: World, contestant: Contestant) -> str:
    """What is left of it under a strict content security policy."""
    world.enter(contestant)
    with fresh(browser) as context:
        page = watched(context, contestant)
        arrive(page, world.url("/strict"))
        broken, left = page.evaluate(LOOK)["broken"], page.evaluate(LEFT.replace("BOX", contestant.box))
    if left != "styled":
        return str(left)
    return f"{len(broken)} violation{'s' * (len(broken) > 1)}" if broken else "clean"


def _tag_at(page: Page, url: str) -> float:
    slow(page)
    page.goto(url, wait_until="load")
    page.wait_for_function("window.tagAt")
    at: float = page.evaluate("tagAt")
    page.close()
    return at


def _axe(page: Page) -> list[str]:
    told = Axe().run(page, context=ALL_BUT_HOST, options=ABOUT_PAGES).response
    return [violation["id"] for violation in told["violations"]]
