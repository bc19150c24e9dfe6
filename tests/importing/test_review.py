"""Reviewing an import: from a document to declared cookies in use on the platform."""

from dataclasses import replace

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from charter_admin.catalogue import cookies, providers, purposes, services
from charter_admin.catalogue.models import Cookie, Provider, Purpose, Service
from charter_admin.errors import Forbidden, Invalid, NotFound, Refused, Stale
from charter_admin.importing import review
from charter_admin.importing.errors import ImportRefused
from charter_admin.importing.models import CharterImport, ImportProposal
from charter_admin.importing.suggestions import AcceptValues, suggest
from charter_admin.organizations.scope import Scope
from charter_admin.platforms import usages
from charter_admin.platforms.models import Platform
from tests import factories

CHARTER = """Les cookies de notre portail

Cookies nécessaires au fonctionnement du site

Prestataire\tService et emplacement\tNom du cookie\tFinalités\tDurée
Atelier Web\tConnexion (toutes les pages)\tsid\tGarder la session de l’utilisateur ouverte.\tsession
Atelier Web\tChoix de la langue (accueil)\tlang\tSe souvenir de la langue.\t13 mois

Divers

Prestataire\tService et emplacement\tNom du cookie\tFinalités\tDurée
Mesures SA\tCompteur\t_mes_*\tCompter les visites.\tselon les pages
""".encode()


def settled(session: Session) -> tuple[Scope, Platform, CharterImport]:
    """An organization with the standard purposes, a platform and the charter taken in."""
    scope = factories.scope(session)
    purposes.install_defaults(scope)
    platform = factories.platform(scope, controller="Ville de Rives")
    return scope, platform, review.take_in(scope, platform, CHARTER, "charte.txt")


def offered(scope: Scope, proposal: ImportProposal) -> AcceptValues:
    """What the form of a proposal begins with."""
    return suggest(proposal, purposes.every(scope))


def count(session: Session, model: type[object]) -> int:
    return session.scalar(select(func.count()).select_from(model)) or 0


def test_take_in_keeps_what_the_document_says(session: Session) -> None:
    scope, platform, taken = settled(session)
    assert (taken.locale, taken.filename, taken.platform_id) == ("fr", "charte.txt", platform.id)
    first, second, third = review.proposals(scope, taken.id)
    assert (first.name, first.provider, first.service) == ("sid", "Atelier Web", "Connexion (toutes les pages)")
    assert (second.duration, third.category) == ("13 mois", "Divers")
    assert "Compter les visites" in third.passage
    assert {each.state for each in (first, second, third)} == {"pending"}
    assert [each.confidence for each in (first, second, third)] == ["high", "high", "high"]
    assert count(session, Cookie) == 0


def test_accept_declares_everything_through_the_services(session: Session) -> None:
    scope, platform, taken = settled(session)
    first, second, _ = review.proposals(scope, taken.id)
    for proposal in (first, second):
        review.accept(scope, proposal, offered(scope, proposal))
    assert count(session, Provider) == 1
    used = {usage.service.name["fr"]: usage for usage in usages.every(scope, platform)}
    assert set(used) == {"Connexion", "Choix de la langue"}
    usage = used["Choix de la langue"]
    assert usage.location == {"fr": "accueil"}
    assert usage.service.purpose.key == "necessary"
    (cookie,) = usage.service.cookies
    assert (cookie.name, cookie.purpose) == ("lang", {"fr": "Se souvenir de la langue."})
    assert (cookie.duration_kind, cookie.duration_amount, cookie.duration_unit) == ("fixed", 13, "month")
    assert cookie.duration_text == {"fr": "13 mois"}
    assert first.state == second.state == "accepted"


