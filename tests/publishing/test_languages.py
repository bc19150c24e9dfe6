"""The standard texts in every official language of the European Union: nothing of the page or the banner is English."""

import gettext
import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache

import pytest
from babel.messages.catalog import Catalog
from babel.messages.plurals import get_plural
from babel.messages.pofile import read_po
from selectolax.lexbor import LexborHTMLParser

from charter_admin import i18n, paths
from charter_admin.catalogue.durations import describe
from charter_admin.catalogue.models import Provider, Purpose, Service
from charter_admin.catalogue.standard import PURPOSES, in_languages
from charter_admin.i18n import VISITOR_LOCALES, visitor
from charter_admin.platforms.models import Usage
from charter_admin.platforms.standard_texts import KEYS, standard
from charter_admin.platforms.texts import Section
from charter_admin.publishing.freeze import freeze
from charter_admin.publishing.render import Edition, banner, page
from charter_admin.versions.document import Document
from tests.publishing import rows

NUMBERS = (0, 1, 2, 5, 21, 101)
EDITION = Edition(3, datetime(2026, 11, 24, 9, 5, tzinfo=UTC), "build1")
TRACKERS = "{count} tracker is declared.", "{count} trackers are declared."
# What the numbers above say, as a reader of the language would write them.
WRITTEN = {
    "cs": "sledovacích prvků|sledovací prvek|sledovací prvky|sledovacích prvků|sledovacích prvků|sledovacích prvků",
    "ga": "rianaire dearb|rianaire amháin|rianaire dearb|rianaire dearb|rianaire dearb|rianaire dearb",
    "hr": "alata|alat za|alata|alata|alat za|alat za",
    "lt": "priemonių|priemonė.|priemonės|priemonės|priemonė.|priemonė.",
    "lv": "rīku|rīks|rīki|rīki|rīks|rīks",
    "mt": "għodod|għodda|għodod|għodod|għodda|għodod",
    "pl": "elementów|element |elementy|elementów|elementów|elementów",
    "ro": "instrumente|instrument |instrumente|instrumente|de instrumente|instrumente",
    "sk": "prvkov|prvok|prvky|prvkov|prvkov|prvkov",
    "sl": "sledilnikov|sledilnik.|sledilnika|sledilnikov|sledilnikov|sledilnik.",
}
UNITS = (  # amount, unit, Irish, Maltese: CLDR has them abbreviated only, the Maltese ones in English
    (1, "year", "1 bhliain", "1 sena"),
    (2, "week", "2 sheachtain", "2 ġimgħat"),
    (6, "hour", "6 huaire an chloig", "6 sigħat"),
    (13, "month", "13 mí", "13-il xahar"),
    (30, "minute", "30 nóiméad", "30 minuta"),
)


@cache
def catalogue(locale: str) -> Catalog:
    """What stands in the .po file."""
    with (paths.translations() / locale / "LC_MESSAGES" / "visitor.po").open("rb") as file:
        return read_po(file, locale=locale)


def strings(locale: str) -> Iterator[tuple[str, str]]:
    """Each msgid (both of a plural) with each of its translations."""
    for message in catalogue(locale):
        for source in (message.id,) if isinstance(message.id, str) else message.id:
            for said in (message.string,) if isinstance(message.string, str) else message.string or ():
                if source:
                    yield source, said


def document(locale: str, basis: str = "consent") -> Document:
    """A charter with every kind of duration, storage and party, in one language."""
    purposes = {
        key: Purpose(key=key, name=in_languages(name), description=in_languages(about), basis=usual, position=position)
        for position, (key, usual, name, about) in enumerate(PURPOSES)
    }
    kept = [usage(locale, purpose, key, basis) for key, purpose in purposes.items()]
    sections = {locale: [Section(key, *words(key, locale), False, 0) for key in KEYS]}
    return freeze(rows.platform((locale,), locale, "Rives"), kept, sections, purposes["necessary"])


def words(key: str, locale: str) -> tuple[str, str]:
    """The standard title and body of a section."""
    said = standard(key, locale)
    assert said is not None
    return said.title, said.body


def usage(locale: str, purpose: Purpose, key: str, basis: str) -> Usage:
    """A service in use whose own words are no language's."""
    provider = Provider(key="acme", name="Acme", country="DE", policy_url="https://acme.example/")
    service = Service(key=key, name={locale: "Qx"}, hosts=["acme.example"], purpose=purpose, provider=provider)
    service.cookies = [rows.cookie(f"_qx{n}", n) for n in range(6)]
    stored = ("cookie", "local_storage", "session_storage", "indexed_db", "pixel", "other")
    lasting = (("session", None, None), ("persistent", None, None), ("unknown", None, None))
    amounts = (("fixed", 13, "month"), ("fixed", 1, "year"), ("fixed", 6, "hour"))
    for one, storage, (kind, amount, unit) in zip(service.cookies, stored, lasting + amounts, strict=True):
        one.purpose, one.storage, one.party = {}, storage, "third" if amount else "first"
        one.duration_kind, one.duration_amount, one.duration_unit = kind, amount, unit
    exempt = "exempt" if key == "necessary" else basis
    return Usage(service=service, location={locale: "Qx"}, basis=exempt)


