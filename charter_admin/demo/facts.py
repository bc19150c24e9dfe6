"""What the demo declares. The portal's four declarations are a real portal's; the sentences around them are ours."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from charter_admin.catalogue.cookies import CookieValues
from charter_admin.catalogue.providers import ProviderValues
from charter_admin.catalogue.purposes import PurposeValues
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

MEDIA = PurposeValues(
    name={"fr": "Vidéos et contenus intégrés", "en": "Videos and embedded content"},
    description={
        "fr": "Afficher dans la page des contenus qui viennent d’un autre service, comme une vidéo.",
        "en": "Show content of another service inside the page, such as a video.",
    },
    basis="consent",
    key="media",
)

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

_MEASURE = ProviderValues("Atelier Mesure", "FR", "https://mesure.example/confidentialite")
_ADVERT = ProviderValues("Régie Publicité", "IE", "https://regie.example/privacy")
_VIDEO = ProviderValues("Vidéothèque", "FR", "https://video.example/confidentialite")


def _lasting(name: str, months: int, purpose: Mapping[str, str]) -> CookieValues:
    return CookieValues(name, purpose, duration_kind="fixed", duration_amount=months, duration_unit="month")


SITE_SERVICES: Services = (
    ServiceFacts(
        {"fr": "Mesure d’audience", "en": "Audience measurement"},
        "statistics",
        _MEASURE,
        [
            _lasting(
                "_ga_*",
                13,
                {
                    "fr": "Distinguer les visiteurs pour compter les visites.",
                    "en": "Tell visitors apart to count visits.",
                },
            )
        ],
    ),
    ServiceFacts(
        {"fr": "Annonces ciblées", "en": "Targeted advertising"},
        "marketing",
        _ADVERT,
        [
            _lasting(
                "_mk_*",
                3,
                {
                    "fr": "Reconnaître un visiteur pour choisir les annonces qu’il voit.",
                    "en": "Recognise a visitor to choose the advertisements they see.",
                },
            )
        ],
    ),
    ServiceFacts({"fr": "Lecteur vidéo", "en": "Video player"}, "media", _VIDEO),
)


def site(domain: str) -> PlatformValues:
    """The settings of the demo site, which is served at `domain`."""
    return PlatformValues(
        name="Rives-sur-Loire",
        domains=[domain],
        default_locale="fr",
        locales=["fr", "en"],
        controller="Commune de Rives-sur-Loire",
        contact_email="mairie@example.org",
        contact_address="1 place de la Mairie",
        dpo="dpo@example.org",
    )
