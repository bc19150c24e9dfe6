"""The CNIL's conditions for measuring an audience without consent, as questions; and what the answers come to. Pure.

The conditions are those of article 5 of the guidelines 2020-091, of the recommendation 2020-092 (periods) and of the
CNIL's page and self-assessment of 4 July 2025 for suppliers of audience measurement.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from charter_admin.compliance.questions import QUESTIONS, Question

COOKIE_MONTHS, DATA_MONTHS = 13, 25
TOOLS = ("matomo", "piano", "other")
YES, NO = "yes", "no"
EXEMPT, CONSENT, CHANGE = "exempt", "consent", "change"


@dataclass(frozen=True)
class Sheet:
    """What somebody answered for one service on one platform.

    `answers` are `yes` or `no` by the question's id; a question not answered yet is not in it. `cookie_months` is how
    long the tracker stays (0: it sets none), `data_months` how long the data are kept, None while nobody said.
    `stale` tells that the service was changed since.
    """

    tool: str = "other"
    answers: Mapping[str, str] = field(default_factory=dict)
    cookie_months: int | None = None
    data_months: int | None = None
    stale: bool = False


@dataclass(frozen=True)
class Outcome:
    """`kind` is exempt, consent (it cannot be exempt as it is used) or change (something has to be set first).

    `against` are the questions whose answers say so, `open` those nobody answered; the two periods are told by the
    names of their fields.
    """

    kind: str
    against: tuple[str, ...] = ()
    open: tuple[str, ...] = ()


def outcome(sheet: Sheet) -> Outcome:
    """What the answers come to: one fatal answer means consent, any other wrong or missing one a change."""
    against = tuple(_against(sheet))
    missing = tuple(_open(sheet))
    fatal = any(question.fatal for question in QUESTIONS if question.id in against)
    if fatal:
        return Outcome(CONSENT, against, missing)
    return Outcome(CHANGE if against or missing else EXEMPT, against, missing)


def _against(sheet: Sheet) -> Iterator[str]:
    yield from (question.id for question in QUESTIONS if sheet.answers.get(question.id) == NO)
    for name, most in (("cookie_months", COOKIE_MONTHS), ("data_months", DATA_MONTHS)):
        months = getattr(sheet, name)
        if months is not None and months > most:
            yield name


def _open(sheet: Sheet) -> Iterator[str]:
    yield from (question.id for question in QUESTIONS if sheet.answers.get(question.id) not in (YES, NO))
    yield from (name for name in ("cookie_months", "data_months") if getattr(sheet, name) is None)


__all__ = ["QUESTIONS", "Outcome", "Question", "Sheet", "outcome"]
