"""How a platform's banner looks and behaves: a part of the charter's value, so that a version holds it for ever."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

LAYOUTS = ("bar", "corner", "dialog")
SCHEMES = ("auto", "light", "dark")
MEMORIES = ("cookie", "local_storage")
# What each purpose of the standard catalogue means to Google Consent Mode v2; an organization's own purposes say it
# themselves.
GOOGLE_TYPES = (
    "ad_storage",
    "ad_user_data",
    "ad_personalization",
    "analytics_storage",
    "functionality_storage",
    "personalization_storage",
    "security_storage",
)
STANDARD_MEANING: Mapping[str, tuple[str, ...]] = {
    "necessary": ("security_storage",),
    "preferences": ("functionality_storage", "personalization_storage"),
    "statistics": ("analytics_storage",),
    "marketing": ("ad_storage", "ad_user_data", "ad_personalization"),
}


@dataclass(frozen=True)
class Colours:
    """Three colours as `#rrggbb`; the others are mixed from them. Buttons are `mark` under text in `paper`."""

    paper: str
    ink: str
    mark: str


LIGHT = Colours(paper="#fffefb", ink="#1b2733", mark="#0b6158")
DARK = Colours(paper="#1a2129", ink="#edeae3", mark="#7fd1c4")


@dataclass(frozen=True)
class Theme:
    """The looks. Accept and refuse always share theirs, so nothing here can make one weaker than the other."""

    layout: str = "bar"
    scheme: str = "auto"
    light: Colours = LIGHT
    dark: Colours = DARK
    radius: int = 14  # pixels


@dataclass(frozen=True)
class Google:
    """Google Consent Mode v2: sent when `on`. `meaning` gives the types of each purpose, by key."""

    on: bool = False
    meaning: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: dict(STANDARD_MEANING))
    ads_data_redaction: bool = True
    url_passthrough: bool = False
    wait_for_update: int = 500  # milliseconds


@dataclass(frozen=True)
class Banner:
    """The settings of a platform's banner.

    `months`: how long a choice holds, 1 to 13 (CNIL recommends six). `domain`: the cookie's Domain attribute, so that
    subdomains share one choice; empty for the page's host alone. `matomo` is empty, `consent` (nothing is measured
    before consent) or `cookieless`. `foreign`: whether markup written for other banners is understood. `shown`: whether
    the pages that show the banner are counted.
    """

    theme: Theme = field(default_factory=Theme)
    memory: str = "cookie"
    months: int = 6
    domain: str = ""
    google: Google = field(default_factory=Google)
    microsoft: bool = False
    matomo: str = ""
    foreign: bool = False
    automatic: bool = False
    shown: bool = False


def banner_of(raw: Mapping[str, Any] | None) -> Banner:
    """The settings that `dataclasses.asdict` made a dictionary of; the usual ones where nothing was kept."""
    if not raw:
        return Banner()
    theme, google = raw["theme"], raw["google"]
    colours = {name: Colours(**theme[name]) for name in ("light", "dark")}
    meaning = {key: tuple(types) for key, types in google["meaning"].items()}
    return Banner(**{**raw, "theme": Theme(**{**theme, **colours}), "google": Google(**{**google, "meaning": meaning})})
