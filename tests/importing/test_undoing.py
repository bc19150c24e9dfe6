"""Taking decisions about an import back: nothing stays of what it made, nothing goes of what others rely on."""

from dataclasses import replace

import pytest
from sqlalchemy.orm import Session

from charter_admin.catalogue import cookies, providers, purposes, services
from charter_admin.catalogue.cookies import CookieValues
from charter_admin.catalogue.models import Cookie, Provider, Purpose, Service
from charter_admin.errors import Forbidden, NotFound, Refused
from charter_admin.importing import decisions, review
from charter_admin.importing.models import CharterImport
from charter_admin.importing.undoing import Kept
from charter_admin.organizations.scope import Scope
from charter_admin.platforms import usages
from charter_admin.platforms.models import Usage
from tests import factories
from tests.importing.test_review import count, offered, settled

MODELS = (Provider, Service, Cookie, Usage)


def rows(session: Session) -> list[int]:
    return [count(session, model) for model in MODELS]


def state(scope: Scope, taken: CharterImport) -> list[str]:
    return [each.state for each in review.proposals(scope, taken.id)]


def test_an_acceptance_taken_back_leaves_nothing_but_what_was_typed(session: Session) -> None:
    scope, _, taken = settled(session)
    first = review.proposals(scope, taken.id)[0]
    review.accept(scope, first, replace(offered(scope, first), name="sid2"))
    assert first.shown_name == "sid2"
    assert review.undo(scope, first) == []
    assert rows(session) == [0, 0, 0, 0]
    assert (first.state, first.outcome, first.act) == ("pending", None, None)
    assert offered(scope, first).name == "sid2"
    assert offered(scope, first).purpose_id == scope.get(Purpose, key="necessary").id
    assert review.undo(scope, first) == []


def test_accepting_all_is_one_act_and_is_taken_back_as_one(session: Session) -> None:
    scope, _, taken = settled(session)
    review.drop(scope, review.proposals(scope, taken.id)[2])
    assert review.accept_all(scope, taken.id).added == 2
    act = decisions.last_act(scope, taken.id)
    assert review.undo_act(scope, taken.id, act) == (2, [])
    assert rows(session) == [0, 0, 0, 0]
    assert state(scope, taken) == ["pending", "pending", "dropped"]
    assert review.undo_act(scope, taken.id, act) == (0, [])
    assert review.undo_act(scope, taken.id, decisions.last_act(scope, taken.id)) == (1, [])
    assert state(scope, taken) == ["pending"] * 3
    assert review.undo_act(scope, taken.id, 0) == (0, [])


def test_what_another_acceptance_relies_on_goes_with_the_last_of_them(session: Session) -> None:
    scope, _, taken = settled(session)
    first, second, _ = review.proposals(scope, taken.id)
    for proposal in (first, second):
        review.accept(scope, proposal, replace(offered(scope, proposal), service="Portail"))
    assert rows(session) == [1, 1, 2, 1]
    assert review.undo(scope, first) == []
    assert rows(session) == [1, 1, 1, 1]
    assert review.undo(scope, second) == []
    assert rows(session) == [0, 0, 0, 0]


def test_a_cookie_that_was_changed_since_is_not_taken_back(session: Session) -> None:
    scope, _, taken = settled(session)
    review.accept_all(scope, taken.id)
    cookie = scope.get(Cookie, name="lang")
    cookies.update(scope, cookie, replace(cookies.values_of(cookie), host="a.example"), cookie.revision)
    with pytest.raises(Refused, match="lang"):
        review.undo_act(scope, taken.id, decisions.last_act(scope, taken.id))
    assert state(scope, taken) == ["accepted", "accepted", "pending"]
    assert count(session, Cookie) == 2


def test_what_others_use_or_changed_stays_and_says_why(session: Session) -> None:
    scope, platform, taken = settled(session)
    first, second, _ = review.proposals(scope, taken.id)
    for proposal in (first, second):
        review.accept(scope, proposal, offered(scope, proposal))
    service = services.every(scope)[1]
    cookies.create(scope, service, CookieValues("typed"))
    assert review.undo(scope, first) == [Kept("usage", "Connexion", "used"), Kept("service", "Connexion", "used")]
    usage = usages.every(scope, platform)[0]
    usages.update(scope, usage, usages.UsageValues({"fr": "partout"}), usage.revision)
    provider = providers.every(scope)[0]
    providers.update(scope, provider, providers.ProviderValues(provider.name, "FR"), provider.revision)
    kept = review.undo(scope, second)
    assert [(each.what, each.why) for each in kept] == [("usage", "changed"), ("service", "used"), ("provider", "used")]
    assert [cookie.name for each in services.every(scope) for cookie in each.cookies] == ["typed"]


def test_what_was_completed_is_as_it_was(session: Session) -> None:
    scope, platform, taken = settled(session)
    provider = providers.create(scope, providers.ProviderValues("Atelier Web"))
    necessary = scope.get(Purpose, key="necessary")
    service = services.create(scope, services.ServiceValues({"fr": "Connexion"}, necessary.id, provider.id))
    known = cookies.create(scope, service, CookieValues("sid", {"fr": "Nos mots"}))
    usages.put(scope, platform, service, usages.UsageValues())
    before = cookies.values_of(known)
    assert review.accept_all(scope, taken.id) == review.Tally(added=1, completed=1)
    assert known.duration_kind == "session"
    review.undo_act(scope, taken.id, decisions.last_act(scope, taken.id))
    assert cookies.values_of(known) == before
    assert [usage.location for usage in usages.every(scope, platform)] == [{}]


def test_what_was_accepted_before_it_was_noted_says_so(session: Session) -> None:
    scope, _, taken = settled(session)
    first = review.proposals(scope, taken.id)[0]
    first.state = "accepted"
    session.flush()
    with pytest.raises(Refused, match="not noted"):
        review.undo(scope, first)


def test_only_writers_undo_and_only_their_own(session: Session) -> None:
    scope, _, taken = settled(session)
    first = review.proposals(scope, taken.id)[0]
    review.accept(scope, first, offered(scope, first))
    reader = Scope(session, scope.organization_id, "viewer", "Vera")
    stranger = factories.scope(session, "Monts")
    purposes.install_defaults(stranger)
    for who, error in ((reader, Forbidden), (stranger, NotFound)):
        for touch in (
            lambda who=who: review.undo(who, first),
            lambda who=who: review.undo_act(who, taken.id, 1),
            lambda who=who: review.take_over(who, first, ()),
            lambda who=who: review.accept_all(who, taken.id),
        ):
            with pytest.raises(error):
                touch()
    assert first.state == "accepted"
