"""Publishing on both databases: versions, digests, the lock, going back."""

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from charter_admin.catalogue import services
from charter_admin.catalogue.models import Provider, Service
from charter_admin.errors import Forbidden, Invalid, NotFound, Refused
from charter_admin.organizations.scope import Scope
from charter_admin.platforms import service as platforms
from charter_admin.platforms import usages
from charter_admin.platforms.models import Platform, Usage
from charter_admin.publishing import keeping, service
from charter_admin.publishing.build import build_id
from charter_admin.versions.document import digest, from_json
from charter_admin.versions.models import Artefact, CharterVersion, Publication
from tests.publishing import drafts


def artefacts(session: Session) -> list[Artefact]:
    """Every artefact, the oldest first."""
    return list(session.scalars(select(Artefact).order_by(Artefact.id)))


def rename(scope: Scope, row: Service, name: str) -> None:
    """Corrects the name of a service."""
    values = services.values_of(row)
    services.update(
        scope, row, services.ServiceValues({"fr": name}, values.purpose_id, values.provider_id), row.revision
    )


def test_the_first_version_has_every_artefact(session: Session) -> None:
    scope = drafts.scope(session)
    platform = drafts.platform(scope)
    outcome = service.publish(scope, platform)
    assert (outcome.created, outcome.version.number, outcome.version.author) == (True, 1, "Claire")
    assert {(a.kind, a.locale, a.build) for a in artefacts(session)} == {
        (kind, locale, build_id())
        for kind, locale in (("page", "fr"), ("page", "en"), ("banner", "fr"), ("banner", "en"), ("json", ""))
    }
    assert from_json(outcome.version.document) == service.draft(scope, platform)


def test_the_same_draft_makes_no_second_version(session: Session) -> None:
    scope = drafts.scope(session)
    platform = drafts.platform(scope)
    first = service.publish(scope, platform)
    again = service.publish(scope, platform)
    assert (again.created, again.version.id) == (False, first.version.id)
    assert len(artefacts(session)) == 5


def test_an_edit_makes_the_next_version_and_the_former_stays(session: Session) -> None:
    scope = drafts.scope(session)
    platform = drafts.platform(scope)
    first = service.publish(scope, platform).version
    before = (first.document, first.digest)
    drafts.use(scope, platform, "Matomo", "statistics", "_pk_id.*")
    second = service.publish(scope, platform)
    assert (second.created, second.version.number) == (True, 2)
    session.refresh(first)
    assert (first.document, first.digest) == before
    assert [version.number for version in service.versions(scope, platform)] == [2, 1]
    assert service.current(scope, platform) is second.version


def test_publishing_freezes_keys_without_a_new_revision(session: Session) -> None:
    scope = drafts.scope(session)
    platform = drafts.platform(scope)
    used = session.scalars(select(Service)).one()
    revision = used.revision
    unused = services.create(
        scope, services.ServiceValues({"fr": "Ailleurs"}, used.purpose_id, used.provider_id, key="elsewhere")
    )
    service.publish(scope, platform)
    session.expire_all()
    assert (used.key_frozen, used.revision, used.purpose.key_frozen) == (True, revision, True)
    assert session.scalars(select(Provider)).one().key_frozen
    assert not unused.key_frozen
    assert not drafts.purpose(scope, "marketing").key_frozen


def test_a_draft_changed_since_it_was_shown_is_not_published(session: Session) -> None:
    scope = drafts.scope(session)
    platform = drafts.platform(scope)
    shown = service.summary(scope, platform, "fr").digest
    rename(scope, session.scalars(select(Service)).one(), "Connexion")
    with pytest.raises(Refused):
        service.publish(scope, platform, expected_digest=shown)
    assert service.versions(scope, platform) == []
    assert not session.scalars(select(Service)).one().key_frozen
    service.publish(scope, platform, expected_digest=service.summary(scope, platform, "fr").digest)
    assert len(service.versions(scope, platform)) == 1


def test_unpublished_and_live_again_without_a_new_version(session: Session) -> None:
    scope = drafts.scope(session)
    platform = drafts.platform(scope)
    service.publish(scope, platform)
    service.unpublish(scope, platform)
    assert not service.summary(scope, platform, "fr").live
    with pytest.raises(Refused):
        service.unpublish(scope, platform)
    again = service.publish(scope, platform)
    assert not again.created
    assert service.summary(scope, platform, "fr").live


def test_deleting_leaves_only_the_tombstone(session: Session) -> None:
    scope = drafts.scope(session)
    platform = drafts.platform(scope)
    service.publish(scope, platform)
    public_id = platform.public_id
    service.delete(scope, platform)
    session.expire_all()
    counts = [session.scalar(select(func.count()).select_from(m)) for m in (CharterVersion, Artefact, Platform, Usage)]
    assert counts == [0, 0, 0, 0]
    tombstone = session.get(Publication, public_id)
    assert tombstone is not None
    assert (tombstone.state, tombstone.version_id) == ("deleted", None)
    with pytest.raises(NotFound):
        service.publish(scope, platform)


