"""Charters to make banners of: one that asks, one of a portal where everything is exempt, one with long lists."""

from dataclasses import replace

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
)


def both(english: str, french: str) -> Localized:
    """A text in the two languages of these charters."""
    return {"en": english, "fr": french}


NECESSARY = Purpose(
    "necessary",
    both("Strictly necessary", "Strictement nécessaires"),
    both(
        "Sign-in, language and security: the site does not work without them.",
        "Connexion, langue et sécurité : sans eux, le site ne fonctionne pas.",
    ),
    "exempt",
)
STATISTICS = Purpose(
    "statistics",
    both("Audience measurement", "Mesure d’audience"),
    both(
        "Count visits and see which pages are read, to improve the site.",
        "Compter les visites et savoir quelles pages sont lues, pour améliorer le site.",
    ),
    "consent",
)
MARKETING = Purpose(
    "marketing",
    both("Advertising", "Publicité"),
    both(
        "Show you advertisements chosen after what you read here.",
        "Vous montrer des publicités choisies d’après ce que vous lisez ici.",
    ),
    "consent",
)
VIDEO = Purpose(
    "video",
    both("Videos", "Vidéos"),
    both("Play videos hosted on other platforms.", "Lire des vidéos hébergées par d’autres plateformes."),
    "consent",
)


def cookie(name: str, storage: str = "cookie") -> Cookie:
    """A declared tracker; a name with a wildcard is a pattern."""
    pattern = any(sign in name for sign in "*<{#")
    duration = Duration("fixed", 13, "month", {})
    return Cookie(name, pattern, storage, "", "first", duration, both("Tells visits apart.", "Distingue les visites."))


def service(
    key: str, purpose: str, provider: str, name: str, cookies: tuple[Cookie, ...], basis: str = "consent"
) -> Service:
    """A service whose name is the same in both languages."""
    return Service(key, purpose, provider, basis, both(name, name), both("All pages", "Toutes les pages"), (), cookies)


def asking() -> Document:
    """Three purposes that ask and one that needn't; in `statistics`, one service is exempt."""
    return Document(
        platform=Site(
            "rives01", "Ville de Rives", ("www.rives.example",), "en", ("en", "fr"), "Ville de Rives", Contact(), ""
        ),
        purposes=(NECESSARY, STATISTICS, MARKETING, VIDEO),
        providers=(
            Provider("rives", "Ville de Rives", "FR", ""),
            Provider("google", "Google Ireland Ltd", "IE", ""),
            Provider("adline", "Adline SAS", "FR", ""),
            Provider("peervue", "PeerVue", "FR", ""),
        ),
        services=(
            service("session", "necessary", "rives", "Session", (cookie("sessionid"),), "exempt"),
            service("matomo", "statistics", "rives", "Matomo", (cookie("_pk_id.*"),), "exempt"),
            service("analytics", "statistics", "google", "Google Analytics", (cookie("_ga_<id>"), cookie("_ga"))),
            service(
                "adline",
                "marketing",
                "adline",
                "Adline",
                (cookie("_mk_*"), cookie("mk.*", "local_storage"), cookie("mk_visit", "session_storage")),
            ),
            service("player", "video", "peervue", "Video player", ()),
        ),
        texts=(),
    )


def exempt() -> Document:
    """Nothing here needs consent."""
    whole = asking()
    return replace(whole, purposes=(NECESSARY,), services=whole.services[:1], providers=whole.providers[:1])


def long() -> Document:
    """Many services behind each purpose, with long names."""
    whole = asking()
    added = tuple(
        service(f"s{n}", purpose, "google", f"Measurement and personalisation programme no. {n}", ())
        for n in range(12)
        for purpose in ("statistics", "marketing")
    )
    return replace(whole, services=whole.services + added)
