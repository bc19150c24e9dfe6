"""What the demo declares of its portal: a real portal's four declarations; the sentences around them are ours."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from charter_admin.catalogue.cookies import CookieValues
from charter_admin.catalogue.providers import ProviderValues
from charter_admin.platforms.service import PlatformValues

ORGANIZATION = "Démonstration"


@dataclass(frozen=True)
class ServiceFacts:
    """A service with its provider, its cookies and where it is used."""

    name: Mapping[str, str]
    purpose: str
    provider: ProviderValues
    cookies: Sequence[CookieValues] = ()
    location: Mapping[str, str] = field(default_factory=dict)
    hosts: Sequence[str] = ()


Services = Sequence[ServiceFacts]

PORTAL = PlatformValues(
    name="data.cabinet-fsl.fr",
    domains=["data.cabinet-fsl.fr"],
    default_locale="fr",
    locales=["fr", "en"],
    controller="Cabinet FSL",
    contact_url="https://data.cabinet-fsl.fr/",
)

_OPENDATASOFT = ProviderValues("Opendatasoft", "FR")
_EVERYWHERE = {"fr": "front et back office", "en": "front and back office"}

PORTAL_SERVICES: Services = (
    ServiceFacts(
        {"fr": "Authentification", "en": "Authentication"},
        "necessary",
        _OPENDATASOFT,
        [
            CookieValues(
                "sessionid",
                {
                    "fr": "Se souvenir de l'utilisateur d'une page à une autre.",
                    "en": "Remember the user from one page to the next.",
                },
            )
        ],
        _EVERYWHERE,
    ),
    ServiceFacts(
        {"fr": "Sélection de la langue", "en": "Choice of language"},
        "necessary",
        _OPENDATASOFT,
        [
            CookieValues(
                "django_language",
                {"fr": "Se souvenir de la langue du visiteur", "en": "Remember the visitor's language"},
            )
        ],
        _EVERYWHERE,
    ),
    ServiceFacts(
        {"fr": "API (CSRF)", "en": "API (CSRF)"},
        "necessary",
        _OPENDATASOFT,
        [
            CookieValues(
                "csrftoken",
                {"fr": "Récupérer des données via des appels API", "en": "Fetch data through calls of the API"},
            )
        ],
        _EVERYWHERE,
    ),
    ServiceFacts(
        {"fr": "Choix concernant vos préférences sur les cookies", "en": "Choice about your cookie preferences"},
        "necessary",
        _OPENDATASOFT,
        [
            CookieValues(
                "cookies_preferences",
                {
                    "fr": "Se souvenir du choix opéré par le visiteur concernant les cookies",
                    "en": "Remember the choice the visitor made about cookies",
                },
            )
        ],
    ),
)
