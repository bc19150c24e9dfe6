"""What of a document is declared already, and where the two say different things.

Declared already means: a cookie of the same name under the same service or provider. Where the document names neither,
the only cookie of that name is meant.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import joinedload

from charter_admin.catalogue import durations
from charter_admin.catalogue.models import Cookie, Purpose, Service
from charter_admin.importing.models import ImportProposal
from charter_admin.importing.suggestions import AcceptValues, suggest
from charter_admin.listing import fold
from charter_admin.organizations.scope import Scope
from charter_admin.platforms.models import Platform, Usage

# The fields of which one may take either side: those of the cookie and of the use of its service here.
CHOOSABLE = ("purpose", "duration", "party", "location")


@dataclass(frozen=True)
class Difference:
    """One field of which the document says something else; `mine` is empty where nothing is declared yet."""

    field: str
    mine: str
    document: str


@dataclass(frozen=True)
class Standing:
    """What is declared for a proposal. `usage` is None while its service is not in use on the platform.

    `about_service` is what the document says otherwise of the service: whoever wants that declares the cookie apart.
    `sure` is whether nothing speaks for another cookie of that name.
    """

    cookie: Cookie
    usage: Usage | None
    choices: tuple[Difference, ...]
    about_service: tuple[Difference, ...]
    sure: bool

    @property
    def gaps(self) -> frozenset[str]:
        """The fields that only the document fills."""
        return frozenset(each.field for each in self.choices if not each.mine)

    @property
    def nothing_new(self) -> bool:
        """Whether accepting would change nothing."""
        return self.sure and self.usage is not None and not self.choices and not self.about_service


def standings(
    scope: Scope, platform: Platform, found: Sequence[ImportProposal], purposes: Sequence[Purpose], locale: str
) -> dict[int, Standing]:
    """By proposal, what is declared already. The number of queries does not depend on how many proposals there are."""
    named = _named(scope, {each.name.strip() for each in found})
    used = _used(scope, platform, {cookie.service_id for cookies in named.values() for cookie in cookies})
    result: dict[int, Standing] = {}
    for proposal in found:
        values = suggest(proposal, purposes)
        best = _best(values, named.get(values.name.strip(), ()), platform, used)
        if best:
            cookie, rank = best
            result[proposal.id] = _standing(proposal, values, cookie, used.get(cookie.service_id), locale, rank)
    return result


def _named(scope: Scope, names: Iterable[str]) -> dict[str, list[Cookie]]:
    whole = joinedload(Cookie.service)
    statement = scope.select(Cookie).where(Cookie.name.in_(names)).order_by(Cookie.id)
    statement = statement.options(whole.joinedload(Service.provider), whole.joinedload(Service.purpose))
    found: dict[str, list[Cookie]] = defaultdict(list)
    for cookie in scope.session.scalars(statement):
        found[cookie.name].append(cookie)
    return found


def _used(scope: Scope, platform: Platform, services: Iterable[int]) -> dict[int, Usage]:
    of_both = scope.select(Usage).where(Usage.platform_id == platform.id, Usage.service_id.in_(services))
    return {usage.service_id: usage for usage in scope.session.scalars(of_both)}


def _best(
    values: AcceptValues, cookies: Sequence[Cookie], platform: Platform, used: dict[int, Usage]
) -> tuple[Cookie, int] | None:
    """The cookie meant and how surely: the likeliest, among those one in use here, among those the oldest."""
    ranked = [(_rank(values, cookie, platform, len(cookies)), cookie) for cookie in cookies]
    fitting = [(rank, cookie.service_id in used, -cookie.id, cookie) for rank, cookie in ranked if rank]
    best = max(fitting, key=lambda each: each[:3], default=None)
    return (best[3], best[0]) if best else None


def _rank(values: AcceptValues, cookie: Cookie, platform: Platform, namesakes: int) -> int:
    """0 for another cookie, 1 where the document speaks of another service or another provider."""
    controller = platform.controller or platform.name
    same_provider = _alike(values.provider or controller, cookie.service.provider.name)
    same_service = bool(values.service) and any(_alike(values.service, name) for name in cookie.service.name.values())
    if same_service and (same_provider or not values.provider):
        return 4
    if same_provider and not values.service:
        return 3
    if not values.provider and not values.service:
        return 2 if namesakes == 1 else 0
    return 1 if same_provider or same_service else 0


def _standing(
    proposal: ImportProposal, values: AcceptValues, cookie: Cookie, usage: Usage | None, locale: str, rank: int
) -> Standing:
    return Standing(cookie, usage, _choices(proposal, values, cookie, usage, locale), _about(values, cookie), rank > 1)


def _choices(
    proposal: ImportProposal, values: AcceptValues, cookie: Cookie, usage: Usage | None, locale: str
) -> tuple[Difference, ...]:
    spoken = cookie.duration_text.get(locale, "")
    lasting = spoken or durations.describe(cookie.duration_kind, cookie.duration_amount, cookie.duration_unit, locale)
    sides = {
        "purpose": (cookie.purpose.get(locale, ""), values.purpose),
        "duration": (lasting, values.duration),
        "party": (cookie.party, values.party if proposal.party else ""),
        "location": (usage.location.get(locale, "") if usage else values.location, values.location),
    }
    found = (Difference(field, *sides[field]) for field in CHOOSABLE)
    differing = (each for each in found if each.document and not _alike(each.mine, each.document))
    return tuple(each for each in differing if each.field != "duration" or not _lasts_so(cookie, each.document))


def _lasts_so(cookie: Cookie, text: str) -> bool:
    """Whether a text says in other words the duration that is declared."""
    said = durations.parse(text)
    declared = durations.Duration(cookie.duration_kind, cookie.duration_amount, cookie.duration_unit)
    return said == declared != durations.UNKNOWN


def _about(values: AcceptValues, cookie: Cookie) -> tuple[Difference, ...]:
    """What the document says otherwise of provider, service and purpose; a purpose is given by its id."""
    service, provider = cookie.service, cookie.service.provider
    sides = [("provider", provider.name, values.provider, [provider.name])]
    sides += [("service", _first(service.name), values.service, list(service.name.values()))]
    found = [Difference(field, mine, said) for field, mine, said, names in sides if said and _other(said, names)]
    if values.purpose_id and values.purpose_id != service.purpose_id:
        found.append(Difference("purpose_id", str(service.purpose_id), str(values.purpose_id)))
    return tuple(found)


def _other(text: str, names: Sequence[str]) -> bool:
    return not any(_alike(text, name) for name in names)


def _first(names: dict[str, str]) -> str:
    return next(iter(names.values()), "")


def _alike(one: str, other: str) -> bool:
    return fold(" ".join(one.split())) == fold(" ".join(other.split()))
