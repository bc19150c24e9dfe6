"""Takes the pictures of the README: starts the demo, walks through it in Chromium, writes docs/images/."""

import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from tests.demo import running  # noqa: E402 - found by the line above

IMAGES = ROOT / "docs" / "images"
CHARTER = """<h2>Cookies de mesure d’audience</h2>
<table><tr><th>Prestataire</th><th>Nom du cookie</th><th>Finalité</th><th>Durée</th></tr>
<tr><td>Matomo</td><td>_pk_id.*, _pk_ses.*</td><td>Compter les visites</td><td>13 mois, 30 minutes</td></tr>
<tr><td>Commune</td><td>PHPSESSID</td><td>Garder la session ouverte</td><td>Session</td></tr></table>"""


def picture(page: Page, name: str) -> None:
    """One picture of what is on the screen."""
    page.screenshot(path=IMAGES / f"{name}.png")


def walk(page: Page, ready: dict[str, str]) -> None:
    """The pictures, in the order a new user sees them."""
    platform = f"{ready['admin']}o/demonstration/platforms/{ready['platform']}"
    page.goto(f"{ready['charter']}fr/")
    page.get_by_text("csrftoken", exact=True).scroll_into_view_if_needed()
    picture(page, "charter")
    page.goto(ready["site"])
    page.locator("charter-banner [part=banner]").wait_for()
    picture(page, "banner")
    page.goto(ready["sign_in"])
    page.goto(f"{platform}/import")
    page.locator("textarea").first.fill(CHARTER)
    page.locator("main form button").last.click()
    page.wait_for_url("**/imports/*")
    picture(page, "import")
    page.get_by_role("button", name="Accepter les").first.click()  # so that there is something to publish
    page.locator("#finished").wait_for()
    page.goto(f"{platform}/publish")
    picture(page, "publish")
    page.goto(platform)
    picture(page, "platform")


def main() -> None:
    """Everything, with nothing left behind."""
    chromium = shutil.which("chromium")
    IMAGES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        command = Path(sys.executable).with_name("charter-admin")
        options = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        browser = playwright.chromium.launch(executable_path=chromium, args=options)
        page = browser.new_page(locale="fr-FR", viewport={"width": 1100, "height": 720})
        with running(command, folder, cwd=folder) as ready:
            walk(page, ready)
        browser.close()


if __name__ == "__main__":
    main()
