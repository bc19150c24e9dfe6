"""The pages of the banner's settings: looks with their preview, behaviour."""

import re
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask

from charter_admin.platforms import banner as banners
from charter_admin.platforms import service as platforms
from charter_admin.platforms import usages
from charter_admin.versions.banner import STANDARD_MEANING, Banner
from tests.admin.acting import acting, add_platform, publish
from tests.admin.browser import Browser
from tests.admin.conftest import SignIn
from tests.publishing import drafts

LOOKS = {
    "layout": "corner",
    "scheme": "auto",
    "radius": "4",
    "light_paper": "#ffffff",
    "light_ink": "#000000",
    "light_mark": "#0000ff",
    "dark_paper": "#000000",
    "dark_ink": "#ffffff",
    "dark_mark": "#ffff00",
}
BEHAVIOUR = {
    "memory": "cookie",
    "months": "12",
    "domain": "rives.example",
    "wait_for_update": "800",
    "matomo": "consent",
}


@pytest.fixture
def public_id(app: Flask) -> str:
    """A platform of Rives with one service that needs consent."""
    made = add_platform(app)
    with acting(app) as scope:
        drafts.use(scope, platforms.get(scope, made), "Audience", "statistics", "_pk_id")
    return made


@pytest.fixture
def place(public_id: str) -> str:
    """The address of its banner."""
    return f"/o/rives/platforms/{public_id}/banner"


def stored(app: Flask, place: str) -> Banner:
    """The settings in the database."""
    with acting(app) as scope:
        return banners.values_of(platforms.get(scope, place.split("/")[4]))


def test_the_looks_are_saved(app: Flask, owner: Browser, place: str) -> None:
    answer = owner.post(place, LOOKS)
    assert (answer.status_code, answer.location) == (303, place)
    assert "The looks of the banner were saved." in owner.get(place).text
    theme = stored(app, place).theme
    assert (theme.layout, theme.radius, theme.light.mark, theme.dark.mark) == ("corner", 4, "#0000ff", "#ffff00")


def test_colours_hard_to_read_are_refused_beside_their_field(app: Flask, sign_in: SignIn, place: str) -> None:
    for language, said in (("en", "the contrast is 4.47 to 1"), ("fr", "le contraste est de 4,47 pour 1")):
        page = sign_in("emma", language).post(place, LOOKS | {"light_mark": "#777777"}).text
        assert said in re.sub(r"\s", " ", page[page.index('id="light_mark-error"') :][:300])
        assert 'value="#777777"' in page
    assert stored(app, place) == Banner()


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("layout", "wall"),
        ("scheme", ""),
        ("radius", "25"),
        ("radius", "round"),
        ("dark_ink", "white"),
        ("dark_ink", ""),
    ],
)
def test_other_looks_that_are_refused(app: Flask, owner: Browser, place: str, field: str, wrong: str) -> None:
    page = owner.post(place, LOOKS | {field: wrong})
    assert page.status_code == 200
    assert f'id="{field}-error"' in page.text
    assert stored(app, place) == Banner()


def test_the_preview_button_saves_nothing_and_shows_what_was_typed(app: Flask, owner: Browser, place: str) -> None:
    page = owner.post(place, LOOKS | {"action": "preview", "show": "page", "width": "phone", "shade": "dark"}).text
    assert stored(app, place) == Banner()
    assert 'data-width="phone"' in page
    framed = re.search(r'data-preview="([^"]+)"', page)
    assert framed
    assert "dark_mark=%23ffff00" in framed[1]
    assert "csrf_token" not in framed[1]
    assert "revision" not in framed[1]
    assert owner.get(framed[1].replace("&amp;", "&")).status_code == 200


def test_the_preview_takes_what_can_be_shown(owner: Browser, place: str) -> None:
    for query in ("", "?light_mark=%23zz&radius=-1&layout=wall&shade=blue&spoken=de&show=all&scheme=x&dark_ink=red"):
        frame = owner.get(f"{place}/preview{query}")
        assert frame.status_code == 200
        assert ',l:"fr"' in frame.text
    english = owner.get(f"{place}/preview?spoken=en&show=page")
    assert '<html lang="en"' in english.text


def test_the_preview_is_isolated(owner: Browser, place: str) -> None:
    for show in ("banner", "dialog", "placeholder", "page"):
        frame = owner.get(f"{place}/preview?show={show}")
        policy = frame.headers["Content-Security-Policy"]
        assert "sandbox allow-scripts" in policy
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'self'" in policy
        assert "unsafe" not in policy
        assert "connect-src" not in policy
        scripts = re.search("script-src ([^;]*)", policy)
        assert len(scripts[1].split() if scripts else []) == frame.text.count("<script>")


def test_the_placeholder_is_of_a_service_that_waits(owner: Browser, place: str) -> None:
    assert 'data-purpose="statistics" data-service="audience"' in owner.get(f"{place}/preview?show=placeholder").text
    assert "<iframe data-purpose" not in owner.get(f"{place}/preview?show=banner").text


def test_the_behaviour_is_saved(app: Flask, owner: Browser, place: str) -> None:
    ticked = {"google": "y", "foreign": "y", "shown": "y", "meaning-statistics": ["analytics_storage", "ad_storage"]}
    answer = owner.post(f"{place}/behaviour", BEHAVIOUR | ticked)
    assert (answer.status_code, answer.location) == (303, f"{place}/behaviour")
    found = stored(app, place)
    assert (found.months, found.domain, found.matomo) == (12, "rives.example", "consent")
    assert (found.foreign, found.shown, found.automatic, found.microsoft) == (True, True, False, False)
    assert found.google.on
    assert found.google.wait_for_update == 800
    assert not found.google.ads_data_redaction
    assert found.google.meaning == {"statistics": ("ad_storage", "analytics_storage")}
    page = owner.get(f"{place}/behaviour").text
    assert re.search(r'name="meaning-statistics" value="ad_storage" checked', page)
    assert not re.search(r'name="meaning-marketing" value="ad_storage" checked', page)


