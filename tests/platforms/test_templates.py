"""The organization's own texts: new platforms start from them, others follow them until they are changed there."""

import pytest
from sqlalchemy.orm import Session

from charter_admin.errors import Forbidden, NotFound, Stale
from charter_admin.organizations.scope import Scope
from charter_admin.platforms import templates, texts
from charter_admin.platforms.models import Platform
from charter_admin.platforms.standard_texts import Words, standard
from tests.publishing import drafts


def write(scope: Scope, body: str, locale: str = "fr") -> None:
    """The organization's words for the section `what`."""
    held = templates.section(scope, "what", locale)
    templates.save(scope, "what", locale, Words("Chez nous", body), held.revision)


def said(scope: Scope, platform: Platform, locale: str = "fr") -> str:
    """What the platform says there."""
    return texts.section(scope, platform, locale, "what").body


def test_a_new_platform_starts_from_them(session: Session) -> None:
    scope = drafts.scope(session)
    write(scope, "Un.")
    platform = drafts.platform(scope)
    assert said(scope, platform) == "Un."
    usual = standard("what", "en")
    assert usual
    assert said(scope, platform, "en") == usual.body


def test_a_platform_follows_until_it_is_changed_there(session: Session) -> None:
    scope = drafts.scope(session)
    write(scope, "Un.")
    follower, free = drafts.platform(scope, "Suit"), drafts.platform(scope, "Libre")
    texts.save(scope, free, "fr", "what", Words("Ici", "À nous."), texts.section(scope, free, "fr", "what").revision)
    write(scope, "Deux.")
    found = templates.standings(scope, [follower, free])
    assert [standing.state for standing in found[follower.id]] == [templates.FOLLOWS]
    assert [standing.state for standing in found[free.id]] == [templates.CHANGED]
    assert [templates.bring(scope, platform) for platform in (follower, free)] == [1, 0]
    assert [said(scope, platform) for platform in (follower, free)] == ["Deux.", "À nous."]
    assert [standing.state for standing in templates.standings(scope, [follower])[follower.id]] == [templates.SAME]
    assert templates.bring(scope, follower) == 0


def test_what_was_changed_is_replaced_when_asked(session: Session) -> None:
    scope = drafts.scope(session)
    platform = drafts.platform(scope)
    texts.save(scope, platform, "fr", "what", Words("Ici", "À nous."), 0)
    texts.save(
        scope, platform, "en", "what", Words("Here", "Ours."), texts.section(scope, platform, "en", "what").revision
    )
    write(scope, "Un.")
    assert templates.bring(scope, platform, overwrite=True) == 1
    assert said(scope, platform) == "Un."
    assert said(scope, platform, "en") == "Ours."
    write(scope, "Deux.")
    assert templates.bring(scope, platform) == 1, "once taken over, it follows again"


def test_a_platform_without_words_of_its_own_gets_them(session: Session) -> None:
    scope = drafts.scope(session)
    platform = drafts.platform(scope)
    write(scope, "Un.")
    assert [standing.state for standing in templates.standings(scope, [platform])[platform.id]] == [templates.NEW]
    assert templates.bring(scope, platform) == 1
    assert said(scope, platform) == "Un."


def test_ending_a_template_leaves_the_platforms_alone(session: Session) -> None:
    scope = drafts.scope(session)
    write(scope, "Un.")
    write(scope, "One.", "en")
    platform = drafts.platform(scope)
    templates.drop(scope, "what", "fr")
    assert not templates.section(scope, "what", "fr").customised
    assert templates.section(scope, "what", "en").customised
    templates.drop(scope, "what", "en")
    templates.drop(scope, "what", "en")
    assert templates.every(scope) == {}
    assert said(scope, platform) == "Un."


def test_two_people_at_once(session: Session) -> None:
    scope = drafts.scope(session)
    write(scope, "Un.")
    with pytest.raises(Stale):
        templates.save(scope, "what", "fr", Words("Chez nous", "Deux."), 0)


def test_whoever_may_not(session: Session) -> None:
    scope = drafts.scope(session)
    write(scope, "Un.")
    viewer = Scope(session, scope.organization_id, "viewer", "Vera")
    with pytest.raises(Forbidden):
        templates.save(viewer, "what", "fr", Words("Chez nous", "Deux."), 1)
    assert templates.every(drafts.scope(session, "Monts")) == {}
    for key, locale in (("nothing", "fr"), ("what", "xx")):
        with pytest.raises(NotFound):
            templates.section(scope, key, locale)
