"""One more platform like another one."""

from dataclasses import asdict

import pytest
from sqlalchemy.orm import Session

from charter_admin.errors import Forbidden, Invalid, NotFound
from charter_admin.organizations.scope import Scope
from charter_admin.platforms import banner, service, texts, usages
from charter_admin.platforms.cloning import clone
from charter_admin.platforms.standard_texts import Words
from charter_admin.publishing import service as publishing
from charter_admin.versions.banner import Banner, Theme
from tests.publishing import drafts


def test_a_clone_has_everything_but_the_versions(session: Session) -> None:
    scope = drafts.scope(session)
    original = drafts.platform(scope, controller="Rives", dpo="Dominique")
    drafts.use(scope, original, "Matomo", "statistics", "_pk_id.*", basis="exempt")
    texts.save(scope, original, "fr", "what", Words("Nos cookies", "Aucun."), 0)
    banner.update(scope, original, Banner(theme=Theme(layout="bar"), months=3), original.revision)
    publishing.publish(scope, original)
    made = clone(scope, original, "Copie", ["copie.rives.example"])
    session.expire_all()
    assert made.public_id != original.public_id
    assert service.values_of(made) == service.PlatformValues(
        **{**asdict(service.values_of(original)), "name": "Copie", "domains": ["copie.rives.example"]}
    )
    assert [(u.service_id, u.location, u.basis) for u in usages.every(scope, made)] == [
        (u.service_id, u.location, u.basis) for u in usages.every(scope, original)
    ]
    assert texts.section(scope, made, "fr", "what").body == "Aucun."
    behind = [text.translated_from for text in made.texts]
    assert behind == [text.translated_from for text in original.texts]
    assert any(behind)  # the other languages say what the French said before
    assert banner.values_of(made) == banner.values_of(original)
    assert publishing.current(scope, made) is None
    assert publishing.publish(scope, made).version.number == 1


def test_they_go_separate_ways(session: Session) -> None:
    scope = drafts.scope(session)
    original = drafts.platform(scope)
    made = clone(scope, original, "Copie", ["copie.example"])
    usages.take_out(scope, usages.every(scope, made)[0])
    assert len(usages.every(scope, original)) == 1
    assert usages.every(scope, made) == []


def test_a_domain_for_the_cookie_that_does_not_fit_is_left_behind(session: Session) -> None:
    scope = drafts.scope(session)
    original = drafts.platform(scope, domains=["www.rives.example"])
    banner.update(scope, original, Banner(domain="rives.example", months=3), original.revision)
    near = clone(scope, original, "Proche", ["data.rives.example"])
    far = clone(scope, original, "Loin", ["monts.example"])
    assert banner.values_of(near).domain == "rives.example"
    assert banner.values_of(far) == Banner(months=3)


def test_what_cannot_be_is_refused(session: Session) -> None:
    scope = drafts.scope(session)
    original = drafts.platform(scope)
    with pytest.raises(Invalid):
        clone(scope, original, " ", ["a.example"])
    with pytest.raises(Invalid):
        clone(scope, original, "Copie", ["not a host"])
    with pytest.raises(Forbidden):
        clone(Scope(session, scope.organization_id, "viewer", "Vera"), original, "Copie", ["a.example"])
    with pytest.raises(NotFound):
        clone(drafts.scope(session, "Monts"), original, "Copie", ["a.example"])
