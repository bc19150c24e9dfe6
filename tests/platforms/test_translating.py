"""Translating many texts of a platform at once, and knowing which of them are outdated."""

from typing import Any

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from charter_admin.catalogue import cookies, purposes
from charter_admin.catalogue.models import Cookie, Purpose
from charter_admin.errors import Forbidden, Invalid, NotFound, Stale
from charter_admin.organizations.scope import Scope
from charter_admin.platforms import completeness, texts, usages
from charter_admin.platforms.models import Platform
from charter_admin.platforms.standard_texts import KEYS, Words, standard
from charter_admin.platforms.translating import Entry, Outcome, read, save, seen_as
from charter_admin.platforms.translations import DONE, MISSING, OUTDATED, Item
from tests.publishing import drafts

Made = tuple[Scope, Platform]


@pytest.fixture
def made(session: Session) -> Made:
    """A platform in French and English with one service and one cookie, all in both languages."""
    scope = drafts.scope(session)
    return scope, drafts.platform(scope)


def found(made: Made, locale: str = "en") -> dict[str, Item]:
    """The texts by the part of their names that is no id."""
    return {"-".join(p for p in i.name.split("-") if not p.isdigit()): i for i in read(*made, locale)}


def sent(item: Item, *words: str, right: bool = False) -> Entry:
    return Entry(item.name, words or item.text, seen_as(item.text), seen_as(item.source), right)


def rename(made: Made, **names: str) -> Purpose:
    """Changes the name of the purpose in some languages, as its own page does."""
    scope, purpose = made[0], drafts.purpose(made[0], "necessary")
    old = purposes.values_of(purpose)
    values = purposes.PurposeValues({**old.name, **names}, old.description, old.basis, old.key)
    return purposes.update(scope, purpose, values, purpose.revision)


def refused(outcome: Outcome) -> list[type[Exception]]:
    return [type(error) for error in outcome.refused.values()]


def test_the_texts_stand_in_the_order_of_the_page_with_their_source(made: Made) -> None:
    every = found(made)
    assert list(every) == [
        *(f"text-{key}-body" for key in KEYS[:4]),
        *("purpose-name", "purpose-description", "service-name", "usage-location", "cookie-purpose"),
        *(f"text-{key}-body" for key in KEYS[4:]),
    ]
    cookie = every["cookie-purpose"]
    assert (cookie.source_locale, cookie.source, cookie.text) == (
        "fr", ("À quoi sert sessionid",), ("What sessionid is for",),
    )  # fmt: skip
    assert {item.state for item in every.values()} == {DONE}  # install_defaults and standard texts come translated


def test_a_duration_in_words_is_a_text_where_visitors_read_the_words(made: Made) -> None:
    scope, platform = made
    service = usages.every(scope, platform)[0].service
    cookies.create(scope, service, cookies.CookieValues("a", duration_text={"fr": "13 mois"}))
    cookies.create(scope, service, cookies.CookieValues("b", duration_text={"fr": "selon votre choix"}))
    durations = [item for item in read(scope, platform, "en") if item.field == "duration_text"]
    assert [(item.label, item.source, item.state) for item in durations] == [("b", ("selon votre choix",), MISSING)]


def test_figures_and_texts_agree(made: Made) -> None:
    scope, platform = made
    rename(made, fr="Indispensables")
    used, sections = usages.every(scope, platform), texts.in_languages(scope, platform)
    figures = completeness.in_languages(used, sections, "fr")
    assert figures["en"].outdated == sum(item.state == OUTDATED for item in found(made).values()) == 1
    assert figures["fr"].outdated == 0
    assert completeness.measure(used, sections["en"], "en").missing == figures["en"].missing


def test_many_texts_are_saved_at_once_each_through_its_own_service(made: Made, session: Session) -> None:
    every = found(made)
    words = {"purpose-name": "Needed", "purpose-description": "They make it\nwork.", "service-name": "Sign-in"}
    words |= {"usage-location": "account pages", "cookie-purpose": "Remembers you"}
    entries = [sent(every[name], text) for name, text in words.items()]
    entries.append(sent(every["text-intro-body"], "Our cookies", "Here **we** are."))
    entries.append(sent(every["text-what-body"]))
    outcome = save(*made, "en", entries)
    assert (outcome.saved, outcome.confirmed, outcome.whole) == (6, 0, True)
    session.flush()
    session.expire_all()
    now = found(made)
    assert {name: now[name].text[0] for name in words} == words
    assert now["text-intro-body"].text == ("Our cookies", "Here **we** are.")
    assert not now["text-intro-body"].standard
    assert now["text-what-body"].standard  # left as it was, so it did not become the platform's own
    assert {name: now[name].source for name in now} == {name: every[name].source for name in every}


@pytest.mark.parametrize(
    "name", ["purpose-name", "purpose-description", "service-name", "usage-location", "cookie-purpose"]
)
def test_a_source_that_changes_outdates_its_translation(made: Made, name: str) -> None:
    assert save(*made, "fr", [sent(found(made, "fr")[name], "Autre chose")]).saved == 1
    made[0].session.expire_all()
    assert {n for n, item in found(made).items() if item.state == OUTDATED} == {name}
    assert {item.state for item in found(made, "fr").values()} == {DONE}
    assert save(*made, "en", [sent(found(made)[name], "Something else")]).saved == 1
    assert {item.state for item in [*found(made).values(), *found(made, "fr").values()]} == {DONE}


