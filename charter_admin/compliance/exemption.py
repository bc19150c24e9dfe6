"""Rules on what is declared exempt from consent: trackers that never are, and the CNIL's conditions for audiences."""

from collections.abc import Iterator

from charter_admin.compliance import known
from charter_admin.compliance.lifetimes import beyond
from charter_admin.compliance.rule import ERROR, WARNING, Context, Found, Subject, about, rule
from charter_admin.compliance.sources import (
    ARTICLE_82,
    AUDIENCE,
    EDPB_SCOPE,
    GUIDELINES_EXEMPT,
    RECOMMENDATION,
)
from charter_admin.compliance.worksheet import CHANGE, CONSENT, COOKIE_MONTHS, DATA_MONTHS, Sheet, outcome
from charter_admin.i18n import N_
from charter_admin.versions.document import Service


@rule(
    "exempt-tracker",
    ERROR,
    ARTICLE_82,
    GUIDELINES_EXEMPT,
    says=N_("“%(cookie)s” is a tracker of %(owner)s. It cannot be exempt from consent."),
    why=N_("Advertising, social networks and recording of visits are never what the visitor asked for."),
    place="usage",
    fix="ask-consent",
)
def exempt_tracker(context: Context) -> Found:
    """An exempt service with a tracker known to serve advertising, social networks or recording."""
    for service in context.exempt:
        for cookie in service.cookies:
            if owner := known.owner_of(cookie, service.hosts):
                yield about(service, cookie), {"cookie": cookie.name, "owner": owner}


@rule(
    "exempt-host",
    ERROR,
    ARTICLE_82,
    GUIDELINES_EXEMPT,
    says=N_("“%(service)s” uses %(host)s of %(owner)s. It cannot be exempt from consent."),
    why=N_("Advertising, social networks and recording of visits are never what the visitor asked for."),
    place="usage",
    fix="ask-consent",
)
def exempt_host(context: Context) -> Found:
    """An exempt service that brings something from a host of advertising or recording."""
    for service in context.exempt:
        hosts = (host for host in _hosts(service) if known.owner_of_host(host))
        if host := next(hosts, ""):
            yield _of(service), {"service": _name(service), "host": host, "owner": known.owner_of_host(host)}


@rule(
    "exempt-google-analytics",
    ERROR,
    AUDIENCE,
    GUIDELINES_EXEMPT,
    says=N_("“%(service)s” is Google Analytics. It cannot be exempt from consent."),
    why=N_(
        "Measurement is exempt only if it serves the publisher alone; Google says that it uses these data for itself. "
        "No setting changes that."
    ),
    place="usage",
    fix="ask-consent",
)
def exempt_google_analytics(context: Context) -> Found:
    """Google Analytics, by cookie or host, declared exempt."""
    for service in context.exempt:
        by_cookie = any(known.is_google_analytics(cookie) for cookie in service.cookies)
        if by_cookie or any(known.is_google_analytics_host(host) for host in _hosts(service)):
            yield _of(service), {"service": _name(service)}


@rule(
    "exempt-advertising",
    WARNING,
    ARTICLE_82,
    GUIDELINES_EXEMPT,
    says=N_("“%(service)s” looks like advertising or social networks, and is declared exempt."),
    why=N_("Such services need consent. If the name misleads, say why in writing, or choose a clearer one."),
    place="usage",
    fix="ask-consent",
)
def exempt_advertising(context: Context) -> Found:
    """An exempt service whose own name, or whose purpose's, speaks of advertising or social networks."""
    for service in context.exempt:
        if known.speaks_of_advertising(*service.name.values(), *_purpose_names(context, service), service.purpose):
            yield _of(service), {"service": _name(service)}


@rule(
    "exempt-pixel",
    WARNING,
    EDPB_SCOPE,
    ARTICLE_82,
    says=N_("The pixel “%(cookie)s” is declared exempt."),
    why=N_("A pixel tells somebody that a page was read. That is seldom needed for what the visitor asked for."),
    place="usage",
    fix="ask-consent",
)
def exempt_pixel(context: Context) -> Found:
    """A tracking pixel in an exempt service."""
    for service in context.exempt:
        for cookie in service.cookies:
            if cookie.storage == "pixel":
                yield about(service, cookie), {"cookie": cookie.name}


@rule(
    "audience-over-13-months",
    ERROR,
    RECOMMENDATION,
    AUDIENCE,
    says=N_("“%(cookie)s” measures the audience without consent and stays longer than 13 months."),
    why=N_("Without consent a tracker of audience measurement may live 13 months at most, not renewed at each visit."),
    fix="ask-consent",
)
def audience_tracker_long(context: Context) -> Found:
    """An exempt audience tracker that lives longer than 13 months."""
    for service in _audience(context):
        for cookie in service.cookies:
            if beyond(cookie, COOKIE_MONTHS):
                yield about(service, cookie), {"cookie": cookie.name}


