"""What the demo declares of its website: four purposes, twelve services and thirty trackers, the banner's own included.

Every provider is made up: nobody real is said to set anything.
"""

from collections.abc import Mapping, Sequence

from charter_admin.catalogue.cookies import CookieValues
from charter_admin.catalogue.providers import ProviderValues
from charter_admin.catalogue.purposes import PurposeValues
from charter_admin.demo.facts import ServiceFacts, Services
from charter_admin.platforms.service import PlatformValues
from charter_admin.versions.banner import STANDARD_MEANING, Banner, Google

CONTROLLER = "Commune de Rives-sur-Loire"
Said = Mapping[str, str]

MEDIA = PurposeValues(
    name={"fr": "Vidéos", "en": "Videos"},
    description={
        "fr": "Afficher des contenus d’un autre service, comme une vidéo.",
        "en": "Show content of another service, such as a video.",
    },
    basis="consent",
    key="media",
)

# Google Consent Mode is on, so that the demo's page can be looked at with a tag manager's tools.
BANNER = Banner(google=Google(on=True, meaning={**STANDARD_MEANING, "media": ()}))

_COMMUNE = ProviderValues(CONTROLLER, "FR")
_MEASURE = ProviderValues("Atelier Mesure", "FR", "https://mesure.example/confidentialite")
_ADVERT = ProviderValues("Régie Publicité", "IE", "https://regie.example/privacy")
_VIDEO = ProviderValues("Vidéothèque", "FR", "https://video.example/confidentialite")


def _said(french: str, english: str) -> Said:
    return {"fr": french, "en": english}


def _cookies(purpose: Said, months: int | None, *names: str, party: str = "first") -> Sequence[CookieValues]:
    """Cookies for one purpose; without months they end with the browser's session."""
    if months is None:
        return [CookieValues(name, purpose, party=party, duration_kind="session") for name in names]
    return [
        CookieValues(name, purpose, party=party, duration_kind="fixed", duration_amount=months, duration_unit="month")
        for name in names
    ]


_NECESSARY: Services = (
    ServiceFacts(
        _said("Connexion", "Sign-in"),
        "necessary",
        _COMMUNE,
        _cookies(_said("Garder la session ouverte.", "Keep the session open."), None, "session_id", "session_proof"),
    ),
    ServiceFacts(
        _said("Formulaires", "Forms"),
        "necessary",
        _COMMUNE,
        _cookies(_said("Protéger les formulaires.", "Protect the forms."), None, "csrf_token", "form_step"),
    ),
    ServiceFacts(
        _said("Langue", "Language"),
        "necessary",
        _COMMUNE,
        _cookies(_said("Retenir la langue choisie.", "Remember the language chosen."), 12, "language"),
    ),
)

_STATISTICS: Services = (
    ServiceFacts(
        _said("Mesure d’audience", "Audience measurement"),
        "statistics",
        _MEASURE,
        _cookies(
            _said("Distinguer les visiteurs pour compter les visites.", "Tell visitors apart to count visits."),
            13,
            "_ga",
            "_ga_*",
            "_gid",
            "_gat_*",
        ),
        hosts=["mesure.example"],
    ),
    ServiceFacts(
        _said("Parcours", "Paths"),
        "statistics",
        _MEASURE,
        _cookies(_said("Suivre les pages lues.", "Follow the pages read."), 6, "_path_id", "_path_ref", "_path_ses"),
    ),
    ServiceFacts(
        _said("Clics", "Clicks"),
        "statistics",
        _MEASURE,
        _cookies(_said("Voir où l’on clique.", "See where people click."), 3, "_clic_id", "_clic_page"),
    ),
)

_MARKETING: Services = (
    ServiceFacts(
        _said("Annonces", "Advertising"),
        "marketing",
        _ADVERT,
        _cookies(
            _said(
                "Reconnaître un visiteur pour choisir ses annonces.", "Recognise a visitor to choose advertisements."
            ),
            3,
            "_mk_*",
            "_mk",
            "_mkid",
            "_mksrc",
        ),
        hosts=["regie.example"],
    ),
    ServiceFacts(
        _said("Reciblage", "Retargeting"),
        "marketing",
        _ADVERT,
        _cookies(_said("Montrer ce qui a été regardé.", "Show what was looked at."), 3, "rt_id", "rt_seen", "rt_cap"),
    ),
    ServiceFacts(
        _said("Comptage", "Counting of views"),
        "marketing",
        _ADVERT,
        _cookies(
            _said("Compter les annonces vues.", "Count the advertisements seen."),
            1,
            "ad_view",
            "ad_clic",
            party="third",
        ),
    ),
)

_MEDIA: Services = (
    ServiceFacts(
        _said("Lecteur vidéo", "Video player"),
        "media",
        _VIDEO,
        _cookies(_said("Reprendre la lecture.", "Resume playing."), 6, "player_id", "player_pos", "player_vol"),
        hosts=["video.example"],
    ),
    ServiceFacts(
        _said("Direct du conseil", "Live council meetings"),
        "media",
        _VIDEO,
        _cookies(_said("Choisir la qualité.", "Choose the quality."), 6, "live_id", "live_rate", "live_lag"),
    ),
)

SITE_SERVICES: Services = (*_NECESSARY, *_STATISTICS, *_MARKETING, *_MEDIA)


def site(domain: str) -> PlatformValues:
    """The settings of the demo site, which is served at `domain`."""
    return PlatformValues(
        name="Rives-sur-Loire",
        domains=[domain],
        default_locale="fr",
        locales=["fr", "en"],
        controller=CONTROLLER,
        contact_email="mairie@example.org",
        contact_address="1 place de la Mairie",
        dpo="dpo@example.org",
    )