def test_an_outdated_text_may_be_said_to_be_still_right(made: Made) -> None:
    purpose = rename(made, fr="Indispensables")
    before = dict(purpose.name)
    item = found(made)["purpose-name"]
    assert item.state == OUTDATED
    outcome = save(*made, "en", [sent(item, right=True)])
    assert (outcome.saved, outcome.confirmed, outcome.whole) == (0, 1, True)
    made[0].session.expire_all()
    assert found(made)["purpose-name"].state == DONE
    assert purpose.name == before


def test_a_translation_of_words_that_changed_meanwhile_is_saved_and_stays_outdated(made: Made) -> None:
    rename(made, fr="Indispensables")
    opened = found(made)["purpose-name"]
    rename(made, fr="Obligatoires")
    assert save(*made, "en", [sent(opened, "Indispensable")]).saved == 1
    now = found(made)["purpose-name"]
    assert (now.text, now.state) == (("Indispensable",), OUTDATED)


def test_own_words_outdate_the_standard_ones_of_other_languages(made: Made) -> None:
    scope, platform = made
    intro = texts.save(scope, platform, "fr", "intro", Words("Chez nous", "Rien."), 0)
    item = found(made)["text-intro-body"]
    assert (item.state, item.standard) == (OUTDATED, True)
    save(*made, "en", [sent(item, right=True)])
    assert found(made)["text-intro-body"].state == DONE
    assert not texts.section(scope, platform, "en", "intro").customised
    held = texts.section(scope, platform, "fr", "intro")
    texts.save(scope, platform, "fr", "intro", Words("Chez nous", "Presque rien."), held.revision)
    assert held.revision > intro.revision
    assert found(made)["text-intro-body"].state == OUTDATED
    texts.reset(scope, platform, "fr", "intro")
    assert found(made)["text-intro-body"].state == DONE  # both are standard again


def test_clearing_ones_own_section_brings_the_standard_words_back(made: Made) -> None:
    scope, platform = made
    texts.save(scope, platform, "en", "intro", Words("Ours", "Ours."), 0)
    assert save(*made, "en", [sent(found(made)["text-intro-body"], "", "")]).saved == 1
    known = standard("intro", "en")
    assert known
    assert found(made)["text-intro-body"].text == (known.title, known.body)


def test_a_text_somebody_else_changed_is_refused_and_the_others_are_saved(made: Made) -> None:
    every = found(made)
    rename(made, en="Theirs")
    outcome = save(*made, "en", [sent(every["purpose-name"], "Mine"), sent(every["cookie-purpose"], "Remembers you")])
    assert (outcome.saved, refused(outcome)) == (1, [Stale])
    now = found(made)
    assert (now["purpose-name"].text, now["cookie-purpose"].text) == (("Theirs",), ("Remembers you",))
    assert save(*made, "en", [sent(now["purpose-name"], "Mine")]).whole
    assert found(made)["purpose-name"].text == ("Mine",)


def test_a_change_of_another_text_of_the_same_row_is_in_nobodys_way(made: Made) -> None:
    every = found(made)
    rename(made, fr="Indispensables")
    assert save(*made, "en", [sent(every["purpose-description"], "What has to be.")]).whole
    assert drafts.purpose(made[0], "necessary").name["fr"] == "Indispensables"


def test_the_same_form_sent_twice_is_no_collision(made: Made) -> None:
    entry = sent(found(made)["purpose-name"], "Needed")
    assert save(*made, "en", [entry]).whole
    assert save(*made, "en", [entry]).whole


def test_a_row_written_behind_our_back_is_refused(made: Made, session: Session) -> None:
    """Changed between our reading and our writing: the revision in the database tells."""
    every = found(made)
    row: Any = every["cookie-purpose"].row
    session.execute(
        update(Cookie).where(Cookie.id == row.id).values(revision=99, purpose={"fr": "x", "en": "Theirs"}),
        execution_options={"synchronize_session": False},
    )
    outcome = save(*made, "en", [sent(every["cookie-purpose"], "Mine"), sent(every["service-name"], "Sign-in")])
    assert (outcome.saved, refused(outcome)) == (1, [Stale])
    assert found(made)["cookie-purpose"].text == ("Theirs",)


def test_what_cannot_be_stored_is_refused_with_its_reason(made: Made) -> None:
    every = found(made)
    wrong = [sent(every["service-name"], "x" * 301), sent(every["text-intro-body"], "", "A body without a title")]
    outcome = save(*made, "en", [*wrong, sent(every["usage-location"], "Everywhere")])
    assert (outcome.saved, refused(outcome)) == (1, [Invalid, Invalid])


def test_a_text_whose_row_is_gone_comes_back(made: Made) -> None:
    item = found(made)["cookie-purpose"]
    row: Any = item.row
    cookies.delete(made[0], row)
    entry = sent(item, "Remembers you")
    outcome = save(*made, "en", [entry, sent(item)])
    assert (outcome.saved, outcome.lost) == (0, [entry])


def test_only_languages_of_the_platform_and_only_by_those_who_may(made: Made) -> None:
    scope, platform = made
    with pytest.raises(NotFound):
        read(scope, platform, "it")
    entry = sent(found(made)["purpose-name"], "Needed")
    with pytest.raises(NotFound):
        save(scope, platform, "it", [entry])
    viewer = Scope(scope.session, scope.organization_id, "viewer", "Vera")
    with pytest.raises(Forbidden):
        save(viewer, platform, "en", [entry])


def test_texts_of_another_organization_cannot_be_named(made: Made, session: Session) -> None:
    other = drafts.scope(session, "Monts")
    theirs = found((other, drafts.platform(other)))["purpose-name"]
    outcome = save(*made, "en", [sent(theirs, "Mine")])
    assert (outcome.saved, len(outcome.lost)) == (0, 1)
    assert drafts.purpose(other, "necessary").name["en"] == "Necessary"
