"""Drafts read as values that are kept: what somebody changes is read all the same."""

import pytest
from sqlalchemy import event, update
from sqlalchemy.orm import Session

from charter_admin.catalogue.models import Cookie, Provider, Purpose, Service
from charter_admin.platforms import usages
from charter_admin.publishing import drafts as module
from charter_admin.publishing.drafts import documents, read, read_anew
from charter_admin.versions.document import Document, as_stored, from_json, to_json
from charter_admin.versions.document import Service as Told
from tests.publishing import drafts


def test_any_change_of_any_row_is_read(session: Session) -> None:
    """Past the session too, as other people's changes come."""
    scope = drafts.scope(session)
    platform = drafts.platform(scope)
    drafts.use(scope, platform, "Matomo", "statistics", "_pk_id.*")
    texts = {"fr": "Autre chose", "en": "Something else"}
    for model, values in (
        (Cookie, {"purpose": texts}),
        (Cookie, {"duration_kind": "fixed", "duration_amount": 3, "duration_unit": "day"}),
        (Cookie, {"host": "example.org"}),
        (Service, {"hosts": ["matomo.example"]}),
        (Service, {"name": texts}),
        (Provider, {"country": "NZ"}),
        (Purpose, {"description": texts}),
    ):
        before = read(scope, platform)
        session.execute(update(model).values(values), execution_options={"synchronize_session": False})
        after = read_anew(scope, platform)
        assert after != before, (model, values)
        assert read(scope, platform) == after


def test_what_is_told_alike_is_one_value_on_all_platforms(session: Session) -> None:
    scope = drafts.scope(session)
    platforms = [drafts.platform(scope, name) for name in ("Un", "Deux")]
    matomo = drafts.use(scope, platforms[0], "Matomo", "statistics", "_pk_id.*")
    place = {"fr": "partout", "en": "everywhere"}
    used = usages.put(scope, platforms[1], matomo, usages.UsageValues(place))
    first, second = (_told(document, matomo.key) for document in documents(scope, platforms).values())
    assert first is second
    usages.update(scope, used, usages.UsageValues({"fr": "ailleurs"}), used.revision)
    again = _told(read(scope, platforms[1]), matomo.key)
    assert again.location == {"fr": "ailleurs"}
    assert again.cookies is first.cookies


def _told(document: Document, key: str) -> Told:
    return next(service for service in document.services if service.key == key)


def test_many_drafts_take_as_many_statements_as_one(session: Session) -> None:
    scope = drafts.scope(session)
    platforms = [drafts.platform(scope, name) for name in ("Un", "Deux", "Trois")]
    for platform in platforms:
        _ = platform.domains
    counted: list[str] = []
    connection = session.connection()
    event.listen(connection, "before_cursor_execute", lambda *about: counted.append(about[2]))
    documents(scope, platforms[:1])
    for_one = len(counted)
    documents(scope, platforms)
    assert len(counted) == 2 * for_one


def test_a_document_as_stored_is_the_one_read_from_its_bytes(session: Session) -> None:
    """In the order of its languages too, which equality does not see and pages may show."""
    scope = drafts.scope(session)
    platform = drafts.platform(scope)
    drafts.use(scope, platform, "Matomo", "statistics", "_pk_id.*")
    document = read(scope, platform)
    stored, parsed = as_stored(document), from_json(to_json(document))
    assert stored == parsed
    assert repr(stored) == repr(parsed) != repr(document)


def test_a_full_memory_begins_anew(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_REMEMBERED", 0)
    scope = drafts.scope(session)
    platform = drafts.platform(scope)
    before = read(scope, platform)
    assert read(scope, platform) == before
    assert len(module._Remembered.services) <= 2 * len(before.services)
