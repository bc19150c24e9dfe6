"""How long a tracker stays: from what people write, in seven languages, to a structure and back to words. Pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from babel import Locale
from babel.units import format_unit

from charter_admin.catalogue.standard import LASTING
from charter_admin.catalogue.unit_words import amount_of
from charter_admin.i18n import visitor
from charter_admin.listing import fold

KINDS = ("session", "fixed", "persistent", "unknown")
UNITS = ("second", "minute", "hour", "day", "week", "month", "year")
MOST = 100_000

# French, English, German, Spanish, Italian, Dutch, Polish; folded, so without accents.
_NAMES = {
    "second": "secondes seconde seconds second secs sec s sekunden sekunde segundos segundo secondi secondo seconden"
    " sekundy sekunda sekund",
    "minute": "minutes minute mins min mn minuten minutos minuto minuti minuut minuty minuta minut",
    "hour": "heures heure hours hour hrs hr h stunden stunde horas hora ore ora uren uur godziny godzina godzin",
    "day": "jours jour days day j d tagen tage tag dias dia giorni giorno dagen dag dni dnia dzien",
    "week": "semaines semaine weeks week sem wochen woche semanas semana settimane settimana weken tygodnie tygodni"
    " tydzien",
    "month": "mois months month monaten monate monat meses mes mesi mese maanden maand miesiecy miesiace miesiac",
    "year": "annees annee ans an years year yrs yr jahren jahre jahr anos ano anni anno jaren jaar lata lat roku rok",
}
_UNIT_OF = {name: unit for unit, names in _NAMES.items() for name in names.split()}
_WORDS = (
    "un une a an one ein eine einem einer una uno een jeden jedna jednego", "deux two zwei dos due twee dwa dwie",
    "trois three drei tres tre drie trzy", "quatre four vier cuatro quattro cztery",
    "cinq five funf cinco cinque vijf piec", "six sechs seis sei zes szesc",
    "sept seven sieben siete sette zeven siedem",
    "huit eight acht ocho otto osiem", "neuf nine neun nueve nove negen", "dix ten zehn diez dieci tien",
    "onze eleven elf once undici", "douze twelve zwolf doce dodici twaalf",
    "treize thirteen dreizehn trece tredici dertien",
)  # fmt: skip
_AMOUNT_OF = {word: amount for amount, words in enumerate(_WORDS, start=1) for word in words.split()}
# (larger unit, how many, of the smaller one): the exact ones only; nobody can say how many days a month has.
_SMALLER = {
    "year": (12, "month"),
    "week": (7, "day"),
    "day": (24, "hour"),
    "hour": (60, "minute"),
    "minute": (60, "second"),
}

_NUMBER = r"\d{1,3}(?: \d{3})+(?!\d)|\d+(?:[.,]\d+)?"
_PART = re.compile(
    rf"(?P<number>{_NUMBER}|\b(?:{'|'.join(_AMOUNT_OF)})\b)[ -]*(?P<unit>{'|'.join(_UNIT_OF)})\b(?:\(s\))?"
)
_SESSION = re.compile(
    r"\bsessions?\b|\bferme(?:ture|z)\b|\bbrowser (?:is )?closed?\b|\bclos\w+ (?:the|your) browser\b"
    r"|\b(?:browser)?sitzung\w*|\bschliess\w+|\bsesion\b|\bcerrar\b|\bcierre\b|\bsessione\b|\bchiusura\b|\bsessie\b"
    r"|\bsluit\w*|\bsesj\w+|\bzamkniec\w+"
)
_FOREVER = re.compile(
    r"\bpersist\w*|\bpermanent\w*|\billimit\w*|\bunlimited\b|\bnever\b|\bno expir\w+|\bsans (?:expiration|limite)"
    r"|\buntil \w*\s?(?:deleted?|cleared|removed|deletion)\b|\bjusqu.{0,6} (?:suppression|effacement)"
    r"|\bunbegrenzt|\bdauerhaft|\bindefinid\w+|\bilimitad\w+|\bonbeperkt|\bblijvend|\bbezterminow\w+|\bna stale\b"
)


@dataclass(frozen=True)
class Duration:
    """`amount` and `unit` are set for the kind `fixed` only."""

    kind: str
    amount: int | None = None
    unit: str | None = None


UNKNOWN = Duration("unknown")


def parse(text: str) -> Duration:
    """The duration a text says; `unknown` when it says none, several, or one that cannot be kept exactly."""
    folded = re.sub(r"\s+", " ", fold(text)).strip()
    parts = [(_amount(found["number"]), _UNIT_OF[found["unit"]]) for found in _PART.finditer(folded)]
    left = _PART.sub(" ", folded)
    if re.search(r"\d", left):
        return UNKNOWN
    if parts:
        return UNKNOWN if _SESSION.search(left) else _together(parts)
    if _SESSION.search(left):
        return Duration("session")
    return Duration("persistent") if _FOREVER.search(left) else UNKNOWN


@lru_cache(maxsize=4096)
def describe(kind: str, amount: int | None, unit: str | None, locale: str) -> str:
    """The structure in words of a language, such as `13 mois`; empty when the duration is unknown."""
    if kind == "fixed" and amount is not None and unit in UNITS:
        return _in_words(amount, unit, locale)
    return visitor(locale).gettext(LASTING[kind]) if kind in LASTING else ""


def _in_words(amount: int, unit: str, locale: str) -> str:
    if own := amount_of(amount, unit, locale):
        return own
    name = f"duration-{unit}"
    speaker = Locale.parse(locale, sep="-")
    text = format_unit(amount, name, "long", locale=speaker)
    # Babel gives the bare key where CLDR has no long form; the short one exists everywhere.
    return format_unit(amount, name, "short", locale=speaker) if name in text else text


def _amount(text: str) -> Fraction:
    return Fraction(_AMOUNT_OF.get(text) or text.replace(" ", "").replace(",", "."))


def _together(parts: Iterable[tuple[Fraction, str]]) -> Duration:
    """The sum in the largest unit that holds it exactly."""
    total, unit = Fraction(0), ""
    for amount, its_unit in sorted(parts, key=lambda part: -UNITS.index(part[1])):
        while unit and unit != its_unit and unit in _SMALLER:
            total, unit = total * _SMALLER[unit][0], _SMALLER[unit][1]
        if unit not in ("", its_unit):
            return UNKNOWN
        total, unit = total + amount, its_unit
    while total.denominator != 1 and unit in _SMALLER:
        total, unit = total * _SMALLER[unit][0], _SMALLER[unit][1]
    if total.denominator != 1 or not 0 < total <= MOST:
        return UNKNOWN
    return Duration("fixed", int(total), unit)
