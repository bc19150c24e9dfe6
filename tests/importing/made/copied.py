"""Tables as they come out when they are copied from a PDF, and texts in encodings of other programs."""

from tests.importing.made.case import Answer, Case

_STACKED = """Politique de cookies du portail

Cookies de mesure d’audience
Nom du cookie
Émetteur
Finalité
Durée
_pk_id.*
Matomo
Compter les visiteurs sans les reconnaître
d’un site à l’autre
13 mois
_pk_ses.*
Matomo
Compter les visites
30 minutes
PHPSESSID
Ville de Rives
Garder le panier de démarches ouvert
Session
Vous pouvez refuser ces cookies à tout moment. Votre choix est gardé.
"""
_PAGES = """Our cookies

Cookie

Purpose

Provider

Expiry

_ga

Tells one visitor from another

Google

2 years

2 / 3

Cookie

Purpose

Provider

Expiry

sessionid

Keeps you signed in while you fill in
a long form

River Council

Session
"""
_COLLAPSED = """Cookies du site
Nom du cookie Fournisseur Finalité Durée de conservation
_pk_id.* Matomo Compter les visites 13 mois
_ga Google Analytics Distinguer les visiteurs 2 ans
sid Rives Garder la session ouverte Session
Vous pouvez refuser.
"""
_NONE = """Nom
Prénom
Adresse
Téléphone
Durée du contrat
Durand
Marie
"""
_VISIT: Answer = ("_pk_id.*", "Matomo", "Compter les visiteurs sans les reconnaître d’un site à l’autre", "13 mois")
_POLISH: Answer = ("sesja_id", "Gmina Rzeczna", "Utrzymuje sesję użytkownika i zapamiętuje wybór języka", "1 rok")
_ENCODED = f"Pliki cookies serwisu;;;\nCookie;Dostawca;Cel;Okres\nsesja_id;Gmina Rzeczna;{_POLISH[2]};1 rok\n"
_FRENCH: Answer = ("lang", "Ville de Rives", "Se souvenir de la langue préférée, même après la déconnexion", "1 an")
_TABBED = "Cookies déposés\n\nCookie\tÉmetteur\tFinalité\tDurée\n" + "\t".join(map(str, _FRENCH)) + "\n"

CASES = (
    Case("copied", "a cell to a line", _STACKED.encode, (
        _VISIT, ("_pk_ses.*", "Matomo", "Compter les visites", "30 minutes"),
        ("PHPSESSID", "Ville de Rives", "Garder le panier de démarches ouvert", "Session"))),
    Case("copied", "over pages", _PAGES.encode, (
        ("_ga", "Google", "Tells one visitor from another", "2 years"),
        ("sessionid", "River Council", "Keeps you signed in while you fill in a long form", "Session"))),
    Case("copied", "a space between columns", _COLLAPSED.encode, (
        ("_pk_id.*", "Matomo", "Compter les visites", "13 mois"),
        ("_ga", "Google Analytics", "Distinguer les visiteurs", "2 ans"),
        ("sid", "Rives", "Garder la session ouverte", "Session"))),
    Case("copied", "people", _NONE.encode, ()),
    *(Case("encodings", name, lambda name=name: _ENCODED.encode(name), (_POLISH,))  # type: ignore[misc]  # bound now
      for name in ("cp1250", "iso8859-2", "utf-16", "utf-16-le")),
    *(Case("encodings", f"{name}, french", lambda name=name: _TABBED.encode(name), (_FRENCH,))  # type: ignore[misc]  # as above
      for name in ("cp1252", "mac_roman", "iso8859-15", "utf-16-be", "cp850")),
)  # fmt: skip
