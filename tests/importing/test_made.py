"""Workbooks, word-processor documents and PDFs: each gives exactly what stands in it."""

import pytest

from charter_admin.importing.extract import import_bytes
from tests.importing import corpus
from tests.importing.made import xlsx
from tests.importing.made.case import Case


@pytest.mark.parametrize("case", corpus.made(), ids=lambda case: f"{case.form}: {case.title}")
def test_a_document_gives_what_it_says(case: Case) -> None:
    assert xlsx.answers(import_bytes(case.make()).cookies) == [answer[:4] for answer in case.answers]
