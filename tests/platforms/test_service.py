"""Platforms: settings, domains, languages, locking and removal."""

import re
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from charter_admin.errors import Forbidden, Invalid, NotFound, Stale
from charter_admin.listing import Query
from charter_admin.organizations.scope import Scope
from charter_admin.platforms import service as platforms
from charter_admin.platforms import texts, usages
from charter_admin.platforms.models import CharterText, Domain, Platform, Usage
from charter_admin.platforms.service import PlatformValues
from charter_admin.platforms.standard_texts import Words
from tests import factories

VALUES = PlatformValues("Portail", ["https://data.example.org/accueil", "www.example.org:8443"], "fr", ["fr", "en"])


def changed(**more: Any) -> PlatformValues:
    return PlatformValues(**(VALUES.__dict__ | more))


def test_create(session: Session) -> None:
    scope = factories.scope(session)
    made = platforms.create(scope, VALUES)
    assert re.fullmatch("[a-hjkmnp-z2-9]{12}", made.public_id)
    assert platforms.domain_names(made) == ["data.example.org", "www.example.org:8443"]
    assert platforms.get(scope, made.public_id) is made
    assert made.public_id != platforms.create(scope, VALUES).public_id


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"name": ""}, "name"),
        ({"domains": ["not a host"]}, "domains"),
        ({"locales": ["fr", "xx"]}, "locales"),
        ({"locales": []}, "default_locale"),
        ({"default_locale": "de"}, "default_locale"),
        ({"contact_email": "nobody"}, "contact_email"),
        ({"contact_url": "example.org"}, "contact_url"),
        ({"contact_address": "\0"}, "contact_address"),
        ({"controller": "x" * 301}, "controller"),
        ({"dpo": "\ud800"}, "dpo"),
    ],
)
def test_refused_values(session: Session, more: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as refusal:
        platforms.create(factories.scope(session), changed(**more))
    assert refusal.value.field == field


def test_domains_can_be_swapped(session: Session) -> None:
    scope = factories.scope(session)
    platform = platforms.create(scope, VALUES)
    platforms.update(scope, platform, changed(domains=["b.org", "data.example.org"]), platform.revision)
    platforms.update(scope, platform, changed(domains=["data.example.org", "b.org"]), platform.revision)
    session.expire_all()
    assert platforms.domain_names(platform) == ["data.example.org", "b.org"]


def test_update_is_locked_also_when_only_domains_changed(session: Session) -> None:
    scope = factories.scope(session)
    platform = platforms.create(scope, VALUES)
    seen = platform.revision
    platforms.update(scope, platform, changed(domains=["b.org"]), seen)
    with pytest.raises(Stale) as refusal:
        platforms.update(scope, platform, changed(domains=["c.org"]), seen)
    assert refusal.value.current["domains"] == ["b.org"]
    assert refusal.value.current["revision"] == platform.revision


def test_languages_of_an_organization(session: Session) -> None:
    scope = factories.scope(session)
    assert platforms.languages(scope) == ["en", "fr"]
    platforms.create(scope, changed(default_locale="br", locales=["br", "fr"]))
    platforms.create(factories.scope(session, "Monts"), changed(default_locale="de", locales=["de"]))
    assert platforms.languages(scope) == ["br", "fr"]


def test_listing(session: Session) -> None:
    scope = factories.scope(session)
    for name in ("Été", "Hiver"):
        platforms.create(scope, changed(name=name))
    assert [platform.name for platform in platforms.listed(scope, Query(search="ete")).items] == ["Été"]


def test_delete_draft_removes_all_of_it_and_nothing_else(session: Session) -> None:
    scope = factories.scope(session)
    service = factories.service(scope)
    kept, gone = platforms.create(scope, VALUES), platforms.create(scope, VALUES)
    for platform in (kept, gone):
        factories.usage(scope, platform, service)
        texts.save(scope, platform, "fr", "intro", Words("T", "B"), 0)
    platforms.delete_draft(scope, gone)
    for model, left in ((Platform, 1), (Domain, 2), (Usage, 1), (CharterText, 1)):
        assert session.scalar(select(func.count()).select_from(model)) == left
    with pytest.raises(NotFound):
        platforms.get(scope, gone.public_id)


def test_who_may_write(session: Session) -> None:
    scope = factories.scope(session)
    platform = platforms.create(scope, VALUES)
    reader = Scope(session, scope.organization_id, "viewer", "Vera")
    publisher = Scope(session, scope.organization_id, "publisher", "Paul")
    for write in (
        lambda: platforms.create(reader, VALUES),
        lambda: platforms.update(reader, platform, VALUES, platform.revision),
        lambda: platforms.delete_draft(publisher, platform),
    ):
        with pytest.raises(Forbidden):
            write()


def test_another_organizations_platform_is_not_there(session: Session) -> None:
    platform = platforms.create(factories.scope(session), VALUES)
    monts = factories.scope(session, "Monts")
    for attempt in (
        lambda: platforms.get(monts, platform.public_id),
        lambda: platforms.update(monts, platform, VALUES, platform.revision),
        lambda: platforms.delete_draft(monts, platform),
        lambda: usages.put(monts, platform, factories.service(monts), usages.UsageValues()),
    ):
        with pytest.raises(NotFound):
            attempt()
