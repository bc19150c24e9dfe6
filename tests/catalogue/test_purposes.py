"""Purposes: declaring, changing under others' eyes, deleting what nobody uses."""

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from charter_admin.catalogue import purposes
from charter_admin.catalogue.models import Purpose
from charter_admin.catalogue.purposes import PurposeValues
from charter_admin.errors import Forbidden, InUse, Invalid, NotFound, Stale
from charter_admin.i18n import VISITOR_LOCALES
from charter_admin.listing import Query
from charter_admin.organizations.scope import Scope
from tests import factories

VALUES = PurposeValues({"fr": "Mesure d’audience", "en": "Audience"}, {"fr": "Compter"}, "consent")


def test_create_makes_a_key_from_the_name(session: Session) -> None:
    scope = factories.scope(session)
    made = [purposes.create(scope, VALUES) for _ in range(3)]
    assert [purpose.key for purpose in made] == ["mesure-d-audience", "mesure-d-audience-2", "mesure-d-audience-3"]
    assert [purpose.position for purpose in made] == [0, 1, 2]


@pytest.mark.parametrize(
    ("values", "field"),
    [
        (PurposeValues({"fr": " "}, {}, "consent"), "name"),
        (PurposeValues({"fr": "x" * 301}, {}, "consent"), "name"),
        (PurposeValues({"fr": "Nul\0"}, {}, "consent"), "name"),
        (PurposeValues({"fr": "Oui"}, {"xx": "?"}, "consent"), "description"),
        (PurposeValues({"fr": "Oui"}, {}, "maybe"), "basis"),
        (PurposeValues({"fr": "Oui"}, {}, "consent", "No"), "key"),
        (PurposeValues({"fr": "Oui"}, {}, "consent", "9lives"), "key"),
        (PurposeValues({"fr": "Oui"}, {}, "consent", "x" * 41), "key"),
        (PurposeValues({"fr": "Oui"}, {}, "consent", "taken"), "key"),
    ],
)
def test_create_refuses(session: Session, values: PurposeValues, field: str) -> None:
    scope = factories.scope(session)
    purposes.create(scope, PurposeValues({"fr": "Pris"}, {}, "exempt", "taken"))
    with pytest.raises(Invalid) as refusal:
        purposes.create(scope, values)
    assert refusal.value.field == field
    assert len(purposes.every(scope)) == 1


def test_two_organizations_may_use_the_same_key(session: Session) -> None:
    rives, monts = factories.scope(session), factories.scope(session, "Monts")
    assert purposes.create(rives, VALUES).key == purposes.create(monts, VALUES).key


def test_a_name_without_latin_letters_gets_a_key_too(session: Session) -> None:
    made = purposes.create(factories.scope(session), PurposeValues({"el": "Στατιστικά"}, {}, "consent"))
    assert made.key.startswith("purpose")


def test_update_keeps_the_key_when_none_is_typed(session: Session) -> None:
    scope = factories.scope(session)
    purpose = purposes.create(scope, VALUES)
    purposes.update(scope, purpose, PurposeValues({"en": "Counting"}, {}, "exempt"), purpose.revision)
    assert (purpose.key, purpose.name, purpose.basis) == ("mesure-d-audience", {"en": "Counting"}, "exempt")
    assert purpose.folded == "counting"


def test_a_published_key_is_frozen(session: Session) -> None:
    scope = factories.scope(session)
    purpose = purposes.create(scope, VALUES)
    purposes.update(scope, purpose, PurposeValues(VALUES.name, {}, "consent", "audience"), purpose.revision)
    purpose.key_frozen = True
    session.flush()
    with pytest.raises(Invalid) as refusal:
        purposes.update(scope, purpose, PurposeValues(VALUES.name, {}, "consent", "other"), purpose.revision)
    assert refusal.value.field == "key"
    purposes.update(scope, purpose, PurposeValues(VALUES.name, {}, "exempt", "audience"), purpose.revision)
    assert (purpose.key, purpose.basis) == ("audience", "exempt")


