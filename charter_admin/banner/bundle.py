"""From a charter document to the one file a visitor's browser loads: configuration, texts and code.

Pure: the same document, number, digest, build and locale always give the same bytes.
The built pieces are in `dist`, made from `client` by `npm run build`; running the product needs no Node. A file holds
the core and only those pieces that its platform uses.
"""

import json
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from charter_admin.banner.style import rules
from charter_admin.banner.texts import texts
from charter_admin.i18n import N_, direction, visitor
from charter_admin.versions.banner import GOOGLE_TYPES, Banner
from charter_admin.versions.document import Cookie, Document, Duration, Purpose, Service, localized

PLACEHOLDER = b'"__CHARTER_CONFIG__"'
COOKIE_NAME, QUEUE_NAME = "charter_consent", "charter_receipts"
OWN_NAMES = (COOKIE_NAME, QUEUE_NAME)
DIGEST_LENGTH = 16
_MONTH_SECONDS = 182 * 24 * 3600 // 6  # six of them are 182 days

# Storages a script of the page can empty by name, as the client calls them.
_STORAGES = {"cookie": "c", "local_storage": "l", "session_storage": "s"}
_WILDCARD = re.compile(r"<[^<>]*>|\{[^{}]*\}|#+|\*+")
_QUEUE_PURPOSE = N_("Keeps the proof of your choice until it has reached us.")
_UNTIL_SENT = N_("Until the proof is sent")
_COOKIE_PURPOSE = N_("Remembers your choice about cookies, so that you are not asked again on every page.")


def script(document: Document, number: int, consent_digest: str, build: str, locale: str) -> bytes:
    """The finished `banner.js`. In: as `config`."""
    return bundle(config(document, number, consent_digest, build, locale), document.banner)


def config(document: Document, number: int, consent_digest: str, build: str, locale: str) -> dict[str, Any]:
    """The banner's configuration; its keys are described in `client/src/config.ts`.

    In: a charter and its version number, its consent digest (hex), the renderer's build, one of its locales.
    Out: a dictionary that JSON can hold.
    """
    settings = document.banner
    made = {
        "id": document.platform.public_id,
        "v": number,
        "d": consent_digest[:DIGEST_LENGTH],
        "b": build,
        "l": locale,
        "r": int(direction(locale) == "rtl"),
        "c": COOKIE_NAME,
        "m": settings.months * _MONTH_SECONDS,
        "w": int(settings.memory == "local_storage"),
        "h": settings.domain,
        "a": int(document.asks),
        "o": settings.theme.layout,
        "y": rules(settings.theme),
        "p": [_purpose(document, purpose, locale) for purpose in document.purposes],
        "g": _signals(document),
        "t": texts(document, locale),
    }
    return {key: value for key, value in made.items() if value}


def bundle(config: dict[str, Any], settings: Banner) -> bytes:
    """The finished `banner.js`: the pieces the settings ask for, and the core with the configuration; all ASCII."""
    text = _literal(config)
    # `</script>` or `<!--` in a text must not end a script it is pasted into.
    core = _built("banner").replace(PLACEHOLDER, text.replace("<", "\\u003c").encode(), 1)
    pieces = b"".join(_built(name) for name in _pieces(settings))
    return b"(()=>{let P=[];" + pieces + core.rstrip() + b"})();\n"


def _literal(value: Any) -> str:
    """A value of JSON as JavaScript writes it, with bare names: quotes are bytes for every visitor."""
    if isinstance(value, dict):
        return "{" + ",".join(f"{_name(key)}:{_literal(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(_literal, value)) + "]"
    return json.dumps(value, ensure_ascii=True, allow_nan=False)


def _name(key: str) -> str:
    # Reserved words may stand there too, and what has a hyphen is a text.
    return key if re.fullmatch(r"[a-z][a-z0-9]*", key) else json.dumps(key)


