"""Charter texts: the standard ones, a platform's own, and the places filled in when a charter is frozen."""

import pytest
from sqlalchemy.orm import Session

from charter_admin.errors import Forbidden, Invalid, NotFound, Stale
from charter_admin.i18n import VISITOR_LOCALES, visitor
from charter_admin.organizations.scope import Scope
from charter_admin.platforms import texts
from charter_admin.platforms.standard_texts import KEYS, Words, fill, standard
from tests import factories


@pytest.mark.parametrize("locale", VISITOR_LOCALES)
@pytest.mark.parametrize("key", KEYS)
def test_every_section_has_standard_words(key: str, locale: str) -> None:
    words = standard(key, locale)
    assert words is not None
    assert words.title
    assert not words.title.startswith("#")
    assert len(words.body) > 80
    filled = fill(words, platform="Portail", controller="Ville de Rives")
    assert "{" not in filled.title + filled.body
    english = standard(key, "en")
    assert english is not None
    for name in ("{platform}", "{controller}"):
        assert (name in words.title + words.body) == (name in english.title + english.body)


@pytest.mark.parametrize("locale", VISITOR_LOCALES)
def test_the_link_for_changing_ones_mind_is_called_as_on_the_page(locale: str) -> None:
    words = standard("choices", locale)
    assert words is not None
    assert visitor(locale).gettext("Change my choices") in words.body


def test_there_are_none_for_other_keys_and_languages() -> None:
    assert standard("intro", "br") is None
    assert standard("../fr/intro", "fr") is None


def test_fill_replaces_the_two_places_only_and_once() -> None:
    words = Words("{platform} {x}", "{controller} { platform } {} {{platform}} [a](b)")
    filled = fill(words, platform="*R{controller}*", controller="")
    assert filled.title == "*R{controller}* {x}"
    name = r"\*R\{controller\}\*"
    assert filled.body == f"{name} {{ platform }} {{}} {{{name}}} [a](b)"


def test_standard_words_hold_until_own_ones_are_saved(session: Session) -> None:
    scope = factories.scope(session)
    platform = factories.platform(scope)
    assert [section.key for section in texts.sections(scope, platform, "fr")] == list(KEYS)
    assert not any(section.customised for section in texts.sections(scope, platform, "fr"))
    saved = texts.save(scope, platform, "fr", "what", Words(" Un cookie ", "Un\r\npetit texte"), 0)
    assert (saved.title, saved.body, saved.customised) == ("Un cookie", "Un\npetit texte", True)
    assert texts.section(scope, platform, "fr", "what") == saved
    assert texts.section(scope, platform, "en", "what").customised is False
    english = texts.save(scope, platform, "en", "what", Words("A cookie", "A text"), saved.revision)
    assert texts.section(scope, platform, "fr", "what").body == "Un\npetit texte"
    assert english.revision > saved.revision


def test_reset_goes_back_language_by_language(session: Session) -> None:
    scope = factories.scope(session)
    platform = factories.platform(scope)
    first = texts.save(scope, platform, "fr", "what", Words("T", "B"), 0)
    texts.save(scope, platform, "en", "what", Words("T", "B"), first.revision)
    texts.reset(scope, platform, "fr", "what")
    assert texts.section(scope, platform, "fr", "what").customised is False
    assert texts.section(scope, platform, "en", "what").customised is True
    texts.reset(scope, platform, "en", "what")
    texts.reset(scope, platform, "en", "what")
    assert texts.section(scope, platform, "en", "what").revision == 0
    assert platform.texts == []


def test_a_language_without_standard_words_begins_empty(session: Session) -> None:
    scope = factories.scope(session)
    platform = factories.platform(scope, locales=["fr", "br"])
    assert {section.body for section in texts.sections(scope, platform, "br")} == {""}


def test_a_stale_text_is_refused(session: Session) -> None:
    scope = factories.scope(session)
    platform = factories.platform(scope)
    theirs = texts.save(scope, platform, "fr", "what", Words("Leur titre", "Leur texte"), 0)
    for seen in (0, theirs.revision + 1):
        with pytest.raises(Stale) as refusal:
            texts.save(scope, platform, "fr", "what", Words("Mon titre", "Mon texte"), seen)
        assert refusal.value.current == {
            "title": "Leur titre", "body": "Leur texte", "revision": theirs.revision,
        }  # fmt: skip


@pytest.mark.parametrize(
    ("words", "field"),
    [
        (Words("", "b"), "title"),
        (Words("t", " "), "body"),
        (Words("t", "\0"), "body"),
        (Words("t", "x" * 40_001), "body"),
    ],
)
def test_refused_words(session: Session, words: Words, field: str) -> None:
    scope = factories.scope(session)
    platform = factories.platform(scope)
    with pytest.raises(Invalid) as refusal:
        texts.save(scope, platform, "fr", "what", words, 0)
    assert refusal.value.field == field


def test_unknown_places_and_readers(session: Session) -> None:
    scope = factories.scope(session)
    platform = factories.platform(scope)
    for key, locale in (("nothing", "fr"), ("what", "de")):
        with pytest.raises(NotFound):
            texts.save(scope, platform, locale, key, Words("t", "b"), 0)
        with pytest.raises(NotFound):
            texts.reset(scope, platform, locale, key)
    reader = Scope(session, scope.organization_id, "viewer", "Vera")
    with pytest.raises(Forbidden):
        texts.save(reader, platform, "fr", "what", Words("t", "b"), 0)
    with pytest.raises(Forbidden):
        texts.reset(reader, platform, "fr", "what")
