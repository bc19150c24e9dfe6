"""How charters stand, asked for many platforms at once."""

from sqlalchemy.orm import Session

from charter_admin.platforms import texts, usages
from charter_admin.platforms.standard_texts import Words
from charter_admin.publishing import service as publishing
from charter_admin.publishing.standing import Standing, standings
from tests.publishing import drafts


def test_every_state_at_once(session: Session) -> None:
    scope = drafts.scope(session)
    new, live, changed, offline = (drafts.platform(scope, name) for name in ("Neuf", "En ligne", "Changé", "Retiré"))
    for platform in (live, changed, offline):
        publishing.publish(scope, platform)
    texts.save(scope, changed, "fr", "what", Words("Nos cookies", "Aucun."), 0)
    publishing.unpublish(scope, offline)
    assert standings(scope, [new, live, changed, offline]) == {
        new.public_id: Standing(),
        live.public_id: Standing("live", 1, changed=False),
        changed.public_id: Standing("live", 1, changed=True),
        offline.public_id: Standing("unpublished", 1),
    }


def test_publishing_and_undoing_settle_it(session: Session) -> None:
    scope = drafts.scope(session)
    platform = drafts.platform(scope)
    publishing.publish(scope, platform)
    texts.save(scope, platform, "fr", "what", Words("Nos cookies", "Aucun."), 0)
    texts.reset(scope, platform, "fr", "what")
    assert standings(scope, [platform])[platform.public_id].settled
    usages.take_out(scope, usages.every(scope, platform)[0])
    assert not standings(scope, [platform])[platform.public_id].settled
    publishing.publish(scope, platform)
    assert standings(scope, [platform])[platform.public_id] == Standing("live", 2, changed=False)


def test_a_charter_that_asks_is_settled_too(session: Session) -> None:
    """Its document holds the banner's own cookie, which is in no row."""
    scope = drafts.scope(session)
    platform = drafts.platform(scope)
    drafts.use(scope, platform, "Matomo", "statistics", "_pk_id.*")
    publishing.publish(scope, platform)
    assert standings(scope, [platform])[platform.public_id].settled


def test_another_organizations_charter_is_not_told(session: Session) -> None:
    theirs = drafts.scope(session, "Monts")
    platform = drafts.platform(theirs)
    publishing.publish(theirs, platform)
    ours = drafts.scope(session, "Rives")
    assert standings(ours, [platform]) == {platform.public_id: Standing()}
    assert standings(ours, []) == {}
