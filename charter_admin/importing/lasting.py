"""How long a cookie stays, as a passage says it, in the languages charters are written in."""

import re

_UNITS = """
    ans? ann[ée]es? mois jours? j semaines? heures? h minutes? mins? mn secondes? secs? s
    years? yrs? y months? mths? days? weeks? hours? hrs? seconds?
    jahre?n? monate?n? tage?n? wochen? stunden? minuten? sekunden?
    años? mes(?:es)? d[ií]as? semanas? horas? minutos? segundos?
    ann[io] mes[ei] giorn[io] settiman[ae] or[ae] minut[oi] second[oi]
    jaar jaren maand(?:en)? dag(?:en)? weken uur uren minuut seconden?
    rok(?:u|iem)? lat(?:a|ach)? miesi[ąa]c(?:e|a|u|ach)? miesi[ęe]cy tydzie[ńn] tygodni(?:e|a|ach)? dzie[ńn]
    dni(?:a|ach)? godzin(?:[aęy]|ach)? minut(?:[aęy]|ach)? sekund(?:[aęy]|ach)?
    anos? ano dias? år månad(?:er)? dag(?:ar)? timmar dage timer dager uker vecka veckor
"""
_COUNTS = """
    une? deux trois quatre cinq six sept huit neuf dix onze douze treize quinze vingt
    one two three four five seven eight nine ten eleven twelve thirteen an? half
    eine?[nms]? zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn halbe[sn]?
    una? un[oa] dos tres cuatro cinco seis siete ocho nueve diez doce trece medio
    due tre quattro cinque sei sette otto nove dieci dodici tredici
    een één twee drie vijf zes zeven negen tien twaalf dertien
    jeden jedn[aą] dwa dwie trzy cztery pięć sześć dwanaście trzynaście pół
"""
_UNIT = "(?:" + "|".join(_UNITS.split()) + ")"
_COUNT = r"(?:\d+(?:[.,]\d+)?|(?:" + "|".join(_COUNTS.split()) + "))"
_AMOUNT = rf"(?<![\w.]){_COUNT}(?:\(\w+\))?[\s-]*(?:(?:demi|half|halb\w*)[\s-]*)?{_UNIT}(?:\(\w+\))?(?!\w|['’]\w)"
_JOINT = r"\s*(?:,|et|and|und|y|e|en|i|&|à|to|bis|a|tot|do)?\s*"
_PHRASE = (
    rf"(?:(?:~|≈|ca\.|env\.|environ|about|circa|około)\s*)?(?:{_COUNT}\s*(?:à|to|-|–|bis|a|tot|do)\s*)?"
    rf"{_AMOUNT}(?:{_JOINT}{_AMOUNT}){{0,3}}"
)
AMOUNT = re.compile(_PHRASE, re.I)
_CLOSING = (
    r"(?:(?:à|a|at|on|beim|alla|al|bij|przy|po|when|wenn|als|tot|hasta|fino|do|you|your|la|le|die|het|u|till|until|"
    r"bis|zum) )"
    r"{0,3}(?:fermeture|closing|close|fermez|clos\w+|schlie(?:ß|ss)\w+|cerrar|cierre|chiusura|chiud\w+|sluit\w*|"
    r"zamkni\w+)(?: \w+){0,3} (?:navigateur|browser\w*|navegador|przegl[ąa]dark\w+)|"
    r"browser(?: is| wird)? (?:close[sd]?|"
    r"sluit|"
    r"geschlossen)|"
    r"(?:(?:à|a|at|on|beim|bei|alla|al|bij|przy|po|when|until|till|bis|zum|zur|jusqu.à|la|der|het|de|you) ){0,3}"
    r"(?:d[ée]connexion|log(?:ging)?[ -]?(?:out|off)|sign[ -]?out|abmeld\w+|uitloggen|"
    r"wylogowani\w+|disconnessione|logout)"
)
_SESSION = (
    r"(?:(?:end|fin|ende|fine|einde|final|koniec|końca) (?:of the|of|de la|de|der|della|di|van de|van) )?"
    r"(?:browser)?(?:sessions?|sesi[oó]n|sitzung\w*|sessie|sessione|sess[aã]o|sesj\w+)\b"
)
_END_OF_SESSION = _SESSION.replace("van) )?", "van) )")
_LASTING = (
    r"persist[ae]nte?\b|permanente?\b|illimit[ée]\w*|unbegrenzt|unlimited|dauerhaft|blijvend|indefinid\w+|"
    r"bezterminow\w+|"
    r"(?:no|without(?: any)?) (?:time )?limit|sans (?:limite|expiration)|ohne (?:ablauf|begrenzung|limit)\w*|"
    r"sin l[ií]mite|senza (?:limiti|scadenza)|zonder (?:limiet|einddatum)|bez ogranicze\w+|"
    r"until deleted|jusqu.{1,3}(?:suppression|effacement)|never expires|(?:suppression|effacement) imm[ée]diate?"
)
WORDED = re.compile(rf"\b(?:{_CLOSING}|{_SESSION}|{_LASTING})", re.I)
_BARE = re.compile(rf"\b{_SESSION}", re.I)
_MARKED = re.compile(rf"\b(?:{_CLOSING}|{_LASTING})", re.I)
_ALONE = re.compile(
    r"(?:rok|an|jahr|jaar|year|año|anno|month|mois|monat|maand|mes|mese|miesiąc|day|jour|tag|dag|dzień)", re.I
)
_SHORT_WORDED = re.compile(
    r"(?:(?:[^\W\d]+ )?(?:session|sesi[oó]n|sitzung\w*|sessie|sessione|sess[aã]o|sesj[aiey])|persist[ae]nte?|"
    r"permanente?|"
    r"illimit[ée]+)(?:\W|$)(?! ?\w)|.*(?:" + _CLOSING + "|" + _END_OF_SESSION + ")|(?:" + _LASTING + ")",
    re.I,
)
_TOLD = re.compile(
    r"\b(?:dur[ée]e|dur[ae]|conserv\w*|expir\w*|validit\w+|valable\w*|gard[ée]e?s?|stock[ée]\w*|effac[ée]\w*|"
    r"supprim\w+|kept|lasts?|"
    r"stored|lifetime|lifespan|retained|remains?|blijft|blijven|bleibt|reste|resta|permanece|deleted|removed|"
    r"duration|retention|dispar\w+|speicher\w*|gespeichert|laufzeit|"
    r"(?:ab)?l[äa]uft|verf[äa]llt|erlischt|gel[öo]scht|g[üu]ltig\w*|dauer|lebensdauer|duraci[óo]n|caduc\w+|almacen\w+|elimin\w+|durata|scad\w+|"
    r"rimane|"
    r"cancellat\w*|bewaar\w*|bewaard|verwijderd|verloop\w*|verval\w*|geldig\w*|opgeslagen|przechowyw\w+|wygas\w+|"
    r"ważn\w+|usuwan\w+|okres)\b",
    re.I,
)
_WEAK = re.compile(
    r"\b(?:pendant|durant|for|during|bis zum|bis zur|für|durante|per|gedurende|przez|jusqu|until|tot)\b[^.]{0,12}$",
    re.I,
)
_LIST = re.compile(r"\s*[,;/]\s+")
_MAX = 60
_NEAR = 45
_BEHIND = 22
_TEXT = 3000