def read(html: bytes) -> str:
    """Everything a page says to eyes and ears."""
    tree = LexborHTMLParser(html.decode())
    for style in tree.css("style"):
        style.decompose()
    told = [node.attributes.get(name) or "" for name in ("aria-label", "content") for node in tree.css(f"[{name}]")]
    assert tree.root is not None
    return "\n".join([tree.root.text(separator="\n"), *told])


def english(locale: str, text: str) -> list[str]:
    """The English msgids in a text, but for words the language has too."""
    own = "\n".join([*(said for _, said in strings(locale)), *("\n".join(words(key, locale)) for key in KEYS)])
    pieces = {piece.strip(" .:,") for source, _ in strings("en") for piece in re.split(r"\{\w+\}", source)}
    found = (piece for piece in pieces if re.search(rf"\b{re.escape(piece)}\b", text) and piece not in own)
    return sorted(piece for piece in found if len(piece) > 3)  # "is", "at" and the like mean nothing


OTHERS = [locale for locale in VISITOR_LOCALES if locale != "en"]


@pytest.mark.parametrize("locale", VISITOR_LOCALES)
def test_catalogues_are_complete_and_fill_in_the_same_values(locale: str) -> None:
    assert {source for source, _ in strings(locale)} == {source for source, _ in strings("en")}
    for source, said in strings(locale):
        assert said.strip() == said != ""
        assert sorted(re.findall(r"\{\w+\}", said)) == sorted(re.findall(r"\{\w+\}", source)), source
    assert not any(message.fuzzy for message in catalogue(locale) if message.id)


@pytest.mark.parametrize("locale", VISITOR_LOCALES)
def test_buttons_are_short_and_refusing_is_as_plain_as_accepting(locale: str) -> None:
    accept, refuse, choose, save = map(
        visitor(locale).gettext, ("Accept all", "Refuse all", "Customise", "Save my choices")
    )
    assert len({accept, refuse, choose, save}) == 4
    assert abs(len(accept) - len(refuse)) <= 5
    assert max(map(len, (accept, refuse, choose, save))) <= 24


@pytest.mark.parametrize("locale", VISITOR_LOCALES)
def test_plurals_follow_the_rules_of_the_language(locale: str) -> None:
    rule = get_plural(locale)
    form = gettext.c2py(rule.plural_expr)  # what gettext itself uses
    message = catalogue(locale).get(TRACKERS)
    assert message is not None
    assert isinstance(message.string, tuple)
    assert len(message.string) == rule.num_plurals
    for number in NUMBERS:
        assert visitor(locale).ngettext(*TRACKERS, number) == message.string[form(number)]


@pytest.mark.parametrize("locale", WRITTEN)
def test_plurals_read_as_people_write_them(locale: str) -> None:
    for number, said in zip(NUMBERS, WRITTEN[locale].split("|"), strict=True):
        text = visitor(locale).ngettext(*TRACKERS, number).format(count=number)
        assert said in text, (number, text)


@pytest.mark.parametrize("basis", ["consent", "exempt"])
@pytest.mark.parametrize("locale", OTHERS)
def test_a_page_speaks_its_language_only(locale: str, basis: str) -> None:
    html = page(document(locale, basis), EDITION, locale)
    tree = LexborHTMLParser(html.decode())
    assert tree.root is not None
    assert tree.root.attributes["lang"] == locale
    switch = {None, "", locale}
    assert {node.attributes.get("lang") for node in tree.css("body, body [lang]")} <= switch
    text = read(html)
    assert english(locale, text) == []
    assert visitor(locale).gettext("Cookie charter") in text
    assert "{" not in text


@pytest.mark.parametrize("basis", ["consent", "exempt"])
@pytest.mark.parametrize("locale", OTHERS)
def test_a_banner_speaks_its_language_only(locale: str, basis: str) -> None:
    script = banner(document(locale, basis), EDITION, locale).decode()
    said = json.loads(re.findall(r',t:(\["[^\]]*\])', script)[-1])
    if basis == "consent":
        assert visitor(locale).gettext("Refuse all") in said
    assert f',l:"{locale}"' in script
    assert english(locale, "\n".join(said)) == []


def test_english_is_told_from_other_languages() -> None:
    assert english("de", "Anbieter\nOther technique\nDuration") == ["Duration", "Other technique"]
    assert english("nl", "Website\nContact") == []


@pytest.mark.parametrize(("amount", "unit", "irish", "maltese"), UNITS)
def test_durations_are_words_where_cldr_has_abbreviations(amount: int, unit: str, irish: str, maltese: str) -> None:
    assert describe("fixed", amount, unit, "ga") == irish
    assert describe("fixed", amount, unit, "mt") == maltese


def test_a_catalogue_is_read_when_it_is_asked_for_and_once() -> None:
    made = document("sl")
    i18n.catalogue.cache_clear()
    for _ in range(2):
        page(made, EDITION, "sl")
        assert i18n.catalogue.cache_info().misses == 1
