"""The settings of a platform's banner: what is taken, what is refused, and what leaves the charter as it was."""

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy.orm import Session

from charter_admin.errors import Forbidden, Invalid, NotFound, Stale
from charter_admin.organizations.scope import Scope
from charter_admin.platforms import banner as banners
from charter_admin.platforms import service as platforms
from charter_admin.platforms.models import Platform
from charter_admin.publishing import service as publishing
from charter_admin.versions.banner import STANDARD_MEANING, Banner, Colours, Google, Theme
from charter_admin.versions.document import digest
from tests import factories
from tests.publishing import drafts

OTHER = Banner(
    theme=Theme(
        "corner", "dark", Colours("#ffffff", "#000000", "#0000ff"), Colours("#000000", "#ffffff", "#ffff00"), 0
    ),
    memory="local_storage",
    months=13,
    domain="rives.example",
    google=Google(True, {"marketing": ("ad_storage",)}, False, True, 0),
    microsoft=True,
    matomo="cookieless",
    foreign=True,
    automatic=True,
    shown=True,
)


@pytest.fixture
def scope(session: Session) -> Scope:
    return drafts.scope(session)


@pytest.fixture
def platform(scope: Scope) -> Platform:
    return drafts.platform(scope)


def themed(**colours: str) -> Banner:
    """The usual settings with other colours in the light scheme."""
    return Banner(theme=Theme(light=replace(Theme().light, **colours)))


def shaded(shade: str, colours: Colours) -> Banner:
    """The usual settings with all colours of one scheme given."""
    return Banner(theme=Theme(light=colours) if shade == "light" else Theme(dark=colours))


def wired(**more: Any) -> Banner:
    """The usual settings with other ones for Google."""
    return Banner(google=Google(**more))


def test_everything_can_be_changed_and_is_read_back(session: Session, scope: Scope, platform: Platform) -> None:
    assert banners.values_of(platform) == Banner()
    banners.update(scope, platform, OTHER, platform.revision)
    session.expire_all()
    assert banners.values_of(platform) == OTHER
    assert publishing.draft(scope, platform).banner == OTHER


def test_saving_the_usual_settings_changes_nothing(session: Session, scope: Scope, platform: Platform) -> None:
    before = digest(publishing.draft(scope, platform))
    banners.update(scope, platform, Banner(), platform.revision)
    assert platform.banner == {}
    banners.update(scope, platform, OTHER, platform.revision)
    assert digest(publishing.draft(scope, platform)) != before
    banners.update(scope, platform, Banner(), platform.revision)
    session.expire_all()
    assert platform.banner == {}
    assert digest(publishing.draft(scope, platform)) == before


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        (Banner(theme=Theme(layout="wall")), "layout"),
        (Banner(theme=Theme(scheme="sepia")), "scheme"),
        (Banner(theme=Theme(radius=25)), "radius"),
        (Banner(theme=Theme(radius=-1)), "radius"),
        (Banner(memory="indexed_db"), "memory"),
        (Banner(months=0), "months"),
        (Banner(months=14), "months"),
        (Banner(months=True), "months"),
        (Banner(matomo="always"), "matomo"),
        (wired(wait_for_update=10_001), "wait_for_update"),
        (wired(wait_for_update=-1), "wait_for_update"),
        (wired(meaning={"statistics": ("everything",)}), "meaning"),
        (wired(meaning={"unknown": ("ad_storage",)}), "meaning"),
        (themed(mark="red"), "light_mark"),
        (themed(ink="#1234"), "light_ink"),
        (themed(paper=""), "light_paper"),
        (Banner(domain="example"), "domain"),
        (Banner(domain="gouv.fr"), "domain"),
        (Banner(domain="www.rives.example:8000"), "domain"),
        (Banner(domain="mairie.example"), "domain"),
        (Banner(domain="deeper.www.rives.example"), "domain"),
        (Banner(domain="not a domain"), "domain"),
    ],
)
def test_refused_settings(scope: Scope, platform: Platform, changed: Banner, field: str) -> None:
    with pytest.raises(Invalid) as refusal:
        banners.update(scope, platform, changed, platform.revision)
    assert refusal.value.field == field
    assert platform.banner == {}


@pytest.mark.parametrize("shade", ["light", "dark"])
@pytest.mark.parametrize("name", ["ink", "mark"])
def test_colours_that_are_hard_to_read_are_refused_with_the_ratio(
    scope: Scope, platform: Platform, shade: str, name: str
) -> None:
    weak = replace(Colours("#ffffff", "#000000", "#0000ff"), **{name: "#777777"})
    with pytest.raises(Invalid) as refusal:
        banners.update(scope, platform, shaded(shade, weak), platform.revision)
    assert refusal.value.field == f"{shade}_{name}"
    assert refusal.value.values == {"ratio": 4.47}
    fine = replace(weak, **{name: "#767676"})
    banners.update(scope, platform, shaded(shade, fine), platform.revision)


def test_colours_are_kept_in_small_letters(scope: Scope, platform: Platform) -> None:
    banners.update(scope, platform, themed(mark=" #0000FF "), platform.revision)
    assert banners.values_of(platform).theme.light.mark == "#0000ff"


def test_meanings_are_kept_in_one_order(scope: Scope, platform: Platform) -> None:
    shuffled = {key: tuple(reversed(types)) for key, types in reversed(list(STANDARD_MEANING.items()))}
    banners.update(scope, platform, wired(meaning=shuffled), platform.revision)
    assert platform.banner == {}
    banners.update(scope, platform, wired(meaning={**STANDARD_MEANING, "statistics": ()}), platform.revision)
    assert "statistics" not in banners.values_of(platform).google.meaning


def test_an_organization_without_the_standard_purposes(session: Session) -> None:
    scope = factories.scope(session, "Sans finalités")
    platform = factories.platform(scope)
    banners.update(scope, platform, Banner(), platform.revision)
    assert platform.banner == {}
    banners.update(scope, platform, wired(meaning={}), platform.revision)
    assert platform.banner == {}
    own = factories.purpose(scope, "Cartes")
    banners.update(scope, platform, wired(meaning={own.key: ("ad_storage",)}), platform.revision)
    assert banners.values_of(platform).google.meaning == {own.key: ("ad_storage",)}


def test_addresses_stay_inside_the_domain_of_the_cookie(scope: Scope, platform: Platform) -> None:
    banners.update(scope, platform, Banner(domain="rives.example"), platform.revision)
    moved = replace(platforms.values_of(platform), domains=["data.rives.example", "www.mairie.example"])
    with pytest.raises(Invalid) as refusal:
        platforms.update(scope, platform, moved, platform.revision)
    assert (refusal.value.field, refusal.value.values["host"]) == ("domains", "www.mairie.example")
    near = replace(moved, domains=["data.rives.example"])
    platforms.update(scope, platform, near, platform.revision)


def test_who_may(session: Session, scope: Scope, platform: Platform) -> None:
    viewer = replace(scope, role="viewer")
    with pytest.raises(Forbidden):
        banners.update(viewer, platform, OTHER, platform.revision)
    stranger = factories.scope(session, "Monts")
    with pytest.raises(NotFound):
        banners.update(stranger, platform, OTHER, platform.revision)
    with pytest.raises(Stale) as refusal:
        banners.update(scope, platform, OTHER, platform.revision + 1)
    assert refusal.value.current["light_mark"] == "#0b6158"
