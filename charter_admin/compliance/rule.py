"""What a rule is, what it looks at, and what it finds. Pure."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from charter_admin.banner.bundle import OWN_NAMES
from charter_admin.compliance.sources import Source
from charter_admin.compliance.worksheet import Sheet
from charter_admin.listing import fold
from charter_admin.versions.document import Cookie, Document, Provider, Purpose, Service

ERROR, WARNING = "error", "warning"


@dataclass(frozen=True)
class Subject:
    """What a finding is about, by the names the document gives it.

    `kind` is platform, banner, language, text, purpose, provider, service or cookie; `key` is the part's own key (of a
    cookie: its service's), `name` and `storage` are a cookie's, `locale` that of a language or a text.
    """

    kind: str
    key: str = ""
    name: str = ""
    storage: str = ""
    locale: str = ""

    def __str__(self) -> str:
        """One line, by which a stored justification finds its subject again."""
        place = "/".join(part for part in (self.key, self.storage, self.name, self.locale) if part)
        return f"{self.kind}:{place}" if place else self.kind


PLATFORM, BANNER = Subject("platform"), Subject("banner")
Values = Mapping[str, Any]
Found = Iterator[tuple[Subject, Values]]


def about(service: Service, cookie: Cookie) -> Subject:
    """The subject of a finding about a tracker."""
    return Subject("cookie", service.key, cookie.name, cookie.storage)


@dataclass(frozen=True)
class Context:
    """A charter, and the worksheets filled in for its services, by the key of the service."""

    document: Document
    sheets: Mapping[str, Sheet] = field(default_factory=dict)

    @cached_property
    def purposes(self) -> Mapping[str, Purpose]:
        """By key."""
        return {purpose.key: purpose for purpose in self.document.purposes}

    @cached_property
    def providers(self) -> Mapping[str, Provider]:
        """By key."""
        return {provider.key: provider for provider in self.document.providers}

    @cached_property
    def services(self) -> tuple[Service, ...]:
        """Those somebody declared: the banner's own, which declares itself, is not among them."""
        return tuple(service for service in self.document.services if not _is_ours(service))

    @cached_property
    def exempt(self) -> tuple[Service, ...]:
        """Those that ask for no consent here."""
        return tuple(service for service in self.services if service.basis == "exempt")

    @cached_property
    def third_parties(self) -> tuple[Provider, ...]:
        """The providers of those services that are somebody else than the controller."""
        used = {service.provider for service in self.services}
        ours = {fold(name) for name in (self.document.platform.controller, self.document.platform.name)}
        return tuple(p for p in self.document.providers if p.key in used and fold(p.name) not in ours)

    def trackers(self) -> Iterator[tuple[Service, Cookie]]:
        """Every declared tracker with its service."""
        for service in self.services:
            for cookie in service.cookies:
                yield service, cookie


Check = Callable[[Context], Found]


@dataclass(frozen=True)
class Rule:
    """One rule. `says` and `why` are msgids of the admin catalogue; `says` has places for the values of a finding.

    `place` names where to mend it where that is not the subject's own form, `fix` what one click can do
    (charter_admin.compliance.fixes); both are empty where there is none.
    """

    id: str
    severity: str
    sources: tuple[Source, ...]
    says: str
    why: str
    check: Check
    place: str = ""
    fix: str = ""


def rule(
    name: str, severity: str, *sources: Source, says: str, why: str, place: str = "", fix: str = ""
) -> Callable[[Check], Rule]:
    """Makes a rule called `name` of a function that yields subjects, each with the values of its sentence."""
    return lambda check: Rule(name, severity, sources, says, why, check, place, fix)


@dataclass(frozen=True)
class Finding:
    """What a rule found."""

    rule: Rule
    subject: Subject
    values: Values = field(default_factory=dict)

    @property
    def is_error(self) -> bool:
        """Whether it stops publishing."""
        return self.rule.severity == ERROR

    @property
    def message(self) -> str:
        """The sentence in English."""
        return self.rule.says % self.values


def _is_ours(service: Service) -> bool:
    """Whether this is the service of the banner itself, which every charter that asks declares."""
    return bool(service.cookies) and all(cookie.name in OWN_NAMES for cookie in service.cookies)
