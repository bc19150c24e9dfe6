"""The importer against whole forms of charters: how many names it finds, and how many fields are right."""

import pytest

from tests.importing.scorer import FORMS, Sample, Score, judge, samples, scores

CORPORA = ("forms", "unseen", "fresh")
LEAST = 0.95
LEAST_PLAIN = 0.99
SOUNDEST = ("plain", "tables")


@pytest.mark.parametrize("corpus", CORPORA)
def test_every_form_is_read(corpus: str) -> None:
    for form, score in scores(FORMS.parent / corpus).items():
        assert score.f1 >= (LEAST_PLAIN if form in SOUNDEST else LEAST), (form, score.faults)
        assert min(score.share(field) for field in score.fields) >= LEAST, (form, score.faults)


@pytest.mark.parametrize("corpus", CORPORA)
def test_nothing_is_declared_by_a_document_that_declares_nothing(corpus: str) -> None:
    for sample in samples(FORMS.parent / corpus):
        if not sample.answers:
            score = Score()
            judge(sample, score)
            assert score.faults == [], sample.text


def test_the_scorer_sees_what_is_missed_invented_and_wrong() -> None:
    page = (
        "<h1>Cookies</h1><table><tr><th>Name<th>Provider<th>Purpose<tr><td>_ga<td>Google<td>Counts<tr><td>_b<td>B<td>C"
    )
    answers = (("_ga", "Meta", "Counts"), ("_gid", "Google", "Counts"))
    score = Score()

    judge(Sample("", "page.html", page, answers), score)

    assert (score.right, score.missed, score.invented) == (1, 1, 1)
    assert score.fields["provider"] == [0, 1]
    assert score.fields["purpose"] == [1, 1]