def test_corrections_win(session: Session) -> None:
    scope, platform, taken = settled(session)
    proposal = review.proposals(scope, taken.id)[2]
    statistics = scope.get(Purpose, key="statistics")
    values = AcceptValues("_mes_<id>", statistics.id, "Mesures SAS", "Compteur", "partout", "Compter", "2 ans", "third")
    review.accept(scope, proposal, values)
    (usage,) = usages.every(scope, platform)
    (cookie,) = usage.service.cookies
    assert (cookie.name, cookie.pattern, cookie.party, cookie.duration_unit) == ("_mes_<id>", True, "third", "year")
    assert (usage.service.provider.name, usage.service.purpose) == ("Mesures SAS", statistics)


def test_accepting_twice_changes_nothing(session: Session) -> None:
    scope, _, taken = settled(session)
    proposal = review.proposals(scope, taken.id)[0]
    values = offered(scope, proposal)
    for _ in range(2):
        review.accept(scope, proposal, values)
    assert (count(session, Cookie), count(session, Service)) == (1, 1)


def test_the_same_charter_again_adds_nothing(session: Session) -> None:
    scope, platform, taken = settled(session)
    assert review.accept_all(scope, taken.id) == 2
    again = review.take_in(scope, platform, CHARTER, "charte.txt")
    assert review.accept_all(scope, again.id) == 2
    assert (count(session, Cookie), count(session, Service), count(session, Provider)) == (2, 2, 1)


def test_another_language_adds_its_texts_to_the_same_cookie(session: Session) -> None:
    scope, platform, taken = settled(session)
    review.accept_all(scope, taken.id)
    english = b"""Our cookies

Strictly necessary cookies

Provider\tService\tCookie name\tPurpose\tDuration
ATELIER WEB\tConnexion (every page)\tsid\tKeep the user signed in for the session.\tsession
"""
    translated = review.take_in(scope, platform, english, "cookies.txt")
    assert translated.locale == "en"
    assert review.accept_all(scope, translated.id) == 1
    cookie = scope.get(Cookie, name="sid")
    assert cookie.purpose["fr"].startswith("Garder")
    assert cookie.purpose["en"].startswith("Keep")
    (usage,) = [each for each in usages.every(scope, platform) if each.service_id == cookie.service_id]
    assert usage.location == {"fr": "toutes les pages", "en": "every page"}


def test_a_known_cookie_keeps_its_words_and_gains_what_it_lacked(session: Session) -> None:
    scope, _, taken = settled(session)
    provider = providers.create(scope, providers.ProviderValues("Atelier Web"))
    necessary = scope.get(Purpose, key="necessary")
    typed = services.create(scope, services.ServiceValues({"fr": "Connexion"}, necessary.id, provider.id))
    known = cookies.create(scope, typed, cookies.CookieValues("sid", {"fr": "Nos mots"}))
    review.accept_all(scope, taken.id)
    assert (known.purpose, known.duration_kind) == ({"fr": "Nos mots"}, "session")


def test_nobody_named_means_the_controller(session: Session) -> None:
    scope, platform, taken = settled(session)
    proposal = review.proposals(scope, taken.id)[0]
    review.accept(scope, proposal, replace(offered(scope, proposal), provider="", service=""))
    (usage,) = usages.every(scope, platform)
    assert (usage.service.provider.name, usage.service.name) == ("Ville de Rives", {"fr": "Ville de Rives"})


def test_a_service_of_another_purpose_is_another_service(session: Session) -> None:
    scope, platform, taken = settled(session)
    first, second, _ = review.proposals(scope, taken.id)
    marketing = scope.get(Purpose, key="marketing")
    review.accept(scope, first, replace(offered(scope, first), service=""))
    review.accept(scope, second, replace(offered(scope, second), service="", purpose_id=marketing.id))
    assert {usage.service.key for usage in usages.every(scope, platform)} == {"atelier-web", "atelier-web-2"}


