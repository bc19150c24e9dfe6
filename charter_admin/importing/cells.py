"""What the text of a cell says: nothing, a party, a duration, or one or more names."""

import re

from charter_admin.importing.blocks import Cell, flat

_PLACEHOLDER = re.compile(
    r"[\s\-–—_./?*•·…]*|\(?(?:n\.?\s?/?\s?a\.?|n\.?\s?c\.?|s\.?/?o\.?|k\.\s?a\.|n\.?v\.?t\.?|null|none|sans objet|"
    r"non applicable|not applicable|non renseigné|not specified|nicht zutreffend|no aplica|non applicabile|"
    r"entfällt|nie dotyczy|ninguno|not available|unbekannt|inconnue?|unknown|desconocid[ao]|sconosciut[ao]|onbekend|"
    r"nieznan[yea])\)?",
    re.I,
)
_PARTY_WORD = re.compile(
    r"(?:first|1st|third|3rd|second|party|parties|partie|parte|parti|premi[eè]re|prima|primera|primeira|1[eè]?re|"
    r"tierce|tiers?|terz[aeio]|terzi|tercer[ao]s?|tercera|terceir[ao]s?|propi[ao]s?|propri[aeo]s?|propre|proprietario|"
    r"intern[ael]?|internes?|interno|extern[ael]?|externes?|externo|eigene[rs]?|eigen|(?:erst|dritt)?(?:anbieter|"
    r"partei(?:en)?)s?n?|erst|dritt|"
    r"derde|derden|eerste|partij|own|us|nous|cookies?|de|di|da|la|von|van|d|directe?|first-party|third-party|ou|or)",
    re.I,
)
_DECISIVE_PARTY = re.compile(
    r"first|third|1st|3rd|premi|prim[ae]|erst|tier|terz|terc|propi|propr|intern|extern|eigen|dritt|derde|own", re.I
)
_YES_OR_NO = re.compile(r"oui|non|yes|no|ja|nein|nee|s[ií]|s[iì]|n[aã]o|[✓✔✗✘xX]")
_STORAGE = re.compile(
    r"(?:(?:https?|server)(?:[ _-]cookie)?|html|html5|cookies?|pixel(?:[ _-]tracker)?|"
    r"(?:html[ _])?(?:local|session)[ _-]?storage|indexeddb|web ?beacon|script|(?:plik )?cookie http|http-cookies?|"
    r"(?:stockage|almacenamiento|archiviazione) (?:local|locale|de session|html)(?: html| local)?|piksel|p[ií]xeles|"
    r"lokaler speicher|lokale opslag|pami[eę][cć] lokalna(?: html)?|pixel-?tracker|tracker di pixel|"
    r"rastreador de p[ií]xeles)",
    re.I,
)
_HOST = re.compile(r"\.?(?:[a-z0-9][a-z0-9-]*\.)+[a-z]{2,}", re.I)
_LINK = re.compile(
    r"(?<=\S)[\s,;|(–…-]+(?:(?:learn|read|show|see|view|find out) more(?: about this provider)?|"
    r"(?:(?:view|see|lire|voir|consulter) )?(?:(?:the|la|its|their|sa) )?"
    r"(?:privacy (?:policy|notice|statement)|politique de (?:confidentialité|protection des données|vie privée)|"
    r"cookie policy|datenschutz(?:erklärung|hinweise)|política de privacidad|informativa (?:sulla )?privacy|"
    r"privacy ?(?:beleid|verklaring)|polityka prywatności)|"
    r"en savoir plus|voir plus|lire la suite|afficher plus|plus d[’']informations?|"
    r"mehr (?:erfahren|anzeigen|infos?|lesen)|weitere informationen|(?:ver|leer|saber) más|más información|"
    r"(?:mostra|leggi) (?:altro|di più)|maggiori informazioni|meer (?:informatie|tonen|weergeven|info)|lees meer|"
    r"(?:pokaż|zobacz|dowiedz się) więcej)[\s).…»>]*$",
    re.I,
)
_MAX_LINK = 100
_SENTENCE = 3


def said(text: str) -> str | None:
    """Give a cell's text in one line, or None where it only marks an empty place."""
    text = flat(text)
    return None if _PLACEHOLDER.fullmatch(text) else text


def is_party(text: str) -> bool:
    """Tell whether a text says first or third party, and nothing else."""
    words = re.findall(r"\w+", text)
    return bool(_DECISIVE_PARTY.search(text)) and len(words) <= 6 and all(map(_PARTY_WORD.fullmatch, words))


def is_answer(text: str) -> bool:
    """Tell whether a text only says yes or no."""
    return bool(_YES_OR_NO.fullmatch(flat(text).lower()))


def is_storage(text: str) -> bool:
    """Tell whether a text says how a cookie is stored, which is no category."""
    return bool(_STORAGE.fullmatch(flat(text)))


def is_host(text: str) -> bool:
    """Tell whether a text is a domain."""
    return bool(_HOST.fullmatch(flat(text)))


def is_sentence(text: str) -> bool:
    """Tell whether a text is more than a label."""
    return len(text.split()) >= _SENTENCE


def without_link(text: str) -> str:
    """Drop what only leads elsewhere from the end of a text: "Google Privacy policy", "Counts visits … Show more"."""
    return text[:-_MAX_LINK] + _LINK.sub("", text[-_MAX_LINK:])


def without_label(cell: Cell, label: str) -> Cell:
    """Drop the column's title where it is repeated in the cell, as for small screens."""
    for start in (f"{label} :", f"{label}:", f"{label}\n"):
        if label and cell.text.startswith(start) and len(cell.text) > len(start):
            return Cell(cell.text[len(start) :].strip(), cell.codes)
    return cell
