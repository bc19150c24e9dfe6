"""Workbooks, word-processor documents and PDFs: each gives exactly what stands in it."""

import pytest

from charter_admin.importing.extract import import_bytes
from tests.importing import score
from tests.importing.made import copied, objects, pdf, rst, word, xlsx
from tests.importing.made.case import Case

CASES = [*xlsx.CASES, *word.CASES, *pdf.CASES, *rst.CASES, *objects.CASES, *copied.CASES]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.form}: {case.title}")
def test_a_document_gives_what_it_says(case: Case) -> None:
    assert xlsx.answers(import_bytes(case.make()).cookies) == list(case.answers)


def test_the_corpus_as_a_whole_is_read_as_well_as_promised() -> None:
    found = score.scores(score.every())

    assert found["(plain tables)"].f1 >= 0.99
    assert found["(all)"].f1 >= 0.95
    assert all(found["(all)"].share(name) >= 0.95 for name in score.FIELDS)
