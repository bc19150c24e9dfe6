"""Message catalogues as plain gettext: read from the .po files, so that nothing has to be compiled first.

Two domains: `admin` for the people who work in the application, `visitor` for the page and the banner.
"""

from functools import cache
from io import BytesIO
from pathlib import Path

from babel import Locale
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations

from charter_admin import paths

ADMIN_LOCALES = ("fr", "en")
RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur"})

# The 24 official languages of the European Union: the standard texts for visitors exist in these.
VISITOR_LOCALES = (
    "bg", "cs", "da", "de", "el", "en", "es", "et", "fi", "fr", "ga", "hr", "hu", "it", "lt", "lv",
    "mt", "nl", "pl", "pt", "ro", "sk", "sl", "sv",
)  # fmt: skip
# Others follow that French public sites often add.
LOCALES = (*VISITOR_LOCALES, "ar", "br", "ca", "co", "eu", "oc", "ru", "tr", "uk", "zh")


def N_(message: str) -> str:  # noqa: N802 - the marker gettext tools look for
    """Marks a msgid for extraction where it cannot be translated yet."""
    return message


@cache
def catalogue(domain: str, locale: str) -> NullTranslations:
    """The translations of one domain; an empty catalogue (msgids as they are) when the locale has none."""
    path = paths.translations() / locale / "LC_MESSAGES" / f"{domain}.po"
    return _load(path, domain) if path.is_file() else NullTranslations()


def visitor(locale: str) -> NullTranslations:
    """The visitor's catalogue of a locale, English where there is none."""
    return catalogue("visitor", locale)


def has_visitor_texts(locale: str) -> bool:
    """Whether the standard texts of page and banner exist in this language."""
    return locale in VISITOR_LOCALES


def direction(locale: str) -> str:
    """The value of HTML's `dir` for a locale."""
    return "rtl" if locale.split("-")[0] in RIGHT_TO_LEFT else "ltr"


def language_name(locale: str, shown_in: str) -> str:
    """A language's name for people, such as `français`."""
    name = Locale.parse(locale, sep="-").get_display_name(shown_in)
    return name or locale


def _load(path: Path, domain: str) -> Translations:
    compiled = BytesIO()
    with path.open("rb") as file:
        write_mo(compiled, read_po(file, domain=domain))
    compiled.seek(0)
    return Translations(compiled, domain=domain)
