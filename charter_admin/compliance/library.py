"""Rules that compare what is declared with what the known-cookie library says of a name."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from charter_admin.catalogue import durations
from charter_admin.catalogue.known.entries import UNDOCUMENTED, Entry
from charter_admin.catalogue.known.matching import match
from charter_admin.compliance.known import measures_audience
from charter_admin.compliance.lifetimes import days, structure
from charter_admin.compliance.rule import WARNING, Context, Found, about, rule
from charter_admin.compliance.sources import ARTICLE_82, CLEAR_WORDS, CONSENT, RETENTION
from charter_admin.i18n import N_
from charter_admin.versions.document import Cookie, Service

# From what needs the least asking to what needs the most. Only what is known to need more than it was declared for is
# told: who asks for more than they must wrongs nobody.
_RANKS: Mapping[str, int] = {"necessary": 0, "preferences": 1, "statistics": 2, "marketing": 3}
_ASKING = ("statistics", "marketing")
MUCH = 4  # times shorter: websites set 13 months where a tool has two years, and may
# A session ends with the browser, which may take weeks: software has a setting for either.
_SESSION_DAYS = 15.0


@dataclass(frozen=True)
class _Known:
    """What all entries of a name agree on at least: the purpose that asks for least, and the shortest life."""

    purpose: Entry
    life: Entry | None


@rule(
    "known-otherwise",
    WARNING,
    ARTICLE_82,
    CONSENT,
    says=N_("“%(cookie)s” is known as a tracker of %(provider)s for another purpose: %(known)s (source: %(source)s)."),
    why=N_(
        "Consent holds for the purpose visitors were told. Move the service to the purpose it is known for, or say in "
        "writing why yours is another tracker of the same name."
    ),
    place="service",
    fix="known-purpose",
)
def known_otherwise(context: Context) -> Found:
    """A tracker the library knows under a purpose that asks for more than the one it is declared under."""
    for service in context.services:
        found = {place: fact.purpose for place, fact in _facts(service) if _asks_more(context, service, fact.purpose)}
        # A service goes to one purpose: where its trackers are known under several, a person has to part it.
        alike = len({entry.purpose for entry in found.values()}) == 1
        for place, entry in found.items():
            cookie = service.cookies[place]
            yield about(service, cookie), _told(cookie, entry) | {"alike": alike}


@rule(
    "duration-shorter-than-known",
    WARNING,
    RETENTION,
    CLEAR_WORDS,
    says=N_(
        "“%(cookie)s” of %(provider)s is known to stay much longer than declared: %(lasting)s (source: %(source)s)."
    ),
    why=N_("Visitors must be told how long it really stays. Look in a browser, or at the settings of the tool."),
    fix="known-duration",
)
def shorter_than_known(context: Context) -> Found:
    """A tracker whose declared duration is less than a quarter of what the library knows."""
    for service in context.services:
        for place, fact in _facts(service):
            cookie, life = service.cookies[place], fact.life
            declared = days(structure(cookie), _SESSION_DAYS)
            if life is not None and declared is not None and declared * MUCH < (_days(life) or 0):
                yield about(service, cookie), _told(cookie, life) | {"lasting": life.duration}


def _told(cookie: Cookie, entry: Entry) -> dict[str, object]:
    about_it = {"provider": entry.provider, "known": entry.purpose, "source": entry.source}
    return {"cookie": cookie.name, **about_it}


def _asks_more(context: Context, service: Service, known: Entry) -> bool:
    declared = _declared(context, service)
    return declared is not None and known.purpose in _ASKING and _RANKS[known.purpose] > declared


def _declared(context: Context, service: Service) -> int | None:
    """How much the declared purpose asks; None for one of the organization's own that waits for consent anyhow."""
    if service.basis != "exempt":
        return _RANKS.get(service.purpose)
    provider, purpose = context.providers.get(service.provider), context.purposes.get(service.purpose)
    names = [*service.name.values(), provider.name if provider else "", *(purpose.name.values() if purpose else ())]
    audience = service.purpose == "statistics" or measures_audience((), *names)
    return _RANKS["statistics" if audience else "necessary"]


def _facts(service: Service) -> Iterator[tuple[int, _Known]]:
    """What is known of a service's trackers, by their place in it."""
    for place, cookie in enumerate(service.cookies):
        if fact := _fact(cookie.name, cookie.host, cookie.storage):
            yield place, fact


@lru_cache(maxsize=4096)
def _fact(name: str, host: str, storage: str) -> _Known | None:
    """Kept: many platforms declare the same. Only what a name cannot fail to mean, and somebody wrote down."""
    matches = match(name, host or None)
    sure = [one.entry for one in matches if one.confidence == "high" and one.entry.storage == storage]
    documented = [entry for entry in sure if entry.source != UNDOCUMENTED]
    # A name that another tool uses as well, documented or not, may be meant in its sense.
    if not documented or len(sure) != len(matches):
        return None
    least = min(sure, key=lambda entry: _RANKS[entry.purpose])
    lives = [entry for entry in sure if _days(entry) is not None]
    shortest = min(lives, key=lambda entry: _days(entry) or 0) if len(lives) == len(sure) else None
    return _Known(least, shortest)


def _days(entry: Entry) -> float | None:
    return days(durations.parse(entry.duration), 0.0)


RULES = (known_otherwise, shorter_than_known)
