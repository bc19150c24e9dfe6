"""From a charter document to the one file a visitor's browser loads: configuration, texts and code.

Pure: the same document, number, digest, build and locale always give the same bytes.
The built code is `dist/banner.js`, made from `client` by `npm run build`; running the product needs no Node.
"""

import json
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from charter_admin.i18n import N_, direction, visitor
from charter_admin.versions.document import Cookie, Document, Duration, Purpose, Service, localized

PLACEHOLDER = b'"__CHARTER_CONFIG__"'
COOKIE_NAME = "charter_consent"
DIGEST_LENGTH = 16
# CNIL, guidelines of 17 September 2020 on cookies: keeping a choice, refusal included, for six months is good practice.
COOKIE_MONTHS = 6
_COOKIE_SECONDS = 182 * 24 * 3600

# Storages a script of the page can empty by name, as the client calls them.
_STORAGES = {"cookie": "c", "local_storage": "l", "session_storage": "s"}
_WILDCARD = re.compile(r"<[^<>]*>|\{[^{}]*\}|#+|\*+")

# Every text of the banner, by the key the client knows it under. `{date}` and `{id}` are filled in by the client.
_TEXTS = {
    "note": N_("If you refuse, nothing that needs your consent is loaded. You can change your mind at any time."),
    "charter": N_("Read the cookie charter"),
    "accept": N_("Accept all"),
    "refuse": N_("Refuse all"),
    "customize": N_("Customise"),
    "save": N_("Save my choices"),
    "close": N_("Close"),
    "always": N_("Always active"),
    "accepted": N_("accepted"),
    "refused": N_("refused"),
    "given": N_("You made this choice on {date}. Its reference: {id}"),
    "title": N_("Your choice about cookies"),
}
_TEXTS_WITHOUT_QUESTION = {
    "title": N_("No consent is needed here"),
    "note": N_("The charter explains each of them, with its purpose and how long it stays."),
}
_EXEMPT = N_(
    "On this site, {controller} uses only cookies and similar trackers that are exempt from consent: "
    "they do just what the site needs to work, or what the law allows without asking. "
    "So there is nothing to accept or to refuse."
)
_NOTHING = N_(
    "On this site, {controller} declares no cookie and no similar tracker. So there is nothing to accept or to refuse."
)
_COOKIE_PURPOSE = N_("Remembers your choice about cookies, so that you are not asked again on every page.")


def config(document: Document, number: int, consent_digest: str, build: str, locale: str) -> dict[str, Any]:
    """The banner's configuration; its keys are described in `client/src/config.ts`.

    In: a charter and its version number, its consent digest (hex), the renderer's build, one of its locales.
    Out: a dictionary that JSON can hold.
    """
    return {
        "id": document.platform.public_id,
        "v": number,
        "d": consent_digest[:DIGEST_LENGTH],
        "b": build,
        "l": locale,
        "r": direction(locale) == "rtl",
        "c": COOKIE_NAME,
        "m": _COOKIE_SECONDS,
        "ask": document.asks,
        "p": [_purpose(document, purpose, locale) for purpose in document.purposes],
        "e": [s.key for s in document.services if _excepted(document, s)],
        "t": _texts(document, locale),
    }


def bundle(config: dict[str, Any]) -> bytes:
    """The finished `banner.js`: the built code with the configuration in its place, all ASCII."""
    text = json.dumps(config, separators=(",", ":"), ensure_ascii=True, allow_nan=False)
    # `</script>` or `<!--` in a text must not end a script it is pasted into.
    return _code().replace(PLACEHOLDER, text.replace("<", "\\u003c").encode(), 1)


def consent_cookie(locales: Iterable[str]) -> Cookie:
    """The banner's own cookie, as a charter declares it, with its purpose in `locales`."""
    return Cookie(
        name=COOKIE_NAME,
        pattern=False,
        storage="cookie",
        host="",
        party="first",
        duration=Duration(kind="fixed", amount=COOKIE_MONTHS, unit="month", text={}),
        purpose={locale: visitor(locale).gettext(_COOKIE_PURPOSE) for locale in locales},
    )


@cache
def _code() -> bytes:
    return (Path(__file__).parent / "dist" / "banner.js").read_bytes()


def _purpose(document: Document, purpose: Purpose, locale: str) -> dict[str, Any]:
    services = [service for service in document.services if service.purpose == purpose.key]
    default = document.platform.default_locale
    trackers = dict.fromkeys(t for s in services for t in _trackers(s, excepted=_excepted(document, s)))
    return {
        "k": purpose.key,
        "n": localized(purpose.name, locale, default),
        "d": localized(purpose.description, locale, default),
        "a": purpose.basis == "consent",
        "s": [_service(document, service, locale) for service in services],
        "x": [list(tracker) for tracker in trackers],
    }


def _service(document: Document, service: Service, locale: str) -> dict[str, Any]:
    name = localized(service.name, locale, document.platform.default_locale)
    provider = next((p.name for p in document.providers if p.key == service.provider), "")
    shown: dict[str, Any] = {"n": name, "p": provider}
    return shown | {"e": 1} if _excepted(document, service) else shown


def _excepted(document: Document, service: Service) -> bool:
    """Whether the service is exempt here although its purpose asks."""
    asking = any(p.key == service.purpose and p.basis == "consent" for p in document.purposes)
    return asking and service.basis == "exempt"


def _trackers(service: Service, *, excepted: bool) -> Iterable[tuple[str | int, ...]]:
    """What a refusal erases, or with a 1 behind it must leave alone: another service may declare the same name."""
    for cookie in service.cookies:
        name = _WILDCARD.sub("*", cookie.name) if cookie.pattern else cookie.name
        # A name of wildcards alone would empty the whole storage.
        if cookie.storage in _STORAGES and name.strip("*"):
            yield (name, _STORAGES[cookie.storage], *([1] if excepted else []))


def _texts(document: Document, locale: str) -> dict[str, str]:
    said = _TEXTS if document.asks else _TEXTS | _TEXTS_WITHOUT_QUESTION
    texts = {key: visitor(locale).gettext(msgid) for key, msgid in said.items()}
    return texts | {"intro": _intro(document, locale)}


def _intro(document: Document, locale: str) -> str:
    """What the first layer must say before anything: who asks, and how many others are behind it."""
    catalogue = visitor(locale)
    controller = document.platform.controller or document.platform.name
    if not document.asks:
        return catalogue.gettext(_EXEMPT if document.services else _NOTHING).format(controller=controller)
    count = len({service.provider for service in document.services if service.basis == "consent"})
    return catalogue.ngettext(
        "With your consent, {controller} uses cookies and similar trackers from {count} provider, for:",
        "With your consent, {controller} uses cookies and similar trackers from {count} providers, for:",
        count,
    ).format(controller=controller, count=count)
