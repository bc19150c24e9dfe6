"""What a visitor's browser accepts, and what it has already (RFC 9110, sections 12.5 and 13.1.2). Pure."""

import re
from functools import lru_cache

# In our order of preference.
CODINGS = ("br", "gzip", "identity")

_MOST = 2000
# Browsers send few different headers, and short ones: what each means is remembered, within bounds.
_SHORT, _REMEMBERED = 200, 2048
_QUALITY = re.compile(r"q=(0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?)", re.IGNORECASE)
_TAG = re.compile(r'(?:W/)?("[^"]*")')


def coding(header: str | None) -> str | None:
    """The content coding to send for an Accept-Encoding; None when the browser takes none of ours."""
    if header is None:
        return "identity"
    return _known_coding(header) if len(header) <= _SHORT else _coding(header)


def _coding(header: str) -> str | None:
    asked = _weighed(header.lower().replace("x-gzip", "gzip"))
    rest = asked.get("*")
    # A coding that is not named may be sent only if it is the plain one: then it is the last choice.
    weights = {name: asked.get(name, rest or 0.0) for name in CODINGS}
    if "identity" not in asked and rest != 0.0:
        weights["identity"] = 0.0001
    best = max(weights, key=lambda name: weights[name])  # the first of equals, and so our preference
    return best if weights[best] > 0 else None


_known_coding = lru_cache(_REMEMBERED)(_coding)


def language(header: str | None, locales: tuple[str, ...], default: str) -> str:
    """The best of `locales` for an Accept-Language (RFC 4647, lookup), `default` when none is wanted."""
    if not header:
        return default
    return (_known_language if len(header) <= _SHORT else _language)(header, locales, default)


def _language(header: str, locales: tuple[str, ...], default: str) -> str:
    weighed = _weighed(header.lower())
    wanted = sorted((name for name, weight in weighed.items() if weight > 0), key=lambda name: -weighed[name])
    for name in wanted:
        if name == "*":
            return default
        if found := _closest(name, [one for one in locales if weighed.get(one.lower()) != 0.0]):
            return found
    return default


_known_language = lru_cache(_REMEMBERED)(_language)


def unchanged(header: str | None, etag: str) -> bool:
    """Whether an If-None-Match names the ETag we would send; compared weakly, as section 13.1.2 wants."""
    if not header:
        return False
    return header == etag or header.strip() == "*" or etag in _TAG.findall(header[:_MOST])


def _closest(name: str, locales: list[str]) -> str | None:
    """The locale itself, or the one of a shorter range (`fr` for `fr-be`), or a more special one (`fr-ca` for `fr`)."""
    parts = name.split("-")
    for length in range(len(parts), 0, -1):
        shorter = "-".join(parts[:length])
        for locale in locales:
            if locale.lower() == shorter:
                return locale
    return next((locale for locale in locales if locale.lower().startswith(name + "-")), None)


def _weighed(header: str) -> dict[str, float]:
    """Each name with its weight. What cannot be read is left out."""
    weighed: dict[str, float] = {}
    for item in header[:_MOST].split(","):
        name, _, parameter = item.partition(";")
        quality = _QUALITY.fullmatch(parameter.strip()) if parameter.strip() else None
        if name.strip() and (quality or not parameter.strip()):
            weighed.setdefault(name.strip(), float(quality[1]) if quality else 1.0)
    return weighed
