"""The words a cell has for what is stored as a code, in French and English; codes are understood too."""

from collections.abc import Mapping

from charter_admin.catalogue.durations import KINDS, UNITS
from charter_admin.catalogue.models import BASES, PARTIES, STORAGES
from charter_admin.i18n import ADMIN_LOCALES, N_, catalogue
from charter_admin.listing import fold

_STORAGES = (
    N_("HTTP cookie"), N_("Local storage"), N_("Session storage"), N_("IndexedDB"), N_("Pixel"), N_("Other"),
)  # fmt: skip
_PARTIES = (N_("First party"), N_("Third party"))
_KINDS = (N_("Session"), N_("Fixed time"), N_("Until deleted"), N_("Unknown"))
_UNITS = (N_("seconds"), N_("minutes"), N_("hours"), N_("days"), N_("weeks"), N_("months"), N_("years"))
_BASES = (N_("Exempt from consent"), N_("Needs consent"))

WORDS: Mapping[str, Mapping[str, str]] = {
    "storage": dict(zip(STORAGES, _STORAGES, strict=True)),
    "party": dict(zip(PARTIES, _PARTIES, strict=True)),
    "duration_kind": dict(zip(KINDS, _KINDS, strict=True)),
    "duration_unit": dict(zip(UNITS, _UNITS, strict=True)),
    "basis": dict(zip(BASES, _BASES, strict=True)),
}


def worded(column: str, code: str, reader: str) -> str:
    """The word for a code, in the reader's language."""
    return catalogue("admin", reader).gettext(WORDS[column][code]) if code in WORDS[column] else code


def coded(column: str, word: str) -> str:
    """The code of a word in either language, or the text as it is where it is none."""
    wanted = fold(word).strip()
    for code, text in WORDS[column].items():
        if wanted == code or wanted in {fold(catalogue("admin", reader).gettext(text)) for reader in ADMIN_LOCALES}:
            return code
    return word


def offered(column: str, reader: str) -> list[str]:
    """The words to choose from."""
    return [worded(column, code, reader) for code in WORDS[column]]
