"""The banner is seen and works on strict and on hostile pages."""

import pytest

from tests.browser.engines.visit import BANNER, Visit, inside

pytestmark = pytest.mark.browser

COVER = """<style>
body { transform: rotate(3deg); opacity: 0.5 }
#cover { position: fixed; inset: 0; z-index: 2147483647; background: red }
charter-banner, * { display: block !important; color: red !important; visibility: hidden !important }
</style><div id="cover"></div>"""
WATCH = """<script nonce="n">
var broken = [];
document.addEventListener("securitypolicyviolation", (e) => broken.push(e.violatedDirective));
</script>"""
POLICY = "default-src 'none'; script-src 'nonce-n' %s; style-src 'none'; img-src 'self'; connect-src %s"
BOX = inside("[part=banner]")


def test_nothing_of_the_page_covers_it(visit: Visit) -> None:
    visit.place.page(COVER)
    visit.open()
    visit.shown()
    middle = f"{inside('[part=accept]')}.getBoundingClientRect()"
    at = f"document.elementFromPoint({middle}.x + 9, {middle}.y + 9)"
    assert visit.run(f"[{at}.localName, getComputedStyle({BOX}).position]") == ["charter-banner", "fixed"]
    visit.push("accept")
    visit.gone()


def test_a_strict_policy_is_not_violated(visit: Visit) -> None:
    server = f"http://127.0.0.1:{visit.place.server.port}"
    head, policy = WATCH + visit.place.tag, POLICY % (server, server)
    visit.place.page("<p>Text</p>", head=head, Content_Security_Policy=policy)
    visit.open()
    visit.push("customize")
    assert visit.run(f"getComputedStyle({BOX}).position") == "fixed"
    visit.push("accept")
    visit.gone()
    visit.becomes(visit.actions, ["accept_all"])
    assert visit.run("broken") == []


def test_it_fits_a_small_window(visit: Visit) -> None:
    """No control is cut off: the box scrolls where it is higher than the window."""
    visit.open()
    visit.push("customize")
    fits = f"{BOX}.scrollWidth <= {BOX}.clientWidth && {BOX}.getBoundingClientRect().bottom <= innerHeight"
    assert visit.run(fits)
    assert visit.run(f"{BANNER}.shadowRoot.adoptedStyleSheets.length") == 1