def test_roles_and_tenants_are_respected(session: Session) -> None:
    scope = drafts.scope(session)
    platform = drafts.platform(scope)
    service.publish(scope, platform)
    stranger = drafts.scope(session, "Monts")
    for act in (service.publish, service.unpublish, service.delete):
        with pytest.raises(NotFound):
            act(stranger, platform)
    assert service.publication(stranger, platform) is None
    editor = Scope(session, scope.organization_id, "editor", "Emma")
    publisher = Scope(session, scope.organization_id, "publisher", "Paul")
    with pytest.raises(Forbidden):
        service.publish(editor, platform)
    with pytest.raises(Forbidden):
        service.delete(publisher, platform)
    assert service.publish(publisher, platform).version.number == 1


def test_a_platform_without_its_default_language_is_refused(session: Session) -> None:
    scope = drafts.scope(session)
    platform = drafts.platform(scope)
    platform.locales = []
    with pytest.raises(Invalid):
        service.publish(scope, platform)


def test_rendering_again_adds_a_build_once_and_keeps_the_old_bytes(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    scope = drafts.scope(session)
    platform = drafts.platform(scope)
    service.publish(scope, platform)
    assert service.rerender(session) == 0
    old = {(a.kind, a.locale): (a.sha256, a.brotli) for a in artefacts(session)}
    monkeypatch.setattr(keeping, "build_id", lambda: "0123456789ab")  # a later release
    assert service.rerender(session) == 5
    assert service.rerender(session) == 0
    rows = artefacts(session)
    assert {(a.kind, a.locale): (a.sha256, a.brotli) for a in rows[:5]} == old
    assert {a.build for a in rows[5:]} == {"0123456789ab"}
    assert all(a.sha256 != old[(a.kind, a.locale)][0] for a in rows[5:] if a.kind == "banner")
    service.unpublish(scope, platform)
    monkeypatch.setattr(keeping, "build_id", lambda: "ba9876543210")
    assert service.rerender(session) == 0


def test_the_preview_keeps_nothing(session: Session) -> None:
    scope = drafts.scope(session)
    platform = drafts.platform(scope)
    preview = service.preview(scope, platform, "en")
    assert b"What sessionid is for" in preview.page
    assert platform.public_id.encode() in preview.banner
    assert service.versions(scope, platform) == []
    with pytest.raises(NotFound):
        service.preview(scope, platform, "de")


def test_the_summary_says_what_changes_and_who_is_asked_again(session: Session) -> None:
    scope = drafts.scope(session)
    platform = drafts.platform(scope, domains=[], controller="", contact_email="")
    first = service.summary(scope, platform, "fr")
    assert (first.number, first.changes, first.asks_again) == (0, (), False)
    assert [entry.finding.rule.id for entry in first.report.warnings[:4]] == [
        "controller-missing",
        "contact-missing",
        "dpo-missing",
        "domains-missing",
    ]
    service.publish(scope, platform)
    assert service.summary(scope, platform, "fr").unchanged
    drafts.use(scope, platform, "Matomo", "statistics", "_pk_id.*")
    changed = service.summary(scope, platform, "fr")
    assert changed.asks_again
    assert ("service", "added", "Matomo") in [(c.kind, c.action, c.label) for c in changed.changes]
    service.publish(scope, platform)
    matomo = session.scalars(select(Service).where(Service.key == "matomo")).one()
    rename(scope, matomo, "Matomo Analytics")
    typo = service.summary(scope, platform, "fr")
    assert not typo.asks_again
    assert [(c.label, [d.after for d in c.differences]) for c in typo.changes] == [
        ("Matomo Analytics", ["Matomo Analytics", ""])
    ]
    assert [e.finding.subject.locale for e in typo.report.warnings if e.finding.rule.id == "language-incomplete"] == [
        "en"
    ]


def test_a_usage_taken_out_of_use_is_gone_from_the_next_version(session: Session) -> None:
    scope = drafts.scope(session)
    platform = drafts.platform(scope)
    matomo = drafts.use(scope, platform, "Matomo", "statistics", "_pk_id.*")
    service.publish(scope, platform)
    usage = usages.find(scope, platform, matomo)
    assert usage is not None
    usages.take_out(scope, usage)
    version = service.publish(scope, platform).version
    assert [s.key for s in from_json(version.document).services] == ["session"]
    assert version.digest == digest(from_json(version.document))
    assert platforms.domain_names(platform) == ["www.rives.example"]
