"""When a translation is outdated: its source changed after it was saved."""

from charter_admin.translated import State, after, digest, is_behind, settled

FR, EN = {"fr": "Mesure", "en": "Statistics"}, {"fr": "Mesure d'audience", "en": "Statistics"}
BOTH = {"fr": "Mesure d'audience", "en": "Audience"}


def test_a_source_that_changes_leaves_its_translation_behind_until_that_changes_too() -> None:
    state = after({}, FR, EN)
    assert is_behind(state, EN, "en", "fr")
    assert not is_behind(state, EN, "fr", "en")
    assert after(state, EN, BOTH) == {}


def test_catching_up_leaves_the_source_right() -> None:
    """Else translating into English would outdate the French it was translated from."""
    assert not is_behind(after(after({}, FR, EN), EN, BOTH), BOTH, "fr", "en")
    alone = after({}, EN, BOTH)  # nobody said that this was a translation
    assert is_behind(alone, BOTH, "fr", "en")


def test_languages_that_change_together_agree() -> None:
    assert after({}, FR, BOTH) == {}


def test_a_language_that_is_new_outdates_nothing() -> None:
    assert after({}, {"fr": "Mesure"}, FR) == {}


def test_putting_the_old_words_back_makes_it_right_again() -> None:
    assert after(after({}, FR, EN), EN, FR) == {}


def test_what_changes_twice_is_measured_by_the_first_words() -> None:
    twice = {"fr": "Audience", "en": "Statistics"}
    state = after(after({}, FR, EN), EN, twice)
    assert state == {"en": {"fr": digest("Mesure")}}
    assert after(state, twice, FR) == {}


def test_a_source_taken_away_and_written_anew_is_another_one() -> None:
    without = {"en": "Statistics"}
    state = after({}, FR, without)
    assert not is_behind(state, without, "en", "fr")
    assert is_behind(after(state, without, EN), EN, "en", "fr")
    assert not is_behind(after(state, without, FR), FR, "en", "fr")


def test_saying_that_it_is_still_right_holds_for_the_words_that_were_seen() -> None:
    state: State = after({}, FR, EN)
    assert settled(state, EN, "en", "fr", digest(EN["fr"])) == {}
    assert is_behind(settled(state, EN, "en", "fr", digest("Mesure")), EN, "en", "fr")


def test_saying_so_settles_both_directions_and_no_other_language() -> None:
    three = BOTH | {"de": "Statistik"}
    state = after({}, EN | {"de": "Statistik"}, three)
    assert set(state) == {"fr", "de"}
    assert set(settled(state, three, "en", "fr", digest(three["fr"]))) == {"de"}
