"""Rules on what is declared of each tracker, purpose and service."""

import re

from charter_admin.compliance.lifetimes import beyond, says_nothing, structure
from charter_admin.compliance.rule import ERROR, WARNING, Context, Found, Subject, about, rule
from charter_admin.compliance.sources import (
    ARTICLE_82,
    CLEAR_WORDS,
    CONSENT,
    GUIDELINES_CONSENT,
    PLANET49,
    RECOMMENDATION,
    RETENTION,
    STORAGE_LIMIT,
)
from charter_admin.i18n import N_

_WILD = re.compile(r"\*+|<[^<>]*>|\{[^{}]*\}|#+")


@rule(
    "duration-missing",
    WARNING,
    PLANET49,
    RETENTION,
    says=N_("How long “%(cookie)s” stays is not said."),
    why=N_("Visitors must be told how long each tracker works. The Court of Justice said so for cookies by name."),
)
def duration_missing(context: Context) -> Found:
    """A tracker of which neither structure nor words say how long it stays."""
    for service, cookie in context.trackers():
        if says_nothing(cookie):
            yield about(service, cookie), {"cookie": cookie.name}


@rule(
    "duration-unlimited",
    WARNING,
    STORAGE_LIMIT,
    RETENTION,
    says=N_("“%(cookie)s” is said to stay for ever."),
    why=N_("Data may be kept only as long as needed, and a browser’s cookie always has an end: say which."),
)
def duration_unlimited(context: Context) -> Found:
    """An HTTP cookie without an end; other storages really have none unless a script empties them."""
    for service, cookie in context.trackers():
        if cookie.storage == "cookie" and structure(cookie).kind == "persistent":
            yield about(service, cookie), {"cookie": cookie.name}


@rule(
    "tracker-over-13-months",
    WARNING,
    STORAGE_LIMIT,
    RECOMMENDATION,
    says=N_("“%(cookie)s” stays longer than 13 months."),
    why=N_("Thirteen months is what the CNIL takes as a measure. Beyond, be ready to say why it is needed that long."),
)
def tracker_long(context: Context) -> Found:
    """A tracker that outlives 13 months."""
    for service, cookie in context.trackers():
        if beyond(cookie, 13):
            yield about(service, cookie), {"cookie": cookie.name}


@rule(
    "purpose-text-missing",
    WARNING,
    ARTICLE_82,
    GUIDELINES_CONSENT,
    says=N_("What “%(cookie)s” is for is not said."),
    why=N_("The law wants visitors to be told, clearly and completely, what each access to their device is for."),
)
def purpose_text_missing(context: Context) -> Found:
    """A tracker without a word on what it is for, in any language."""
    for service, cookie in context.trackers():
        if not any(text.strip() for text in cookie.purpose.values()):
            yield about(service, cookie), {"cookie": cookie.name}


@rule(
    "purpose-unexplained",
    WARNING,
    CONSENT,
    RECOMMENDATION,
    says=N_("The purpose “%(purpose)s” is not explained."),
    why=N_("Nobody can agree to what they do not understand: each purpose needs a sentence beside its name."),
    fix="standard-purpose",
)
def purpose_unexplained(context: Context) -> Found:
    """A purpose without a description in any language."""
    for purpose in context.document.purposes:
        if not any(text.strip() for text in purpose.description.values()):
            yield Subject("purpose", purpose.key), {"purpose": next(iter(purpose.name.values()), purpose.key)}


@rule(
    "pattern-everything",
    ERROR,
    CONSENT,
    CLEAR_WORDS,
    says=N_("The name “%(cookie)s” stands for every cookie there is."),
    why=N_(
        "It tells visitors nothing, and a refusal would delete every cookie of the website. Write the names, or their "
        "common beginning."
    ),
)
def pattern_everything(context: Context) -> Found:
    """A pattern without a letter or digit of its own."""
    for service, cookie in context.trackers():
        if cookie.pattern and _own_letters(cookie.name) == 0:
            yield about(service, cookie), {"cookie": cookie.name}


@rule(
    "pattern-wide",
    WARNING,
    CLEAR_WORDS,
    says=N_("The name “%(cookie)s” stands for very many cookies."),
    why=N_(
        "Visitors should recognise what is meant, and a refusal should delete nothing else. Write more of the name."
    ),
)
def pattern_wide(context: Context) -> Found:
    """A pattern with a single letter or digit of its own."""
    for service, cookie in context.trackers():
        if cookie.pattern and _own_letters(cookie.name) == 1:
            yield about(service, cookie), {"cookie": cookie.name}


@rule(
    "cookie-twice",
    WARNING,
    CLEAR_WORDS,
    says=N_("“%(cookie)s” is declared twice under one service."),
    why=N_("Two lines for one tracker contradict each other sooner or later. Keep the right one."),
)
def cookie_twice(context: Context) -> Found:
    """The same name, storage and host more than once in a service."""
    for service in context.services:
        seen = set()
        for cookie in service.cookies:
            same = (cookie.name, cookie.storage, cookie.host)
            if same in seen:
                yield about(service, cookie), {"cookie": cookie.name}
            seen.add(same)


@rule(
    "service-empty",
    WARNING,
    ARTICLE_82,
    CLEAR_WORDS,
    says=N_("“%(service)s” has neither cookies nor hosts."),
    why=N_("Visitors are told nothing about what it does on their device, and the banner knows nothing to hold back."),
)
def service_empty(context: Context) -> Found:
    """A service of which nothing is declared."""
    for service in context.services:
        if not service.cookies and not service.hosts:
            yield Subject("service", service.key), {"service": next(iter(service.name.values()), service.key)}


def _own_letters(pattern: str) -> int:
    return sum(char.isalnum() for char in _WILD.sub("", pattern))


RULES = (
    duration_missing,
    duration_unlimited,
    tracker_long,
    purpose_text_missing,
    purpose_unexplained,
    pattern_everything,
    pattern_wide,
    cookie_twice,
    service_empty,
)
