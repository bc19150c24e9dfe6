"""Policies as people write them with a word processor."""

from tests.importing.made.case import (
    ALL,
    CONSENT,
    ENGLISH,
    ENGLISH_HEAD,
    GERMAN,
    GERMAN_HEAD,
    HEAD,
    LANGUAGE,
    SESSION,
    VIDEO,
    VISITS,
    Case,
)  # fmt: skip
from tests.importing.made.docx import cell, heading, package, table, text

_INTRO = heading("Politique de cookies", 1) + text("Le site https://www.rives.example dépose des cookies.")


def _texts(row: tuple[str | None, ...]) -> list[str]:
    return [each or "" for each in row]


_MERGED = table(
    HEAD,
    [cell("Cookies nécessaires", across=4)],
    [cell("PHPSESSID"), cell("Ville de Rives", down="restart"), cell(str(SESSION[2])), cell("Session")],
    [cell("lang"), cell("", down="continue"), cell(str(LANGUAGE[2])), cell("1 an")],
    [cell("Mesure d’audience", across=4)],
    _texts(VISITS),
)
_SEVERAL = table(
    ("Cookies", "Prestataire", "But", "Durée"),
    [cell("_pk_id.*\n_pk_ses.*", paragraphs=True), "Matomo", "Compter les visites", cell("13 mois\n30 minutes")],
    ["PHPSESSID, lang", "Ville de Rives", "Faire marcher le site", "Session"],
)
_SEVERAL_ANSWERS = (
    ("_pk_id.*", "Matomo", "Compter les visites", "13 mois"),
    ("_pk_ses.*", "Matomo", "Compter les visites", "30 minutes"),
    ("PHPSESSID", "Ville de Rives", "Faire marcher le site", "Session"),
    ("lang", "Ville de Rives", "Faire marcher le site", "Session"),
)
_RIGHTS = table(("Données", "Durée de conservation"), ("Compte", "3 ans"), ("Factures", "10 ans"))


def _deleted() -> str:
    """A row whose text was changed with the changes recorded: what is struck out is no longer said."""
    struck = '<w:del w:id="1" w:author="a"><w:r><w:delText>2 ans</w:delText></w:r></w:del>'
    kept = '<w:ins w:id="2" w:author="a"><w:r><w:t>1 an</w:t></w:r></w:ins>'
    return table(HEAD, [*_texts(LANGUAGE[:3]), f"<w:tc><w:p>{struck}{kept}</w:p></w:tc>"])


CASES = (
    Case("docx", "plain", lambda: package(_INTRO + table(HEAD, *map(_texts, ALL))), ALL, plain=True),
    Case("docx", "english", lambda: package(heading("Our cookies") + table(ENGLISH_HEAD, *map(_texts, ENGLISH))),
         ENGLISH, plain=True),
    Case("docx", "german", lambda: package(heading("Cookies") + table(GERMAN_HEAD, *map(_texts, GERMAN))),
         GERMAN, plain=True),
    Case("docx", "merged", lambda: package(_INTRO + _MERGED), (SESSION, LANGUAGE, VISITS)),
    Case(
        "docx", "headings",
        lambda: package(_INTRO + heading("Cookies techniques") + table(HEAD, _texts(SESSION), _texts(CONSENT))
                        + text("Vidéos", bold=True) + table(HEAD, _texts(VIDEO)) + text("Voilà tout.")),
        (SESSION, CONSENT, VIDEO),
    ),
    Case("docx", "several names", lambda: package(_INTRO + _SEVERAL), _SEVERAL_ANSWERS),
    Case("docx", "recorded changes", lambda: package(_INTRO + _deleted()), (LANGUAGE,)),
    Case("docx", "beside rights",
         lambda: package(_INTRO + table(HEAD, _texts(VISITS)) + heading("Vos données") + _RIGHTS), (VISITS,)),
    Case("docx", "turned", lambda: package(_INTRO + table(*zip(HEAD, _texts(SESSION), _texts(VISITS), strict=True))),
         (SESSION, VISITS)),
    Case("docx", "none", lambda: package(heading("Vos droits") + _RIGHTS + text("Écrivez-nous.")), ()),
)  # fmt: skip
