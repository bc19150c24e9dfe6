"""What the answers of a worksheet come to."""

from dataclasses import replace

import pytest

from charter_admin.compliance.questions import PERIODS
from charter_admin.compliance.worksheet import QUESTIONS, TOOLS, Outcome, Sheet, outcome
from tests.compliance.cases import FILLED, YES

FATAL = [question.id for question in QUESTIONS if question.fatal]


def test_all_conditions_met() -> None:
    assert outcome(FILLED) == Outcome("exempt")
    assert outcome(replace(FILLED, cookie_months=0)).kind == "exempt"


@pytest.mark.parametrize("question", [question.id for question in QUESTIONS])
def test_one_condition_not_met(question: str) -> None:
    kind = "consent" if question in FATAL else "change"
    assert outcome(replace(FILLED, answers={**YES, question: "no"})) == Outcome(kind, (question,))


@pytest.mark.parametrize(("field", "months"), [("cookie_months", 14), ("data_months", 26)])
def test_one_period_too_long(field: str, months: int) -> None:
    assert outcome(replace(FILLED, **{field: months})) == Outcome("change", (field,))  # type: ignore[arg-type]  # a period


def test_what_is_not_answered_is_not_met() -> None:
    empty = outcome(Sheet())
    assert (empty.kind, empty.against) == ("change", ())
    assert empty.open == (*(question.id for question in QUESTIONS), "cookie_months", "data_months")
    fatal = outcome(Sheet(answers={FATAL[0]: "no"}))
    assert (fatal.kind, fatal.against) == ("consent", (FATAL[0],))


def test_help_is_by_known_tools() -> None:
    for question in QUESTIONS:
        assert set(question.where) <= set(TOOLS)
    for _asks, _help, where in PERIODS.values():
        assert set(where) <= set(TOOLS)
