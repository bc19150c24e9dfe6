"""A made charter beside what must come out of it."""

from collections.abc import Callable
from dataclasses import dataclass

Answer = tuple[str, str | None, str | None, str | None]  # name, provider, purpose, duration


@dataclass(frozen=True)
class Case:
    """`form` is the format, for the score; `plain` tells a table with nothing hard about it."""

    form: str
    title: str
    make: Callable[[], bytes]
    answers: tuple[Answer, ...]
    plain: bool = False


VISITS: Answer = ("_pk_id.*", "Matomo", "Compter les visiteurs sans les reconnaître d’un site à l’autre", "13 mois")
SESSION: Answer = ("PHPSESSID", "Ville de Rives", "Garder le panier de démarches ouvert", "Session")
LANGUAGE: Answer = ("lang", "Ville de Rives", "Se souvenir de la langue choisie", "1 an")
CONSENT: Answer = ("tarteaucitron", "Ville de Rives", "Retenir ce que vous avez accepté ou refusé", "6 mois")
VIDEO: Answer = ("VISITOR_INFO1_LIVE", "YouTube", "Adapter la qualité de la vidéo au débit", "180 jours")
ALL = (SESSION, LANGUAGE, CONSENT, VISITS, VIDEO)
HEAD = ("Nom du cookie", "Émetteur", "Finalité", "Durée de conservation")
ENGLISH: tuple[Answer, ...] = (
    ("csrftoken", "River Council", "Protects forms from being sent by other sites", "1 year"),
    ("_ga", "Google", "Tells one visit from another", "2 years"),
    ("_ga_<container>", "Google", "Keeps count within a visit", "2 years"),
)
ENGLISH_HEAD = ("Cookie name", "Set by", "What it does", "Expires after")
GERMAN: tuple[Answer, ...] = (
    ("JSESSIONID", "Stadt Flussau", "Hält die Anmeldung aufrecht", "Sitzung"),
    ("et_oi_v2", "etracker", "Merkt sich den Widerspruch", "50 Jahre"),
)
GERMAN_HEAD = ("Cookie", "Anbieter", "Zweck", "Speicherdauer")
