"""The importer against every corpus: names found, fields right, and nothing where nothing is."""

from functools import cache

import pytest

from tests.importing import corpus, score
from tests.importing.made.case import Case

LEAST = 0.95
LEAST_PLAIN = 0.99


@cache
def cases(place: str) -> tuple[Case, ...]:
    return corpus.made() if place == "made" else tuple(corpus.written(place))


@cache
def scored(place: str) -> dict[str, score.Score]:
    return score.scores(cases(place))


@pytest.mark.parametrize("place", [*corpus.CORPORA, "made"])
def test_every_form_is_read(place: str) -> None:
    for form, found in scored(place).items():
        least = LEAST_PLAIN if form in (*corpus.PLAIN, "(plain tables)") else LEAST
        assert found.f1 >= least, (form, found.faults)
        assert min(map(found.share, found.fields)) >= LEAST, (form, found.faults)


@pytest.mark.parametrize("place", corpus.CORPORA)
def test_nothing_is_declared_by_a_document_that_declares_nothing(place: str) -> None:
    for case in cases(place):
        if not case.answers:
            found = score.Score()
            found.judge(case)
            assert found.faults == [], case.make()


def test_the_score_counts_what_is_missed_invented_and_wrong() -> None:
    page = b"<h1>Cookies</h1><table><tr><th>Name<th>Provider<th>Purpose<tr><td>_ga<td>Google<td>Counts<tr><td>_b<td>B"
    answers = (("_ga", "Meta", "Counts"), ("_gid", "Google", "Counts"))
    found = score.Score()

    found.judge(Case("", "page.html", lambda: page, answers, platform="https://www.rives.example"))

    assert (found.right, found.missed, found.invented) == (1, 1, 1)
    assert found.fields["provider"] == [0, 1]
    assert found.fields["purpose"] == [1, 1]
    assert found.fields["category"] == [0, 0]
    assert found.fields["platform"] == [0, 1]