@rule(
    "audience-data-over-25-months",
    ERROR,
    RECOMMENDATION,
    AUDIENCE,
    says=N_("The data of “%(service)s” are kept %(months)s months without consent, longer than 25."),
    why=N_("Without consent what audience measurement collects may be kept 25 months at most."),
    place="worksheet",
    fix="ask-consent",
)
def audience_data_long(context: Context) -> Found:
    """An exempt service whose worksheet says that data are kept longer than 25 months."""
    for service, sheet in _answered(context):
        if sheet.data_months is not None and sheet.data_months > DATA_MONTHS:
            yield _of(service), {"service": _name(service), "months": sheet.data_months}


@rule(
    "audience-worksheet-missing",
    WARNING,
    AUDIENCE,
    GUIDELINES_EXEMPT,
    says=N_("“%(service)s” measures the audience without consent, and nothing says why it may."),
    why=N_("You have to be able to show that the CNIL’s conditions are met. The worksheet asks them one by one."),
    place="worksheet",
)
def worksheet_missing(context: Context) -> Found:
    """Exempt audience measurement without a worksheet."""
    for service in _audience(context):
        if service.key not in context.sheets:
            yield _of(service), {"service": _name(service)}


@rule(
    "audience-worksheet-refuses",
    ERROR,
    AUDIENCE,
    GUIDELINES_EXEMPT,
    says=N_("By your own answers “%(service)s” needs consent, but it is declared exempt."),
    why=N_("The worksheet says that the data serve others or something else. No setting mends that."),
    place="worksheet",
    fix="ask-consent",
)
def worksheet_refuses(context: Context) -> Found:
    """An exempt service whose worksheet ends with: needs consent."""
    for service, sheet in _answered(context):
        if outcome(sheet).kind == CONSENT:
            yield _of(service), {"service": _name(service)}


@rule(
    "audience-worksheet-open",
    WARNING,
    AUDIENCE,
    RECOMMENDATION,
    says=N_("The worksheet of “%(service)s” has points to set or to answer: %(count)s"),
    why=N_("Until they are settled, the exemption does not hold."),
    place="worksheet",
    fix="ask-consent",
)
def worksheet_open(context: Context) -> Found:
    """An exempt service whose worksheet asks for a change first."""
    for service, sheet in _answered(context):
        found = outcome(sheet)
        if found.kind == CHANGE:
            yield _of(service), {"service": _name(service), "count": len(found.against) + len(found.open)}


@rule(
    "audience-worksheet-stale",
    WARNING,
    AUDIENCE,
    says=N_("“%(service)s” was changed since its worksheet was filled in."),
    why=N_("Another cookie, host or provider may change the answers: read them again and save."),
    place="worksheet",
)
def worksheet_stale(context: Context) -> Found:
    """An exempt service that is no longer the one the worksheet was answered for."""
    for service, sheet in _answered(context):
        if sheet.stale:
            yield _of(service), {"service": _name(service)}


def measures_audience(context: Context, service: Service) -> bool:
    """Whether a service is one of audience measurement, by its cookies or by the names around it."""
    provider = context.providers.get(service.provider)
    names = [*service.name.values(), *_purpose_names(context, service), provider.name if provider else ""]
    return known.measures_audience(service.cookies, *names)


def _audience(context: Context) -> Iterator[Service]:
    return (service for service in context.exempt if measures_audience(context, service))


def _answered(context: Context) -> Iterator[tuple[Service, Sheet]]:
    return ((service, context.sheets[service.key]) for service in context.exempt if service.key in context.sheets)


def _purpose_names(context: Context, service: Service) -> list[str]:
    purpose = context.purposes.get(service.purpose)
    return list(purpose.name.values()) if purpose else []


def _hosts(service: Service) -> list[str]:
    return [host for host in (*service.hosts, *(cookie.host for cookie in service.cookies)) if host]


def _of(service: Service) -> Subject:
    return Subject("service", service.key)


def _name(service: Service) -> str:
    return next(iter(service.name.values()), service.key)


RULES = (
    exempt_tracker,
    exempt_host,
    exempt_google_analytics,
    exempt_advertising,
    exempt_pixel,
    audience_tracker_long,
    audience_data_long,
    worksheet_missing,
    worksheet_refuses,
    worksheet_open,
    worksheet_stale,
)
