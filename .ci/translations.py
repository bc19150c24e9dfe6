"""Collects every text to translate into the catalogues, or with --check says what is missing in them.

English is the source: its catalogue repeats the msgids. The others have to be complete: French for the people who work
in the admin, all official languages of the European Union for visitors. Nothing is matched fuzzily.
"""

import re
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po, write_po

from charter_admin.i18n import ADMIN_LOCALES, VISITOR_LOCALES

ROOT = Path(__file__).parent.parent
CODE = ROOT / "charter_admin"
LOCALES = {"admin": ADMIN_LOCALES, "visitor": VISITOR_LOCALES}
KEYWORDS = {
    "_": None, "gettext": None, "_l": None, "lazy_gettext": None, "N_": None,
    "ngettext": (1, 2), "_n": (1, 2), "lazy_ngettext": (1, 2),
}  # fmt: skip
# What visitors read; everything else is for the people who work in the admin.
VISITOR = (
    "publishing/templates/",
    "publishing/freeze.py",
    "publishing/own_cookie.py",
    "publishing/render.py",
    "publishing/words.py",
    "banner/",
    "catalogue/standard.py",
)
_PLACE = re.compile(r"\{\w+\}")


def files(domain: str) -> Iterator[Path]:
    """The sources of one domain."""
    for path in sorted([*CODE.rglob("*.py"), *CODE.rglob("*.html")]):
        name = path.relative_to(CODE).as_posix()
        if "node_modules" not in name and name.startswith(VISITOR) == (domain == "visitor"):
            yield path


def collect(domain: str) -> Catalog:
    """All msgids of one domain, with the files they come from."""
    catalog = Catalog(domain=domain, fuzzy=False)
    for path in files(domain):
        method = "python" if path.suffix == ".py" else "jinja2"
        options = {} if path.suffix == ".py" else {"trimmed": "true", "newstyle_gettext": "true"}
        for _line, message, _comments, _context in extract_from_file(method, path, keywords=KEYWORDS, options=options):
            catalog.add(message, locations=[(path.relative_to(ROOT).as_posix(), 1)])
    return catalog


def merged(domain: str, locale: str) -> Catalog:
    """The catalogue on disk brought up to date with the sources."""
    path = target(domain, locale)
    existing = Catalog(locale=locale, domain=domain)
    if path.is_file():
        with path.open("rb") as file:
            existing = read_po(file, locale=locale, domain=domain)
    fresh = Catalog(locale=locale, domain=domain, fuzzy=False, project="Charter Admin", header_comment="")
    for message in collect(domain):
        if message.id:
            known = existing.get(message.id)
            said = translation(message, known, locale, fresh.num_plurals)
            fresh.add(message.id, said, locations=message.locations)
    return fresh


def translation(message: Message, known: Message | None, locale: str, forms: int) -> str | tuple[str, ...]:
    """The msgstr: English repeats the msgid, another language keeps what it has. `forms` are its plurals."""
    if locale == "en":
        return message.id if isinstance(message.id, str) else tuple(message.id)
    if known and not known.fuzzy and known.string and isinstance(known.id, type(message.id)):
        return known.string
    return "" if isinstance(message.id, str) else ("",) * forms


def missing(catalog: Catalog) -> list[str]:
    """The msgids without a whole translation, and those whose places (`%(name)s`, `{name}`) differ."""
    found = []
    for message in catalog:
        strings = message.string if isinstance(message.string, tuple | list) else (message.string,)
        if message.id and (not all(strings) or list(message.check(catalog)) or other_places(message, strings)):
            found.append(str(message.id))
    return found


def other_places(message: Message, strings: tuple[str, ...] | list[str]) -> bool:
    """Whether a translation fills in other values than the msgid."""
    source = message.id if isinstance(message.id, str) else message.id[0]
    return any(set(_PLACE.findall(said)) != set(_PLACE.findall(source)) for said in strings)


def rendered(catalog: Catalog) -> bytes:
    """The .po file, without dates and line numbers, so that it changes only when a text does."""
    buffer = BytesIO()
    write_po(buffer, catalog, width=0, sort_output=True, include_lineno=False, omit_header=False, ignore_obsolete=True)
    lines = buffer.getvalue().decode().splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith(('"POT-Creation', '"PO-Revision', "#\n"))).encode()


def target(domain: str, locale: str) -> Path:
    """Where a catalogue lives."""
    return ROOT / "translations" / locale / "LC_MESSAGES" / f"{domain}.po"


def main(check: bool) -> int:
    """Writes or checks all catalogues; gives the exit status."""
    wrong = 0
    for domain in ("admin", "visitor"):
        for locale in LOCALES[domain]:
            catalog, path = merged(domain, locale), target(domain, locale)
            for text in missing(catalog):
                wrong += 1
                print(f"{locale}/{domain}: no translation for {text!r}")
            if check and (not path.is_file() or path.read_bytes() != rendered(catalog)):
                wrong += 1
                print(f"{locale}/{domain}: out of date; run make translations")
            if not check:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(rendered(catalog))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main("--check" in sys.argv))