def test_the_looks_and_the_behaviour_leave_each_other_alone(app: Flask, owner: Browser, place: str) -> None:
    owner.post(place, LOOKS)
    owner.post(f"{place}/behaviour", BEHAVIOUR)
    owner.post(place, LOOKS | {"radius": "5"})
    found = stored(app, place)
    assert (found.theme.radius, found.months) == (5, 12)


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("months", "14"),
        ("months", "0"),
        ("months", ""),
        ("memory", "mind"),
        ("domain", "fr"),
        ("domain", "elsewhere.example"),
        ("wait_for_update", "10001"),
        ("matomo", "always"),
        ("meaning", "everything"),
    ],
)
def test_behaviour_that_is_refused(app: Flask, owner: Browser, place: str, field: str, wrong: str) -> None:
    sent: dict[str, Any] = {"meaning-statistics": [wrong]} if field == "meaning" else {field: wrong}
    page = owner.post(f"{place}/behaviour", BEHAVIOUR | sent)
    assert page.status_code == 200
    assert f'id="{field}-error"' in page.text
    assert stored(app, place) == Banner()


def test_saving_what_is_shown_keeps_the_usual_settings(app: Flask, owner: Browser, place: str) -> None:
    """A form sent as it came, through all its inputs."""
    for page in (place, f"{place}/behaviour"):
        assert owner.post(page, inputs(owner.get(page).text)).status_code == 303
    with acting(app) as scope:
        assert platforms.get(scope, place.split("/")[4]).banner == {}


def inputs(page: str) -> dict[str, Any]:
    """The values of a page's inputs as a browser would send them."""
    sent: dict[str, Any] = {}
    for tag in re.findall(r"<input[^>]*>", page):
        said = dict(re.findall(r'([a-z-]+)="([^"]*)"', tag))
        kind = said.get("type", "text")
        if "name" in said and (kind not in ("radio", "checkbox") or " checked" in tag):
            sent.setdefault(said["name"], []).append(said.get("value", ""))
    assert set(STANDARD_MEANING) <= {name.removeprefix("meaning-") for name in sent} or "layout" in sent
    return {name: values for name, values in sent.items() if name not in ("csrf_token", "next", "action")}


def test_somebody_elses_settings_are_not_overwritten_unseen(app: Flask, owner: Browser, place: str) -> None:
    seen = owner.hidden(f"{place}/behaviour")
    with acting(app) as scope:
        platform = platforms.get(scope, place.split("/")[4])
        google = replace(Banner().google, on=True, meaning={"statistics": ("ad_storage",)})
        banners.update(scope, platform, Banner(months=3, google=google), platform.revision)
    answer = owner.client.post(f"{place}/behaviour", data=seen | BEHAVIOUR, headers=owner.headers)
    assert answer.status_code == 200
    assert "Stored now:" in answer.text
    assert "(ad_storage)" in answer.text
    assert "Yes" in answer.text
    assert stored(app, place).months == 3


def test_hosts_that_the_automatic_mode_would_hold_back(app: Flask, owner: Browser, place: str) -> None:
    assert "there is nothing it could hold back" in owner.get(f"{place}/behaviour").text
    with acting(app) as scope:
        used = usages.every(scope, platforms.get(scope, place.split("/")[4]))
        for usage in used:
            usage.service.hosts = [f"{usage.service.key}.example"]
    page = owner.get(f"{place}/behaviour").text
    assert "audience.example" in page
    assert "session.example" not in page


def test_readers_look_and_strangers_see_nothing(app: Flask, sign_in: SignIn, place: str) -> None:
    vera = sign_in("vera")
    token = vera.hidden("/account")
    for path in (place, f"{place}/behaviour"):
        page = vera.get(path)
        assert "disabled" in page.text
        assert "editors can change them" in page.text
        assert vera.client.post(path, data=token | LOOKS | BEHAVIOUR).status_code == 403
        assert sign_in("max").get(path).status_code == 404
        assert sign_in("max").get(path.replace("/rives/", "/monts/")).status_code == 404
    assert 'method="get"' in vera.get(place).text
    assert 'data-width="phone"' in vera.get(f"{place}?width=phone").text
    assert stored(app, place) == Banner()


def test_nothing_can_tell_refusing_from_accepting(owner: Browser, place: str) -> None:
    """The fields of the looks, one by one: none of them belongs to one button."""
    names = set(re.findall(r'name="(\w+)"', owner.get(place).text))
    looking = {"show", "width", "shade", "spoken", "action", "locale", "next", "csrf_token", "revision", "viewport"}
    assert names - looking == set(LOOKS)


def test_changes_of_the_banner_are_told_in_words(app: Flask, sign_in: SignIn, public_id: str, place: str) -> None:
    publish(app, public_id)
    paul = sign_in("paul")
    paul.post(place, LOOKS)
    paul.post(f"{place}/behaviour", BEHAVIOUR | {"automatic": "y", "meaning-statistics": ["ad_storage"]})
    page = paul.get(f"/o/rives/platforms/{public_id}/publish").text
    for said in ("Light colours: buttons and links", "A box in a corner", "Hold back known services", "Yes"):
        assert said in page
    assert "What each purpose means to Google (statistics)" in page
    assert "theme.light" not in page


def test_the_platform_page_leads_there(owner: Browser, public_id: str, place: str) -> None:
    page = owner.get(f"/o/rives/platforms/{public_id}").text
    assert f'href="{place}"' in page
    assert f'href="{place}/behaviour"' in page
    assert "usual looks and behaviour" in page
