"""What the settings of a banner and their values are called, on their forms and among the changes to publish."""

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l

LAYOUTS = {
    "bar": _l("A bar at the bottom"),
    "corner": _l("A box in a corner"),
    "dialog": _l("A window in the middle"),
}
SCHEMES = {
    "auto": _l("As the visitor’s device is set"),
    "light": _l("Always light"),
    "dark": _l("Always dark"),
}
MEMORIES = {"cookie": _l("A cookie"), "local_storage": _l("The browser’s local storage")}
MATOMO = {
    "": _l("Nothing: Matomo is not used, or does not ask"),
    "consent": _l("Measure nothing before consent (requireConsent)"),
    "cookieless": _l("Measure without cookies until consent (requireCookieConsent)"),
}
NAMES = {
    "layout": _l("Place"),
    "scheme": _l("Light or dark"),
    "radius": _l("Roundness of the corners"),
    "light_paper": _l("Background"),
    "light_ink": _l("Text"),
    "light_mark": _l("Buttons and links"),
    "memory": _l("Where the choice is kept"),
    "months": _l("Months until visitors are asked again"),
    "domain": _l("Domain of the cookie"),
    "google": _l("Google Consent Mode v2"),
    "meaning": _l("What each purpose means to Google"),
    "ads_data_redaction": _l("Send less about advertisements while they are refused (ads_data_redaction)"),
    "url_passthrough": _l("Pass campaign data on in addresses while cookies are refused (url_passthrough)"),
    "wait_for_update": _l("Milliseconds Google’s tags wait for the banner (wait_for_update)"),
    "microsoft": _l("Microsoft Advertising (UET) and Clarity"),
    "matomo": _l("Matomo"),
    "foreign": _l("Understand marks made for other banners"),
    "automatic": _l("Hold back known services even without a mark"),
    "shown": _l("Count how often the banner is shown"),
}

_PLAIN = ("memory", "months", "domain", "google", "microsoft", "matomo", "foreign", "automatic", "shown")
# By the fields of the document, whose parts are separated by points.
_FIELDS: Mapping[str, Any] = {
    "theme": _l("Looks"),
    "theme.layout": NAMES["layout"],
    "theme.scheme": NAMES["scheme"],
    "theme.radius": NAMES["radius"],
    "theme.light.paper": _l("Light colours: background"),
    "theme.light.ink": _l("Light colours: text"),
    "theme.light.mark": _l("Light colours: buttons and links"),
    "theme.dark.paper": _l("Dark colours: background"),
    "theme.dark.ink": _l("Dark colours: text"),
    "theme.dark.mark": _l("Dark colours: buttons and links"),
    "google.on": NAMES["google"],
    "google.meaning": NAMES["meaning"],
    **{f"google.{name}": NAMES[name] for name in ("ads_data_redaction", "url_passthrough", "wait_for_update")},
    **{n: NAMES[n] for n in _PLAIN},
}
_YES_NO = {"True": _l("Yes"), "False": _l("No")}
_VALUES: Mapping[str, Mapping[str, Any]] = {
    "theme.layout": LAYOUTS,
    "theme.scheme": SCHEMES,
    "memory": MEMORIES,
    "matomo": MATOMO,
}


def field(name: str) -> str:
    """What a field of the document's banner is called; the meaning of a purpose is named with its key."""
    if name.startswith("google.meaning."):
        return f"{_FIELDS['google.meaning']} ({name.removeprefix('google.meaning.')})"
    return str(_FIELDS.get(name, name))


def value(name: str, text: str) -> str:
    """A value of a field in words, as far as it has any; empty for nothing."""
    return str(_VALUES.get(name, _YES_NO).get(text, text))
