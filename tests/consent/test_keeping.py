"""For how long receipts are kept is set by each organization, and one worker a day acts on it. On both databases."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from charter_admin import clock
from charter_admin.consent import keeping, storage
from charter_admin.errors import Invalid, Stale
from charter_admin.worker import Worker
from tests.consent.receipts import keep, row
from tests.publishing import drafts


def test_the_months_are_set_by_who_saw_what_they_replace(session: Session) -> None:
    scope = drafts.scope(session)
    organization = keeping.setting(scope)
    assert organization.receipt_months == 13
    seen = organization.revision
    keeping.set_months(scope, 24, seen)
    assert keeping.kept(session).own == {organization.id: 24}
    with pytest.raises(Stale) as caught:
        keeping.set_months(scope, 6, seen)
    assert caught.value.current["receipt_months"] == 24
    for wrong in (-1, 121, None):
        with pytest.raises(Invalid):
            keeping.set_months(scope, wrong, organization.revision)


def test_an_idle_worker_purges_once_a_day(engine: Engine) -> None:
    with Session(engine) as session, session.begin():
        scope = drafts.scope(session)
        keeping.set_months(scope, 1, keeping.setting(scope).revision)
        owner = scope.organization_id
    log, now = storage.store(engine.url), clock.now()
    old = {"claimed_at": now - timedelta(days=600), "organization_id": owner}
    keep(log, row(1, **old), row(1, organization_id=owner, claimed_at=now))
    assert keeping.is_due(engine, now)
    while Worker(engine).work():
        pass
    with log.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM consent_receipt").scalar() == 1
        note = connection.exec_driver_sql("SELECT organization_id, actor, receipts FROM receipt_deletion").one()
    assert tuple(note) == (owner, "charter-admin worker", 1)
    assert keeping.is_due(engine, now) is False
    assert keeping.purge_daily(engine, now, lambda: True) is None
    assert keeping.purge_daily(engine, now + timedelta(days=1, minutes=1), lambda: True) == 0
    log.dispose()