def test_a_refused_update_leaves_nothing_behind(session: Session) -> None:
    scope = factories.scope(session)
    purpose = purposes.create(scope, VALUES)
    with pytest.raises(Invalid):
        purposes.update(scope, purpose, PurposeValues({"fr": "Autre"}, {}, "maybe"), purpose.revision)
    assert purpose.name == VALUES.name


def test_a_stale_form_is_refused_with_the_stored_values(session: Session) -> None:
    scope = factories.scope(session)
    purpose = purposes.create(scope, VALUES)
    seen = purpose.revision
    purposes.update(scope, purpose, PurposeValues({"en": "Theirs"}, {}, "exempt"), seen)
    with pytest.raises(Stale) as refusal:
        purposes.update(scope, purpose, PurposeValues({"en": "Mine"}, {}, "consent"), seen)
    current = refusal.value.current
    assert (current["name"], current["basis"], current["revision"]) == ({"en": "Theirs"}, "exempt", purpose.revision)
    assert purpose.name == {"en": "Theirs"}


def test_a_change_between_reading_and_writing_is_stale_too(session: Session, engine: Engine) -> None:
    if engine.dialect.name == "sqlite":
        pytest.skip("SQLite lets one writer in at a time, from its first statement on")
    scope = factories.scope(session)
    purpose = purposes.create(scope, VALUES)
    session.commit()
    seen = purpose.revision
    with Session(engine) as elsewhere:
        other = Scope(elsewhere, scope.organization_id, "editor", "Paul")
        theirs = PurposeValues({"en": "Theirs"}, {}, "exempt")
        purposes.update(other, purposes.get(other, purpose.id), theirs, seen)
        elsewhere.commit()
    with pytest.raises(Stale) as refusal:
        purposes.update(scope, purpose, PurposeValues({"en": "Mine"}, {}, "consent"), seen)
    assert refusal.value.current["name"] == {"en": "Theirs"}
    session.commit()
    assert session.scalars(select(Purpose.name)).all() == [{"en": "Theirs"}]


def test_changing_what_is_gone_says_so(session: Session, engine: Engine) -> None:
    if engine.dialect.name == "sqlite":
        pytest.skip("SQLite lets one writer in at a time, from its first statement on")
    scope = factories.scope(session)
    purpose = purposes.create(scope, VALUES)
    session.commit()
    seen = purpose.revision
    with Session(engine) as elsewhere:
        other = Scope(elsewhere, scope.organization_id, "editor", "Paul")
        purposes.delete(other, purposes.get(other, purpose.id))
        elsewhere.commit()
    with pytest.raises(NotFound):
        purposes.update(scope, purpose, PurposeValues({"en": "Mine"}, {}, "consent"), seen)


def test_move_up_changes_the_order_for_visitors(session: Session) -> None:
    scope = factories.scope(session)
    first, second, third = (factories.purpose(scope, name) for name in "ABC")
    for purpose, order in (
        (third, [first, third, second]),
        (third, [third, first, second]),
        (third, [third, first, second]),
    ):
        purposes.move_up(scope, purpose)
        assert list(purposes.every(scope)) == order
    with pytest.raises(NotFound):
        purposes.move_up(factories.scope(session, "Monts"), first)


def test_delete_says_which_services_have_it(session: Session) -> None:
    scope = factories.scope(session)
    purpose = factories.purpose(scope)
    provider = factories.provider(scope)
    for n in range(22):
        factories.service(scope, f"Service {n:02}", purpose=purpose, provider=provider)
    with pytest.raises(InUse) as refusal:
        purposes.delete(scope, purpose)
    assert refusal.value.where[:2] == ("Service 00", "Service 01")
    assert (len(refusal.value.where), refusal.value.where[-1]) == (21, "…")