def test_accept_all_leaves_what_has_no_purpose_unless_one_is_given(session: Session) -> None:
    scope, _, taken = settled(session)
    assert review.accept_all(scope, taken.id) == 2
    assert [proposal.state for proposal in review.proposals(scope, taken.id)] == ["accepted", "accepted", "pending"]
    assert review.accept_all(scope, taken.id, scope.get(Purpose, key="statistics").id) == 1
    assert scope.get(Cookie, name="_mes_*").duration_kind == "unknown"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": ""}, "name"),
        ({"purpose_id": None}, "purpose_id"),
        ({"purpose_id": 10**12}, "purpose_id"),
        ({"provider": "\0"}, "provider"),
        ({"service": "x" * 301}, "service"),
        ({"location": "\ud800"}, "location"),
        ({"duration": "a\nb"}, "duration"),
        ({"party": "second"}, "party"),
    ],
)
def test_a_refused_value_leaves_nothing_behind(session: Session, wrong: dict[str, object], field: str) -> None:
    scope, platform, taken = settled(session)
    proposal = review.proposals(scope, taken.id)[0]
    values = AcceptValues(**(offered(scope, proposal).__dict__ | wrong))
    with pytest.raises(Invalid) as refusal:
        review.accept(scope, proposal, values)
    assert refusal.value.field == field
    assert proposal.state == "pending"
    assert [count(session, model) for model in (Provider, Service, Cookie)] == [0, 0, 0]
    assert list(usages.every(scope, platform)) == []


def test_drop_and_restore(session: Session) -> None:
    scope, _, taken = settled(session)
    proposal, accepted, _ = review.proposals(scope, taken.id)
    review.drop(scope, proposal)
    review.drop(scope, proposal)
    assert review.accept_all(scope, taken.id) == 1
    with pytest.raises(Refused):
        review.accept(scope, proposal, offered(scope, proposal))
    review.restore(scope, proposal)
    assert proposal.state == "pending"
    for decide in (review.drop, review.restore):
        with pytest.raises(Refused):
            decide(scope, accepted)


def test_two_people_accepting_at_once_declare_one_cookie(session: Session, engine: Engine) -> None:
    if engine.dialect.name == "sqlite":
        pytest.skip("SQLite lets one writer in at a time, from its first statement on")
    scope, _, taken = settled(session)
    proposal = review.proposals(scope, taken.id)[0]
    values = offered(scope, proposal)
    session.commit()
    assert proposal.state == "pending"
    with Session(engine) as elsewhere:
        other = Scope(elsewhere, scope.organization_id, "editor", "Paul")
        review.accept(other, review.proposals(other, taken.id)[0], values)
        elsewhere.commit()
    with pytest.raises(Stale):
        review.accept(scope, proposal, values)
    session.commit()
    assert (count(session, Cookie), count(session, Provider)) == (1, 1)


def test_unreadable_documents_are_refused(session: Session) -> None:
    scope = factories.scope(session)
    with pytest.raises(ImportRefused):
        review.take_in(scope, factories.platform(scope), b"%PDF-1.7", "charte.pdf")
    assert count(session, CharterImport) == 0


def test_only_writers_and_only_their_own(session: Session) -> None:
    scope, platform, taken = settled(session)
    proposal = review.proposals(scope, taken.id)[0]
    values = offered(scope, proposal)
    reader = Scope(session, scope.organization_id, "viewer", "Vera")
    for write in (
        lambda: review.take_in(reader, platform, CHARTER, "x"),
        lambda: review.accept(reader, proposal, values),
        lambda: review.drop(reader, proposal),
        lambda: review.restore(reader, proposal),
    ):
        with pytest.raises(Forbidden):
            write()
    stranger = factories.scope(session, "Monts")
    for touch in (
        lambda: review.take_in(stranger, platform, CHARTER, "x"),
        lambda: review.accept(stranger, proposal, values),
        lambda: review.drop(stranger, proposal),
        lambda: review.proposals(stranger, taken.id),
    ):
        with pytest.raises(NotFound):
            touch()
