"""A charter no rule has anything to say against, and small changes to it."""

from dataclasses import replace
from typing import Any

from charter_admin.versions.banner import Banner, Google
from charter_admin.versions.document import (
    Contact,
    Cookie,
    Document,
    Duration,
    Localized,
    Provider,
    Purpose,
    Service,
    Site,
    Text,
)

MONTHS_6 = Duration("fixed", 6, "month", {})


def both(english: str, french: str) -> Localized:
    """A text in the two languages of the charter."""
    return {"en": english, "fr": french}


def cookie(name: str = "sid", **more: Any) -> Cookie:
    """A first-party cookie of six months."""
    made = Cookie(name, "*" in name, "cookie", "", "first", MONTHS_6, both("Keeps it.", "Le garde."))
    return replace(made, **more)


def service(key: str, purpose: str, provider: str, *cookies: Cookie, basis: str = "exempt", **more: Any) -> Service:
    """A service called by its key."""
    name = both(key.title(), key.title())
    made = Service(key, purpose, provider, basis, name, both("Everywhere", "Partout"), (), cookies)
    return replace(made, **more)


NECESSARY = Purpose("necessary", both("Necessary", "Nécessaires"), both("It works.", "Il marche."), "exempt")
VIDEOS = Purpose("videos", both("Videos", "Vidéos"), both("Play videos.", "Lire des vidéos."), "consent")
COUNTING = Purpose("counting", both("Audience", "Audience"), both("Count visits.", "Compter."), "exempt")
OURS = Provider("rives", "Ville de Rives", "", "")
PLAYER = Provider("player", "Vidéothèque", "FR", "https://video.example/privacy")
CHOICES = Text(
    "choices",
    both("Your choices", "Vos choix"),
    both("You are asked again after 6 months.", "La question est posée à nouveau après six mois."),
)


def charter() -> Document:
    """An exempt sign-in of the controller's own, and a player that waits for consent."""
    return Document(
        platform=Site(
            "rives01",
            "Portail",
            ("www.rives.example",),
            "fr",
            ("fr", "en"),
            "Ville de Rives",
            Contact(email="contact@rives.example"),
            "dpo@rives.example",
        ),
        purposes=(NECESSARY, VIDEOS),
        providers=(OURS, PLAYER),
        services=(
            service("session", "necessary", "rives", cookie()),
            service("player", "videos", "player", cookie("player_id"), basis="consent"),
        ),
        texts=(CHOICES,),
        banner=Banner(),
    )


def with_site(**changes: Any) -> Document:
    """The charter of another platform."""
    made = charter()
    return replace(made, platform=replace(made.platform, **changes))


def with_session(**changes: Any) -> Document:
    """The charter with another exempt service."""
    made = charter()
    return replace(made, services=(replace(made.services[0], **changes), made.services[1]))


def with_cookie(name: str = "sid", **changes: Any) -> Document:
    """The charter with another cookie in its exempt service."""
    return with_session(cookies=(cookie(name, **changes),))


def with_provider(**changes: Any) -> Document:
    """The charter with another provider of the player."""
    made = charter()
    return replace(made, providers=(OURS, replace(PLAYER, **changes)))


def with_banner(**changes: Any) -> Document:
    """The charter with other settings of the banner."""
    return replace(charter(), banner=Banner(**changes))


def with_google(**changes: Any) -> Document:
    """The charter with Google Consent Mode on."""
    return with_banner(google=Google(on=True, **changes))


def with_choices(english: str, french: str) -> Document:
    """The charter with another text on choices."""
    return replace(charter(), texts=(replace(CHOICES, body=both(english, french)),))


def counting(*cookies: Cookie, basis: str = "exempt") -> Document:
    """The charter with audience measurement."""
    made = charter()
    measure = service("matomo", "counting", "rives", *(cookies or (cookie("_pk_id.*"),)), basis=basis)
    return replace(made, purposes=(*made.purposes, COUNTING), services=(*made.services, measure))
