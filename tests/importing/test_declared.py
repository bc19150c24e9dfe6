"""What is declared already beside what the document says."""

import pytest
from sqlalchemy.orm import Session

from charter_admin.catalogue import cookies, providers, purposes, services
from charter_admin.catalogue.cookies import CookieValues
from charter_admin.catalogue.models import Cookie, Purpose
from charter_admin.errors import Refused
from charter_admin.importing import review
from charter_admin.importing.declared import Difference, Standing, standings
from charter_admin.organizations.scope import Scope
from charter_admin.platforms import usages
from charter_admin.platforms.models import Platform
from tests import factories

HEAD = "Cookies nécessaires\n\nPrestataire\tService\tNom du cookie\tFinalités\tDurée\n"


def declared(session: Session, *, use: bool = True) -> tuple[Scope, Platform, Cookie]:
    """Matomo's _pk_id is declared."""
    scope = factories.scope(session)
    purposes.install_defaults(scope)
    platform = factories.platform(scope, controller="Ville de Rives")
    provider = providers.create(scope, providers.ProviderValues("Matomo"))
    necessary = scope.get(Purpose, key="necessary")
    service = services.create(scope, services.ServiceValues({"fr": "Audience"}, necessary.id, provider.id))
    values = CookieValues("_pk_id", {"fr": "Compter les visites"}, duration_text={"fr": "13 mois"})
    cookie = cookies.create(scope, service, values)
    if use:
        usages.put(scope, platform, service, usages.UsageValues())
    return scope, platform, cookie


def standing(scope: Scope, platform: Platform, row: str, head: str = HEAD) -> tuple[int, Standing | None]:
    """What the only proposal of a document meets."""
    taken = review.take_in(scope, platform, (head + row).encode(), "charte.txt")
    (proposal,) = review.proposals(scope, taken.id)
    found = standings(scope, platform, [proposal], purposes.every(scope), "fr")
    return proposal.id, found.get(proposal.id)


@pytest.mark.parametrize(
    ("row", "sure"),
    [
        ("Matomo\tAudience\t_pk_id\tCompter les visites\t13 mois", True),
        ("MATOMO\taudience\t_pk_id\tcompter  les visites\t13 months", True),
        ("Matomo\t\t_pk_id\tCompter les visites\t1 an et 1 mois", True),
        ("\tAudience\t_pk_id\t\t", True),
        ("\t\t_pk_id\tCompter les visites\t", True),
    ],
)
def test_the_same_in_other_words_is_nothing_new(session: Session, row: str, sure: bool) -> None:
    scope, platform, _ = declared(session)
    _, found = standing(scope, platform, row)
    assert found
    assert (found.nothing_new, found.sure, found.choices) == (True, sure, ())
    (proposal,) = review.proposals(scope, 1)
    assert (proposal.state, proposal.outcome) == ("accepted", "same")


@pytest.mark.parametrize(
    "row",
    ["Matomo\tAudience\t_pk_ses\tCompter\t", "Google\tAnalytics\t_pk_id\tCompter\t", "Google\t\t_pk_id\tCompter\t"],
)
def test_another_cookie_is_not_declared_yet(session: Session, row: str) -> None:
    scope, platform, _ = declared(session)
    assert standing(scope, platform, row)[1] is None


def test_another_service_of_the_provider_is_left_to_a_person(session: Session) -> None:
    scope, platform, _ = declared(session)
    _, found = standing(scope, platform, "Matomo\tTests A/B\t_pk_id\tCompter les visites\t13 mois")
    assert found
    assert (found.sure, found.about_service) == (False, (Difference("service", "Audience", "Tests A/B"),))
    assert review.accept_all(scope, 1) == review.Tally()


def test_each_difference_can_be_taken_or_left(session: Session) -> None:
    scope, platform, cookie = declared(session)
    row = "Matomo\tAudience (toutes les pages)\t_pk_id\tMesurer l’audience\t6 mois"
    number, found = standing(scope, platform, row)
    assert found
    assert {each.field: (each.mine, each.document) for each in found.choices} == {
        "purpose": ("Compter les visites", "Mesurer l’audience"),
        "duration": ("13 mois", "6 mois"),
        "location": ("", "toutes les pages"),
    }
    assert found.gaps == {"location"}
    (proposal,) = review.proposals(scope, 1)
    assert proposal.id == number
    review.take_over(scope, proposal, {"duration", "nonsense"})
    assert cookie.purpose == {"fr": "Compter les visites"}
    assert (cookie.duration_amount, cookie.duration_text) == (6, {"fr": "6 mois"})
    assert [usage.location for usage in usages.every(scope, platform)] == [{}]
    assert proposal.outcome == "completed"
    review.undo(scope, proposal)
    assert (cookie.duration_amount, cookie.duration_text) == (13, {"fr": "13 mois"})
    review.take_over(scope, proposal, {"purpose", "duration", "location"})
    assert cookie.purpose == {"fr": "Mesurer l’audience"}
    assert [usage.location for usage in usages.every(scope, platform)] == [{"fr": "toutes les pages"}]


def test_what_is_declared_elsewhere_is_put_in_use(session: Session) -> None:
    scope, platform, _ = declared(session, use=False)
    _, found = standing(scope, platform, "Matomo\tAudience\t_pk_id\tCompter les visites\t13 mois")
    assert found
    assert found.usage is None
    assert review.accept_all(scope, 1) == review.Tally(completed=1)
    assert len(usages.every(scope, platform)) == 1
    assert cookies.values_of(scope.get(Cookie, name="_pk_id")).duration_amount == 13


def test_what_is_no_longer_declared_cannot_be_kept(session: Session) -> None:
    scope, platform, cookie = declared(session)
    standing(scope, platform, "Matomo\tAudience\t_pk_id\tMesurer\t13 mois")
    (proposal,) = review.proposals(scope, 1)
    cookies.delete(scope, cookie)
    with pytest.raises(Refused, match="no longer there"):
        review.take_over(scope, proposal, ())
    assert proposal.state == "pending"
