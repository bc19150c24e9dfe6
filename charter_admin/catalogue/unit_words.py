"""Units of time in the languages for which CLDR has abbreviations only, some of them English. Pure."""

from babel import Locale

_FORMS = ("one", "two", "few", "many", "other")

# By language and unit, the forms after a number in the order above (CLDR's plural categories).
_WORDS = {
    "ga": {  # 3 to 6 lenite or take h, 7 to 10 eclipse
        "second": ("soicind", "shoicind", "shoicind", "soicind", "soicind"),
        "minute": ("nóiméad", "nóiméad", "nóiméad", "nóiméad", "nóiméad"),
        "hour": ("uair an chloig", "uair an chloig", "huaire an chloig", "n-uaire an chloig", "uair an chloig"),
        "day": ("lá", "lá", "lá", "lá", "lá"),
        "week": ("seachtain", "sheachtain", "seachtaine", "seachtaine", "seachtain"),
        "month": ("mhí", "mhí", "mhí", "mí", "mí"),
        "year": ("bhliain", "bhliain", "bliana", "mbliana", "bliain"),
    },
    "mt": {  # 2 to 10 take the plural, 11 to 19 “-il” and the singular
        "second": ("sekonda", "sekondi", "sekondi", "sekonda", "sekonda"),
        "minute": ("minuta", "minuti", "minuti", "minuta", "minuta"),
        "hour": ("siegħa", "sigħat", "sigħat", "siegħa", "siegħa"),
        "day": ("jum", "ijiem", "ijiem", "jum", "jum"),
        "week": ("ġimgħa", "ġimgħat", "ġimgħat", "ġimgħa", "ġimgħa"),
        "month": ("xahar", "xhur", "xhur", "xahar", "xahar"),
        "year": ("sena", "snin", "snin", "sena", "sena"),
    },
}


def amount_of(amount: int, unit: str, locale: str) -> str:
    """So many units, such as `13-il xahar`; empty in a language whose words CLDR has."""
    if locale not in _WORDS:
        return ""
    form = Locale.parse(locale).plural_form(amount)
    joint = "-il " if (locale, form) == ("mt", "many") else " "
    return f"{amount}{joint}{_WORDS[locale][unit][_FORMS.index(form)]}"