def test_delete_removes_what_nobody_uses(session: Session) -> None:
    scope = factories.scope(session)
    purposes.delete(scope, factories.purpose(scope))
    assert list(purposes.every(scope)) == []


def test_readers_may_not_write(session: Session) -> None:
    scope = factories.scope(session)
    purpose = purposes.create(scope, VALUES)
    reader = Scope(session, scope.organization_id, "viewer", "Vera")
    assert purposes.get(reader, purpose.id) is purpose
    for write in (
        lambda: purposes.create(reader, VALUES),
        lambda: purposes.update(reader, purpose, VALUES, purpose.revision),
        lambda: purposes.delete(reader, purpose),
        lambda: purposes.move_up(reader, purpose),
        lambda: purposes.install_defaults(reader),
        lambda: purposes.speak(reader, ["de"]),
    ):
        with pytest.raises(Forbidden):
            write()


def test_another_organizations_purpose_is_not_there(session: Session) -> None:
    rives, monts = factories.scope(session), factories.scope(session, "Monts")
    purpose = purposes.create(rives, VALUES)
    with pytest.raises(NotFound):
        purposes.get(monts, purpose.id)
    with pytest.raises(NotFound):
        purposes.update(monts, purpose, VALUES, purpose.revision)
    with pytest.raises(NotFound):
        purposes.delete(monts, purpose)


def test_defaults_are_added_once_in_every_language(session: Session) -> None:
    scope = factories.scope(session)
    purposes.create(scope, PurposeValues({"en": "Ours"}, {}, "consent", "statistics"))
    purposes.install_defaults(scope)
    assert purposes.install_defaults(scope) == []
    bases = {purpose.key: purpose.basis for purpose in purposes.every(scope)}
    assert bases == {"statistics": "consent", "necessary": "exempt", "preferences": "consent", "marketing": "consent"}
    necessary = scope.get(Purpose, key="necessary")
    assert necessary.name["en"] == "Necessary"
    assert set(necessary.name) == set(necessary.description) == set(VISITOR_LOCALES)
    assert (necessary.name["de"], necessary.name["el"]) == ("Notwendig", "Απαραίτητα")
    assert necessary.folded.startswith("necessaires necessary ")  # a list is sorted as the people of the admin read it


def test_standard_purposes_learn_languages_and_own_words_stay(session: Session) -> None:
    scope = factories.scope(session)
    standard = {"fr": "Nécessaires", "en": "Necessary"}
    kept = purposes.create(scope, PurposeValues(standard, {"en": "Our own words"}, "exempt", "necessary"))
    own = purposes.create(scope, PurposeValues({"fr": "Mesure", "en": "Statistics"}, {}, "consent", "statistics"))
    other = purposes.create(scope, PurposeValues({"fr": "Vidéos"}, {}, "consent", "media"))
    before = kept.revision
    purposes.speak(scope, ["fr", "mt", "br"])
    assert kept.name == standard | {"mt": "Neċessarji"}
    assert kept.description == {"en": "Our own words"}
    assert (own.name, other.name) == ({"fr": "Mesure", "en": "Statistics"}, {"fr": "Vidéos"})
    seen = kept.revision
    purposes.speak(scope, ["mt", "fr"])
    assert (kept.revision, seen) == (seen, before + 1)


def test_listing_searches_sorts_and_pages(session: Session) -> None:
    scope = factories.scope(session)
    for name in ("Été", "Hiver", "Printemps", "Été indien"):
        purposes.create(scope, PurposeValues({"fr": name}, {}, "consent"))
    found = purposes.listed(scope, Query(search="ete", sort="-name"))
    assert [purpose.name["fr"] for purpose in found.items] == ["Été indien", "Été"]
    first = purposes.listed(scope, Query(size=3))
    rest = purposes.listed(scope, Query(size=3, after=first.next))
    assert [len(first.items), len(rest.items), rest.next] == [3, 1, ""]