def is_duration(text: str) -> bool:
    """Tell whether a text says for how long, and little else."""
    if len(text) > _MAX:
        return False
    parts = _LIST.split(text)
    if len(parts) > 1 and all(_SHORT_WORDED.match(part) or AMOUNT.fullmatch(part) for part in parts):
        return True
    return bool(AMOUNT.search(text) or _SHORT_WORDED.match(text) or _ALONE.fullmatch(text.strip()))


def is_only_duration(text: str) -> bool:
    """Tell whether a text says for how long, and nothing else but a few small words."""
    found = AMOUNT.search(text) or WORDED.search(text)
    if found is None or len(text) > _MAX:
        return bool(_ALONE.fullmatch(text.strip()))
    around = text[: found.start()] + " " + text[found.end() :]
    rest = [word for word in re.findall(r"\w{3,}", around) if not _TOLD.match(word)]
    return not rest or (len(rest) == 1 and not re.search(r"[,;:–—|(]|\s-\s", around))


def told(text: str, *, freely: bool = False) -> re.Match[str] | None:
    """Find the duration a passage tells of a cookie; `freely`: a mere "for 13 months" counts as well.

    Without a word such as "kept" or "expires" before it, an amount of time may be anything.
    """
    text = text[:_TEXT]
    # "Keeps the session, and goes when the browser closes": the bare word is as often no duration.
    amounts = [found for pattern in (AMOUNT, _MARKED, _BARE) for found in pattern.finditer(text)]
    for found in amounts:
        before = text[max(0, found.start() - _NEAR) : found.start()]
        before = re.split(r"(?<=[.!?])\s", before)[-1]
        if _TOLD.search(before) or (freely and _WEAK.search(before)):
            return found
    behind = (found for found in amounts if _TOLD.search(text[found.end() : found.end() + _BEHIND]))
    return next(behind, None) if freely else None
