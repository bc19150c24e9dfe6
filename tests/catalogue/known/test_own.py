"""What an organization adds to the library."""

import pytest
from sqlalchemy.orm import Session

from charter_admin.catalogue.known import own
from charter_admin.catalogue.known.own import KnownCookieValues
from charter_admin.errors import Forbidden, Invalid, NotFound, Stale
from charter_admin.listing import Query
from charter_admin.organizations.scope import Scope
from tests import factories

RIVES = KnownCookieValues(
    "_rives_*", "preferences", "Rives Web", "Map", "6 mois", "local_storage", "third", ".carte.rives.example", True,
    {"fr": "Retient la carte.", "en": "Remembers the map."}, "Contract of 2026",
)  # fmt: skip


def test_an_own_entry_is_recognised_and_comes_first(session: Session) -> None:
    scope = factories.scope(session)
    own.create(scope, RIVES)
    own.create(scope, KnownCookieValues("_ga", "necessary", "Rives Web"))
    (match,) = own.explain(scope, "_rives_map")
    assert (match.entry.own, match.entry.provider, match.entry.host) == (True, "Rives Web", "carte.rives.example")
    assert match.entry.description["fr"] == "Retient la carte."
    assert [each.entry.provider for each in own.explain(scope, "_ga")] == ["Rives Web", "Google Ireland Limited"]


def test_another_organization_does_not_see_it(session: Session) -> None:
    scope, stranger = factories.scope(session), factories.scope(session, "Monts")
    made = own.create(scope, RIVES)
    assert own.explain(stranger, "_rives_map") == []
    assert own.listed(stranger, Query()).items == []
    with pytest.raises(NotFound):
        own.update(stranger, made, RIVES, made.revision)
    with pytest.raises(NotFound):
        own.delete(stranger, made)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "*"}, "name"),
        ({"name": "a<id>"}, "name"),
        ({"purpose": "fun"}, "purpose"),
        ({"purpose": ""}, "purpose"),
        ({"duration": "for a while"}, "duration"),
        ({"storage": "fridge"}, "storage"),
        ({"party": "second"}, "party"),
        ({"host": "not a host"}, "host"),
        ({"description": {"xx": "?"}}, "description"),
    ],
)
def test_refused_values(session: Session, wrong: dict[str, object], field: str) -> None:
    scope = factories.scope(session)
    given: dict[str, object] = {"name": "_rives", "purpose": "statistics"} | wrong
    with pytest.raises(Invalid) as refusal:
        own.create(scope, KnownCookieValues(**given))  # type: ignore[arg-type]  # wrong on purpose
    assert refusal.value.field == field


def test_update_is_locked_and_kept_whole(session: Session) -> None:
    scope = factories.scope(session)
    made = own.create(scope, KnownCookieValues("_rives", "statistics"))
    seen = made.revision
    own.update(scope, made, RIVES, seen)
    assert own.values_of(made).duration == "6 mois"
    assert own.values_of(made).source == "Contract of 2026"
    with pytest.raises(Stale):
        own.update(scope, made, KnownCookieValues("_monts", "statistics"), seen)


def test_list_and_delete(session: Session) -> None:
    scope = factories.scope(session)
    made = [own.create(scope, KnownCookieValues(name, "statistics")) for name in ("_beta", "_alpha")]
    assert [known.name for known in own.listed(scope, Query()).items] == ["_alpha", "_beta"]
    assert [known.name for known in own.listed(scope, Query(search="bet")).items] == ["_beta"]
    assert own.used_by(scope, made[0]) == []
    own.delete(scope, made[0])
    assert own.explain(scope, "_beta") == []


def test_readers_may_not_write(session: Session) -> None:
    scope = factories.scope(session)
    made = own.create(scope, RIVES)
    reader = Scope(session, scope.organization_id, "viewer", "Vera")
    for write in (
        lambda: own.create(reader, RIVES),
        lambda: own.update(reader, made, RIVES, made.revision),
        lambda: own.delete(reader, made),
    ):
        with pytest.raises(Forbidden):
            write()
    assert own.explain(reader, "_rives_map")
