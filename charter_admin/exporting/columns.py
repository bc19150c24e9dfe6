"""The columns of the spreadsheet of cookies, and their headings in French and English.

`own` columns are what a cookie says and may be changed in the file; the others are shown so that people know where they
are, and are changed elsewhere.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from charter_admin.i18n import ADMIN_LOCALES, LOCALES, N_, catalogue
from charter_admin.listing import fold


@dataclass(frozen=True)
class Column:
    """One column: `name` for programs, the heading for people; `locale` where it stands once per language."""

    name: str
    heading: str
    own: bool = False
    locale: str = ""

    def headed(self, reader: str) -> str:
        """Its heading in the reader's language, such as `Durée (fr)`."""
        text = catalogue("admin", reader).gettext(self.heading)
        return f"{text} ({self.locale})" if self.locale else text


ID, CHECK = "id", "check"
SERVICE = Column("service_key", N_("Service key"))
_FRONT = (
    Column(ID, N_("Number")),
    SERVICE,
    Column("service_name", N_("Service")),
    Column("provider", N_("Provider")),
    Column("category", N_("Purpose")),
    Column("basis", N_("Consent")),
    Column("name", N_("Cookie name"), own=True),
    Column("storage", N_("Kind"), own=True),
    Column("host", N_("Host"), own=True),
    Column("party", N_("Set by"), own=True),
    Column("duration_kind", N_("How long it stays"), own=True),
    Column("duration_amount", N_("How many"), own=True),
    Column("duration_unit", N_("of what"), own=True),
)
_SPOKEN = (
    Column("duration_text", N_("Duration in words"), own=True),
    Column("purpose", N_("What it is for"), own=True),
)
_BACK = (Column("platforms", N_("Platforms")), Column(CHECK, N_("Check")))
_LANGUAGE = re.compile(r"(.*)\(([a-z]{2})\)")
_DIGEST = re.compile(r" ([0-9a-f]{16})$")


def columns(locales: Iterable[str]) -> tuple[Column, ...]:
    """Every column, the texts once per language."""
    ordered = sorted(set(locales), key=LOCALES.index)
    spoken = (Column(c.name, c.heading, c.own, locale) for c in _SPOKEN for locale in ordered)
    return (*_FRONT, *spoken, *_BACK)


def headings(shown: Sequence[Column], reader: str, digest: str) -> list[str]:
    """The first row. The last heading ends in the digest of the file's rows as they were written."""
    *texts, check = [column.headed(reader) for column in shown]
    return [*texts, f"{check} {digest}"]


def recognised(first_row: Sequence[str]) -> list[Column | None]:
    """The column of each heading, in either language; None for what is none of ours."""
    return [_column(heading) for heading in first_row]


def digest_of(first_row: Sequence[str]) -> str:
    """The digest the last heading ends in, empty where it was lost."""
    found = (_DIGEST.search(heading) for heading in first_row if (c := _column(heading)) and c.name == CHECK)
    return next((match[1] for match in found if match), "")


def lacking(found: Sequence[Column | None]) -> list[Column]:
    """The columns a file cannot do without: all that stand there once."""
    names = {column.name for column in found if column}
    return [column for column in (*_FRONT, _BACK[1]) if column.name not in names and column.name not in _SHOWN]


_SHOWN = frozenset({"service_name", "provider", "category", "basis", "platforms"})


def _column(heading: str) -> Column | None:
    text = _DIGEST.sub("", heading).strip()
    spoken = _LANGUAGE.fullmatch(text)
    if spoken and spoken[2] in LOCALES:
        known = _called(_SPOKEN, spoken[1])
        return Column(known.name, known.heading, True, spoken[2]) if known else None
    return _called((*_FRONT, *_BACK), text)


def _called(among: Iterable[Column], heading: str) -> Column | None:
    wanted = fold(heading).strip()
    for column in among:
        if wanted == column.name or wanted in {fold(column.headed(reader)) for reader in ADMIN_LOCALES}:
            return column
    return None
