"""How many statements every page of the admin takes: as many for few rows as for many, and the number is committed."""

from pathlib import Path
from typing import Any

from flask import Flask

from charter_admin.catalogue import cookies, providers, purposes, services
from charter_admin.catalogue.models import Service
from charter_admin.importing import review
from charter_admin.organizations.scope import Scope
from charter_admin.platforms import templates, texts, usages
from charter_admin.platforms.models import Platform
from charter_admin.platforms.standard_texts import KEYS, Words
from charter_admin.publishing import bulk
from charter_admin.publishing import service as publishing
from tests.admin.acting import acting, counted
from tests.admin.browser import Browser
from tests.bench.bulk import world
from tests.rules.belongings import belongings

TABLE = Path(__file__).with_name("queries.txt")
# What an address needs behind the question mark to show all it can.
QUERIES = {
    "bulk.publish": "?all=1",
    "bulk.services": "?all=1&service={service}",
    "bulk.texts": "?all=1",
}


def pages(app: Flask, parts: dict[str, Any]) -> dict[str, str]:
    """An address of each page of an organization, by its endpoint and parts."""
    found = {}
    values = parts | {"org": "rives", "locale": "fr", "key": "what"}
    adapter = app.url_map.bind("charters.test")
    for rule in app.url_map.iter_rules():
        if rule.rule.startswith("/o/<org>") and "GET" in (rule.methods or ()):
            path = adapter.build(rule.endpoint, {name: values[name] for name in rule.arguments})
            found[f"{rule.endpoint} {rule.rule}"] = path + QUERIES.get(rule.endpoint, "").format(**values)
    return found | {"organizations.index /": "/", "account.settings /account": "/account"}


def counts(app: Flask, browser: Browser, addresses: dict[str, str]) -> dict[str, int]:
    """The statements of each page; the second time, when what is cached for ever is cached."""
    found = {}
    for name, path in addresses.items():
        assert browser.get(path).status_code in (200, 303), path
        with counted(app) as seen:
            browser.get(path)
        found[name] = len([statement for statement in seen if not statement.startswith(("BEGIN", "SAVEPOINT"))])
    return found


def reword(scope: Scope, parts: dict[str, Any], word: str) -> None:
    """Says other things in the catalogue than what is online."""
    service = scope.get(Service, id=parts["service"])
    cookies.create(scope, service, cookies.CookieValues(word))
    providers.update(scope, service.provider, providers.ProviderValues(word), service.provider.revision)
    values = purposes.PurposeValues({"fr": word}, {}, service.purpose.basis)
    purposes.update(scope, service.purpose, values, service.purpose.revision)


def grow(scope: Scope, parts: dict[str, Any]) -> dict[str, Any]:
    """Many of everything that a page could list; gives the parts of an address that name larger ones."""
    platform = scope.get(Platform, public_id=parts["platform"])
    purpose = purposes.every(scope)[0]
    first = scope.get(Service, id=parts["service"])
    provider = first.provider
    for number in range(30):
        cookies.create(scope, first, cookies.CookieValues(f"more{number}"))
        providers.create(scope, providers.ProviderValues(f"P{number}"))
        made = services.create(scope, services.ServiceValues({"fr": f"S{number}"}, purpose.id, provider.id))
        usages.put(scope, platform, made, usages.UsageValues())
        purposes.create(scope, purposes.PurposeValues({"fr": f"B{number}"}, {}, "consent"))
    declared = [usage.service_id for usage in usages.every(scope, platform)]
    others = [world.platform(scope, number) for number in range(60)]
    for other in others:
        world.use(scope, other, declared)
        texts.save(
            scope,
            other,
            "fr",
            "what",
            Words("Nos cookies", "Aucun."),
            texts.section(scope, other, "fr", "what").revision,
        )
    for key in KEYS:
        templates.save(scope, key, "en", Words("Title", "Body"), templates.section(scope, key, "en").revision)
    for other in (platform, *others[:40]):
        publishing.publish(scope, other)
    reword(scope, parts, "after")
    jobs = [bulk.enqueue(scope, others) for _ in range(5)]
    charter = "".join(f"<tr><td>c{n}</td><td>Why {n}</td></tr>" for n in range(40))
    html = f"<h2>Cookies</h2><table><tr><th>Cookie</th><th>Purpose</th></tr>{charter}</table>"
    taken = review.take_in(scope, platform, html.encode(), "charter.html")
    return {"job": jobs[-1].id, "charter_import": taken.id, "proposal": review.proposals(scope, taken.id)[0].id}


def test_every_page_takes_as_many_statements_for_many_rows_as_for_few(app: Flask, owner: Browser) -> None:
    """When a number changes on purpose, write the table again: see the message."""
    with acting(app) as scope:
        parts = belongings(scope)
        # Some of each kind: a list without rows takes fewer statements than one with any.
        templates.save(scope, "what", "fr", Words("Nos cookies", "Aucun."), 0)
        reword(scope, parts, "before")
    addresses = pages(app, parts)
    few = counts(app, owner, addresses)
    with acting(app) as scope:
        grown = parts | grow(scope, parts)
    many = counts(app, owner, pages(app, grown))
    assert {name: (few[name], many[name]) for name in few if few[name] != many[name]} == {}
    made = "".join(f"{many[name]:3} {name}\n" for name in sorted(many))
    assert TABLE.read_text() == made, f"write this into {TABLE.name}:\n{made}"
