"""Texts in many languages in the forms, and what a platform's new language brings."""

import re

import pytest
from flask import Flask

from charter_admin.catalogue.models import Purpose
from charter_admin.platforms import service as platforms
from tests.admin.acting import acting
from tests.admin.browser import Browser
from tests.publishing import drafts

LIST = "/o/rives/platforms"


@pytest.fixture
def path(app: Flask) -> str:
    """The form of the purpose that is necessary."""
    with acting(app) as scope:
        return f"/o/rives/purposes/{scope.get(Purpose, key='necessary').id}"


def necessary(app: Flask) -> dict[str, str]:
    """The names of that purpose as stored."""
    with acting(app) as scope:
        return dict(scope.get(Purpose, key="necessary").name)


def folded(page: str) -> str:
    """What is seen only when somebody unfolds it, within the forms."""
    return "".join(re.findall(r"<details><summary>More languages</summary>.*?</details>", page, re.DOTALL))


def test_languages_no_platform_speaks_are_folded_away_and_kept(app: Flask, owner: Browser, path: str) -> None:
    page = owner.get(path).text
    assert 'name="name-fr"' in page
    assert 'name="name-de"' in folded(page)
    assert 'name="name-fr"' not in folded(page)
    owner.post(path, {"name-fr": "Indispensables", "name-en": "Needed", "basis": "exempt"})
    assert (necessary(app)["fr"], necessary(app)["de"]) == ("Indispensables", "Notwendig")


def test_nothing_is_folded_where_it_is_all_there_is(app: Flask, owner: Browser, path: str) -> None:
    with acting(app) as scope:
        scope.get(Purpose, key="necessary").name = {"de": "Notwendig"}
    assert 'name="name-de"' not in folded(owner.get(path).text)


def test_a_platform_in_a_new_language_has_its_standard_words_at_once(app: Flask, owner: Browser) -> None:
    with acting(app) as scope:
        purpose = scope.get(Purpose, key="necessary")
        purpose.name = {"fr": "Nécessaires", "en": "Necessary"}  # as installed when there were two languages
        platform = drafts.platform(scope)
        values = platforms.values_of(platform)
        changed = values.__class__(**vars(values) | {"locales": ["fr", "en", "mt"]})
        platforms.update(scope, platform, changed, platform.revision)
        public_id = platform.public_id
    assert necessary(app) == {"fr": "Nécessaires", "en": "Necessary", "mt": "Neċessarji"}
    missing = owner.get(f"{LIST}/{public_id}/languages/mt").text
    assert "Service: its name" in missing
    assert "Purpose: its name" not in missing
    assert "/texts/mt/" not in missing
