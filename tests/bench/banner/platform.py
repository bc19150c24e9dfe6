"""The platform every banner of the benchmark is set up for: 4 purposes, 12 services, 30 cookies to delete on refusal.

Two more cookies belong to the purpose that asks nothing: no refusal may delete them. Google Consent Mode is on.
"""

from typing import Any

from charter_admin.banner import bundle as banner
from charter_admin.versions.banner import Banner, Google
from charter_admin.versions.document import Contact, Document, Provider, Purpose, Service, Site, consent_digest
from tests.banner.charters import NECESSARY, both, cookie, service

LOCALE = "fr"
PURPOSES = (
    NECESSARY,
    Purpose(
        "statistics",
        both("Audience measurement", "Mesure d’audience"),
        both(
            "Count visits and see which pages are read, to improve the site.",
            "Compter les visites et savoir quelles pages sont lues, pour améliorer le site.",
        ),
        "consent",
    ),
    Purpose(
        "marketing",
        both("Advertising", "Publicité"),
        both(
            "Measure campaigns and show you advertisements chosen after what you read here.",
            "Mesurer les campagnes et vous montrer des publicités choisies d’après ce que vous lisez ici.",
        ),
        "consent",
    ),
    Purpose(
        "media",
        both("Videos", "Vidéos"),
        both("Play videos hosted on other platforms.", "Lire des vidéos hébergées par d’autres plateformes."),
        "consent",
    ),
)
PROVIDERS = {
    "rives": ("Ville de Rives", "FR"),
    "google": ("Google Ireland Ltd", "IE"),
    "matomo": ("InnoCraft Ltd", "NZ"),
    "hotjar": ("Hotjar Ltd", "MT"),
    "microsoft": ("Microsoft Ireland Operations Ltd", "IE"),
    "meta": ("Meta Platforms Ireland Ltd", "IE"),
    "linkedin": ("LinkedIn Ireland Unlimited Company", "IE"),
    "tiktok": ("TikTok Technology Ltd", "IE"),
    "vimeo": ("Vimeo.com Inc.", "US"),
}
# Key, purpose, provider, name, cookies.
SERVICES = (
    ("session", "necessary", "rives", "Session", "sessionid"),
    ("balance", "necessary", "rives", "Répartition de charge", "SERVERID"),
    ("analytics", "statistics", "google", "Google Analytics", "_ga _ga_<id> _gid _gat_<id> _gac_<id>"),
    ("matomo", "statistics", "matomo", "Matomo Cloud", "_pk_id.* _pk_ses.* _pk_ref.* _pk_cvar.*"),
    (
        "hotjar",
        "statistics",
        "hotjar",
        "Hotjar",
        "_hjSessionUser_<id> _hjSession_<id> _hjid _hjAbsoluteSessionInProgress",
    ),
    ("clarity", "statistics", "microsoft", "Microsoft Clarity", "_clck _clsk CLID"),
    ("ads", "marketing", "google", "Google Ads", "_gcl_au _gcl_aw _gcl_dc"),
    ("pixel", "marketing", "meta", "Meta Pixel", "_fbp _fbc"),
    ("insight", "marketing", "linkedin", "LinkedIn Insight", "li_fat_id AnalyticsSyncHistory ln_or"),
    ("tiktok", "marketing", "tiktok", "TikTok Pixel", "_ttp _tt_enable_cookie"),
    ("youtube", "media", "google", "YouTube", "YSC VISITOR_INFO1_LIVE"),
    ("vimeo", "media", "vimeo", "Vimeo", "vuid player"),
)


STANDARD = Banner(google=Google(on=True))
EVERYTHING = Banner(google=Google(on=True), microsoft=True, matomo="consent", foreign=True, automatic=True, shown=True)


def standard(settings: Banner = STANDARD) -> Document:
    """The charter of that platform."""
    site = Site("rives0000001", "Rives", ("www.rives.example",), LOCALE, ("fr", "en"), "Ville de Rives", Contact(), "")
    providers = tuple(Provider(key, name, country, "") for key, (name, country) in PROVIDERS.items())
    return Document(site, PURPOSES, providers, tuple(_service(*told) for told in SERVICES), (), settings)


def ours(settings: Banner = STANDARD, locale: str = LOCALE) -> bytes:
    """Our whole banner for it: the one file a visitor loads, with our own texts in `locale`."""
    document = standard(settings)
    return banner.script(document, 1, consent_digest(document), "build1", locale)


def facts() -> dict[str, Any]:
    """The same for the other banners: what their configurations are made of, in French."""
    document = standard()
    return {"controller": document.platform.controller, "purposes": [_purpose(document, p) for p in document.purposes]}


def _service(key: str, purpose: str, provider: str, name: str, cookies: str) -> Service:
    basis = "exempt" if purpose == "necessary" else "consent"
    return service(key, purpose, provider, name, tuple(cookie(c) for c in cookies.split()), basis)


def _purpose(document: Document, purpose: Purpose) -> dict[str, Any]:
    providers = {provider.key: provider.name for provider in document.providers}
    return {
        "key": purpose.key,
        "name": purpose.name[LOCALE],
        "description": purpose.description[LOCALE],
        "asks": purpose.basis == "consent",
        "services": [
            {
                "key": s.key,
                "name": s.name[LOCALE],
                "provider": providers[s.provider],
                "cookies": [c.name.replace("<id>", "*") for c in s.cookies],
            }
            for s in document.services
            if s.purpose == purpose.key
        ],
    }