def own_trackers(locales: Iterable[str], settings: Banner) -> tuple[Cookie, ...]:
    """What the banner itself keeps on a visitor's device, as a charter declares it, with purposes in `locales`.

    The choice, and its receipts for as long as the server has not acknowledged them.
    """
    spoken = list(locales)
    held = Duration(kind="fixed", amount=settings.months, unit="month", text={})
    sent = Duration(kind="unknown", amount=None, unit=None, text=_said(_UNTIL_SENT, spoken))
    return (
        Cookie(COOKIE_NAME, False, settings.memory, settings.domain, "first", held, _said(_COOKIE_PURPOSE, spoken)),
        Cookie(QUEUE_NAME, False, "local_storage", "", "first", sent, _said(_QUEUE_PURPOSE, spoken)),
    )


def _said(message: str, locales: Iterable[str]) -> dict[str, str]:
    return {locale: visitor(locale).gettext(message) for locale in locales}


@cache
def _built(name: str) -> bytes:
    return (Path(__file__).parent / "dist" / f"{name}.js").read_bytes()


def _pieces(settings: Banner) -> Iterator[str]:
    used = {
        "google": settings.google.on,
        "microsoft": settings.microsoft,
        "matomo": bool(settings.matomo),
        "foreign": settings.foreign,
        "automatic": settings.automatic,
        "shown": settings.shown,
    }
    return (name for name, wanted in used.items() if wanted)


def _signals(document: Document) -> dict[str, Any]:
    """What the pieces for other tools need, nothing where no tool is told anything."""
    settings, google = document.banner, document.banner.google
    if not (google.on or settings.microsoft or settings.matomo):
        return {}
    meant = {
        p.key: "".join(str(GOOGLE_TYPES.index(name)) for name in google.meaning.get(p.key, ()))
        for p in document.purposes
    }
    return {
        "m": {key: types for key, types in meant.items() if types},
        "w": google.wait_for_update,
        "r": int(google.ads_data_redaction),
        "u": int(google.url_passthrough),
        "q": int(settings.matomo == "consent"),
    }


def _purpose(document: Document, purpose: Purpose, locale: str) -> dict[str, Any]:
    services = [service for service in document.services if service.purpose == purpose.key]
    exempt = [service for service in services if _excepted(document, service)]
    default = document.platform.default_locale
    made = {
        "k": purpose.key,
        "n": localized(purpose.name, locale, default),
        "d": localized(purpose.description, locale, default),
        "a": int(purpose.basis == "consent"),
        "s": [_service(document, service, locale) for service in services],
        "x": _trackers(service for service in services if service not in exempt),
        # What a refusal must leave alone: another service of the purpose may declare the same name.
        "e": _trackers(exempt),
    }
    return {key: value for key, value in made.items() if value or key in "nsdx"}


def _service(document: Document, service: Service, locale: str) -> list[Any]:
    name = localized(service.name, locale, document.platform.default_locale)
    provider = next((p.name for p in document.providers if p.key == service.provider), "")
    exempt = [1] if _excepted(document, service) else []
    hosts = [list(service.hosts)] if service.hosts or exempt else []
    return [service.key, name, provider, *hosts, *exempt]


def _excepted(document: Document, service: Service) -> bool:
    """Whether the service is exempt here although its purpose asks."""
    asking = any(p.key == service.purpose and p.basis == "consent" for p in document.purposes)
    return asking and service.basis == "exempt"


def _trackers(services: Iterable[Service]) -> dict[str, list[str]]:
    """The names a script can erase, by where they live; other sites' cookies apart, which it can only name."""
    found: dict[str, list[str]] = {}
    for cookie in (cookie for service in services for cookie in service.cookies):
        name = _WILDCARD.sub("*", cookie.name) if cookie.pattern else cookie.name
        # A name of wildcards alone would empty the whole storage.
        if cookie.storage in _STORAGES and name.strip("*"):
            foreign = cookie.party == "third" and cookie.storage == "cookie"
            names = found.setdefault("t" if foreign else _STORAGES[cookie.storage], [])
            names += [name] if name not in names else []
    return found
