"""Declaring what was accepted, through the same services as what is typed, and noting what that made."""

from collections.abc import Collection, Mapping
from dataclasses import replace

from charter_admin import values as check
from charter_admin.catalogue import cookies, providers, services
from charter_admin.catalogue.cookies import CookieValues
from charter_admin.catalogue.models import Cookie, Provider, Purpose, Service
from charter_admin.catalogue.services import ServiceValues
from charter_admin.importing.decisions import Made, print_of
from charter_admin.importing.declared import Standing
from charter_admin.importing.suggestions import AcceptValues
from charter_admin.organizations.scope import Scope
from charter_admin.platforms import usages
from charter_admin.platforms.models import Platform, Usage
from charter_admin.platforms.usages import UsageValues


def declare(scope: Scope, platform: Platform, values: AcceptValues, locale: str) -> Made:
    """Declares a cookie with its service and provider where they are new, and puts the service in use.

    Raises Invalid.
    """
    purpose = check.chosen(scope, "purpose_id", Purpose, values.purpose_id or 0)
    made = Made("", "")
    provider = _provider(scope, platform, check.optional("provider", values.provider), made)
    service = _service(scope, provider, purpose, check.optional("service", values.service), locale, made)
    made.service, made.provider = service.key, provider.key
    _cookie(scope, service, values, locale, made)
    _use(scope, platform, service, {locale: check.optional("location", values.location)}, made)
    return made


def merge(
    scope: Scope, platform: Platform, standing: Standing, values: AcceptValues, take: Collection[str], locale: str
) -> Made:
    """Keeps what is declared but for the fields in `take`, which get what the document says. Raises Invalid, Stale.

    Another duration replaces its text in every language: the others would contradict it.
    """
    cookie, service = standing.cookie, standing.cookie.service
    made = Made(service.key, service.provider.key)
    better = cookies.values_of(cookie)
    if "purpose" in take:
        better = replace(better, purpose={**better.purpose, locale: values.purpose})
    if "duration" in take:
        better = replace(better, duration_kind="unknown", duration_text={locale: values.duration})
    if "party" in take:
        better = replace(better, party=values.party)
    _change(scope, cookie, better, made)
    where = {locale: values.location} if "location" in take or standing.usage is None else {}
    _use(scope, platform, service, where, made, over="location" in take)
    return made


def _provider(scope: Scope, platform: Platform, name: str, made: Made) -> Provider:
    name = name or platform.controller or platform.name
    found = providers.called(scope, name)
    if found is None:
        found = providers.named(scope, name)
        made.step(found)
    return found


def _service(scope: Scope, provider: Provider, purpose: Purpose, name: str, locale: str, made: Made) -> Service:
    name = name or provider.name
    found = services.called(scope, name, provider, purpose)
    if found is None:
        found = services.create(scope, ServiceValues({locale: name}, purpose.id, provider.id))
        made.step(found)
    return found


def _cookie(scope: Scope, service: Service, values: AcceptValues, locale: str, made: Made) -> None:
    """Declares it, or adds what is not known yet to the one of that name."""
    duration = check.optional("duration", values.duration)
    told = CookieValues(values.name, {locale: values.purpose}, party=values.party, duration_text={locale: duration})
    known = next((cookie for cookie in service.cookies if cookie.name == values.name.strip()), None)
    if known is None:
        made.step(cookies.create(scope, service, told))
        return
    kept = cookies.values_of(known)
    purpose = {**told.purpose, **kept.purpose}
    _change(
        scope, known, replace(kept, purpose=purpose, duration_text={**told.duration_text, **kept.duration_text}), made
    )


def _change(scope: Scope, cookie: Cookie, values: CookieValues, made: Made) -> None:
    before = print_of(cookie)
    if cookies.checked(values) != cookies.values_of(cookie):
        cookies.update(scope, cookie, values, cookie.revision)
        made.step(cookie, before)


def _use(
    scope: Scope, platform: Platform, service: Service, location: Mapping[str, str], made: Made, *, over: bool = False
) -> None:
    """Puts the service in use, or adds to where it is used; `over` replaces what is said about that."""
    usage = usages.find(scope, platform, service)
    if usage is None:
        made.step(usages.put(scope, platform, service, UsageValues(location)))
        return
    told = {language: text for language, text in location.items() if text}
    better = {**usage.location, **told} if over else {**told, **usage.location}
    _move(scope, usage, better, made)


def _move(scope: Scope, usage: Usage, location: Mapping[str, str], made: Made) -> None:
    before = print_of(usage)
    if dict(location) != usage.location:
        usages.update(scope, usage, UsageValues(location, usage.basis), usage.revision)
        made.step(usage, before)
