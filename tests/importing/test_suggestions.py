"""What is offered to the person who reviews an import."""

import pytest

from charter_admin.catalogue.models import Purpose
from charter_admin.importing.suggestions import guess_party, guess_purpose, split_location

PURPOSES = [
    Purpose(id=n, key=key, name=names)
    for n, (key, names) in enumerate(
        {
            "necessary": {"fr": "Nécessaires", "en": "Necessary"},
            "preferences": {"en": "Preferences"},
            "statistics": {"en": "Statistics"},
            "marketing": {"en": "Marketing"},
            "videos": {"fr": "Vidéos d’autres sites"},
        }.items(),
        start=1,
    )
]


@pytest.mark.parametrize(
    ("cell", "service", "location"),
    [
        ("Authentification (front et back office)", "Authentification", "front et back office"),
        ("API (CSRF) (front et back office)", "API (CSRF)", "front et back office"),
        ("Choix sur les cookies", "Choix sur les cookies", ""),
        ("(partout)", "(partout)", ""),
        ("Carte (accueil) v2", "Carte (accueil) v2", ""),
        ("", "", ""),
    ],
)
def test_split_location(cell: str, service: str, location: str) -> None:
    assert split_location(cell) == (service, location)


@pytest.mark.parametrize(
    ("category", "key"),
    [
        ("Cookies nécessaires au bon fonctionnement / cookies fonctionnels", "necessary"),
        ("Strictly necessary cookies", "necessary"),
        ("Cookies techniques", "necessary"),
        ("Mesure d’audience", "statistics"),
        ("Analytics", "statistics"),
        ("Cookies statistiques", "statistics"),
        ("Functional cookies", "preferences"),
        ("Personnalisation", "preferences"),
        ("Publicité ciblée", "marketing"),
        ("VIDEOS d’autres sites", "videos"),
        ("marketing", "marketing"),
    ],
)
def test_guess_purpose(category: str, key: str) -> None:
    guessed = guess_purpose(category, PURPOSES)
    assert guessed is not None
    assert guessed.key == key


@pytest.mark.parametrize(
    "category", ["", "Divers", "Cookies non nécessaires", "Non-essential", "Cookies statistiques et publicitaires"]
)
def test_no_guess_where_it_could_be_wrong(category: str) -> None:
    assert guess_purpose(category, PURPOSES) is None


def test_no_guess_of_a_purpose_the_organization_lacks() -> None:
    assert guess_purpose("Analytics", PURPOSES[:1]) is None


@pytest.mark.parametrize(
    ("text", "party"),
    [("Tiers", "third"), ("third-party", "third"), ("Interne", "first"), ("", "first"), ("First or third", "first")],
)
def test_guess_party(text: str, party: str) -> None:
    assert guess_party(text) == party
