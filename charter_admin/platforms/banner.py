"""The looks and the behaviour of a platform's banner. What equals the usual settings is not kept."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from charter_admin import values as check
from charter_admin.catalogue import purposes
from charter_admin.editing import editing
from charter_admin.errors import Invalid
from charter_admin.i18n import N_
from charter_admin.organizations.scope import Scope
from charter_admin.platforms import contrast
from charter_admin.platforms.cookie_domain import is_public_suffix, outside
from charter_admin.platforms.models import Platform
from charter_admin.platforms.service import domain_names
from charter_admin.versions.banner import (
    GOOGLE_TYPES,
    LAYOUTS,
    MEMORIES,
    SCHEMES,
    STANDARD_MEANING,
    Banner,
    Colours,
    Google,
    Theme,
    banner_of,
)

LARGEST_RADIUS = 24  # pixels; more would round a button of one line into a pill
LONGEST_MONTHS = 13  # CNIL: no choice is kept longer
LONGEST_WAIT = 10_000  # milliseconds
MATOMO = ("", "consent", "cookieless")
Meaning = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class BannerFields:
    """The settings one beside the other, as the forms name them."""

    layout: str
    scheme: str
    radius: int
    light_paper: str
    light_ink: str
    light_mark: str
    dark_paper: str
    dark_ink: str
    dark_mark: str
    memory: str
    months: int
    domain: str
    google: bool
    meaning: Meaning
    ads_data_redaction: bool
    url_passthrough: bool
    wait_for_update: int
    microsoft: bool
    matomo: str
    foreign: bool
    automatic: bool
    shown: bool


def values_of(platform: Platform) -> Banner:
    """The settings as stored."""
    return banner_of(platform.banner)


def fields_of(platform: Platform) -> BannerFields:
    """The same for the forms."""
    return flat(values_of(platform))


def flat(banner: Banner) -> BannerFields:
    """Settings one beside the other."""
    theme, google = banner.theme, banner.google
    shades: dict[str, Any] = {}
    for shade in ("light", "dark"):
        shades |= {f"{shade}_{name}": colour for name, colour in asdict(getattr(theme, shade)).items()}
    return BannerFields(
        layout=theme.layout,
        scheme=theme.scheme,
        radius=theme.radius,
        **shades,
        memory=banner.memory,
        months=banner.months,
        domain=banner.domain,
        google=google.on,
        meaning=google.meaning,
        ads_data_redaction=google.ads_data_redaction,
        url_passthrough=google.url_passthrough,
        wait_for_update=google.wait_for_update,
        microsoft=banner.microsoft,
        matomo=banner.matomo,
        foreign=banner.foreign,
        automatic=banner.automatic,
        shown=banner.shown,
    )


def update(scope: Scope, platform: Platform, banner: Banner, revision: int) -> Platform:
    """Changes the settings. Raises Invalid, and Stale when `revision` is not the stored one."""
    scope.require("platform.write")
    with editing(scope, platform, revision, fields_of):
        checked = _checked(scope, platform, banner)
        # The digest of a charter must not change because somebody looked at the usual settings and saved them.
        platform.banner = {} if checked == Banner() else asdict(checked)
    return platform


def _checked(scope: Scope, platform: Platform, banner: Banner) -> Banner:
    return Banner(
        theme=_theme(banner.theme),
        memory=check.choice("memory", banner.memory, MEMORIES),
        months=_number("months", banner.months, 1, LONGEST_MONTHS),
        domain=_domain(banner.domain, platform),
        google=_google(scope, banner.google),
        microsoft=bool(banner.microsoft),
        matomo=check.choice("matomo", banner.matomo, MATOMO),
        foreign=bool(banner.foreign),
        automatic=bool(banner.automatic),
        shown=bool(banner.shown),
    )


def _theme(theme: Theme) -> Theme:
    return Theme(
        layout=check.choice("layout", theme.layout, LAYOUTS),
        scheme=check.choice("scheme", theme.scheme, SCHEMES),
        light=_colours("light", theme.light),
        dark=_colours("dark", theme.dark),
        radius=_number("radius", theme.radius, 0, LARGEST_RADIUS),
    )


def _colours(shade: str, colours: Colours) -> Colours:
    """Three colours of which text and buttons can be read; one scheme is checked although the other is in force."""
    given = {name: str(colour).strip().lower() for name, colour in asdict(colours).items()}
    for name, colour in given.items():
        if not contrast.is_colour(colour):
            raise Invalid(f"{shade}_{name}", N_("Give a colour as # and six digits, such as #0b6158."))
    for name in ("ink", "mark"):
        found = contrast.ratio(given[name], given["paper"])
        if found < contrast.LEAST:
            raise Invalid(
                f"{shade}_{name}",
                N_(
                    "Too hard to read on this background: the contrast is %(ratio)s to 1, it must be at least 4.5 to 1."
                ),
                ratio=contrast.shown(found),
            )
    return Colours(**given)


def _number(field: str, value: Any, least: int, most: int) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        raise Invalid(field, N_("Give a whole number from %(least)s to %(most)s."), least=least, most=most)
    return value


def _domain(given: str, platform: Platform) -> str:
    domain = check.host("domain", given)
    if not domain:
        return ""
    if ":" in domain:
        raise Invalid("domain", N_("A cookie knows no port: leave it out."))
    if is_public_suffix(domain):
        raise Invalid(
            "domain", N_("%(domain)s is shared by many websites: no browser keeps a cookie there."), domain=domain
        )
    if host := outside(domain, domain_names(platform)):
        raise Invalid("domain", N_("%(host)s is not part of %(domain)s."), host=host, domain=domain)
    return domain


def _google(scope: Scope, google: Google) -> Google:
    return replace(
        google,
        on=bool(google.on),
        meaning=_meaning(scope, google.meaning),
        ads_data_redaction=bool(google.ads_data_redaction),
        url_passthrough=bool(google.url_passthrough),
        wait_for_update=_number("wait_for_update", google.wait_for_update, 0, LONGEST_WAIT),
    )


def _meaning(scope: Scope, meaning: Meaning) -> Meaning:
    """The types of the organization's purposes, in one order.

    The usual meaning says something about standard purposes that the organization may not have; where nothing else
    differs, it is the usual one.
    """
    keys = [purpose.key for purpose in purposes.every(scope)]
    strange = [key for key, types in meaning.items() if key not in keys and STANDARD_MEANING.get(key) != tuple(types)]
    if strange or any(one not in GOOGLE_TYPES for types in meaning.values() for one in types):
        raise Invalid("meaning", N_("Choose one of the values offered."))
    ordered = {key: tuple(one for one in GOOGLE_TYPES if one in meaning.get(key, ())) for key in keys}
    kept = {key: types for key, types in ordered.items() if types}
    return dict(STANDARD_MEANING) if kept == _restricted(STANDARD_MEANING, keys) else kept


def _restricted(meaning: Meaning, keys: list[str]) -> dict[str, tuple[str, ...]]:
    return {key: types for key, types in meaning.items() if key in keys}
