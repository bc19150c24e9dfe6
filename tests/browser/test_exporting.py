"""A spreadsheet that comes back, in a real browser: axe on its preview, both colour schemes and both widths."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser

from tests.browser.test_admin import app, axe, link, origin
from tests.exporting.sheets import edited, put

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("admin")]
__all__ = ["app", "origin"]


def good(name: str) -> Callable[[list[list[str]]], None]:
    """A row that is changed, and a new one of this name."""

    def change(rows: list[list[str]]) -> None:
        put(1, "Type", "Pixel")(rows)
        rows.append(["", rows[1][1], *[""] * 4, name])

    return change


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_a_file_is_chosen_looked_at_and_taken_over(
    app: Flask, origin: str, chromium: Browser, tmp_path: Path, scheme: Any, width: int
) -> None:
    context = chromium.new_context(
        locale="fr-FR", color_scheme=scheme, viewport={"width": width, "height": 844}, accept_downloads=True
    )
    page = context.new_page()
    page.set_default_timeout(5000)
    page.goto(origin + link(app))
    page.goto(f"{origin}/o/rives/services")
    page.get_by_role("link", name="Tableur").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Fichier CSV").click()
    whole = Path(download.value.path()).read_bytes()
    name = f"added-{scheme}-{width}"
    for change, button in ((good(name), True), (put(1, "Hôte", "?"), False)):
        file = tmp_path / "cookies.csv"
        file.write_bytes(edited(whole, change))
        page.goto(f"{origin}/o/rives/exports")
        page.get_by_label("Votre fichier").set_input_files(file)
        page.get_by_role("button", name="Voir ce qu’il change").click()
        page.get_by_role("heading", name="Ce que le fichier change", level=1).wait_for()
        assert axe(page) == []
        assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
        assert page.get_by_role("button", name="Reprendre ces changements").is_visible() == button
        if button:
            page.get_by_role("button", name="Reprendre ces changements").click()
            page.get_by_role("status").get_by_text("mis à jour").wait_for()
    assert name in page.request.get(f"{origin}/o/rives/exports/cookies.csv").text()
    context.close()
