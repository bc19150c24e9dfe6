"""Forms of the check: a reason in writing, and the worksheet."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext, lazy_gettext
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, IntegerField, RadioField, TextAreaField
from wtforms.validators import DataRequired, Length, NumberRange, Optional

from charter_admin.admin.compliance.wording import TOOLS
from charter_admin.admin.forms import LONG, Form, RevisedForm
from charter_admin.compliance.questions import PERIODS, QUESTIONS
from charter_admin.compliance.sheets import MOST_MONTHS
from charter_admin.compliance.worksheet import NO, YES, Sheet

ANSWERS = [(YES, _l("Yes")), (NO, _l("No"))]


class JustifyForm(Form):
    """Why a warning is accepted; `rule` and `subject` name it."""

    rule = HiddenField()
    subject = HiddenField()
    text = TextAreaField(
        _l("Your reason"),
        [DataRequired(), Length(max=LONG)],
        description=_l(
            "It is kept with your name and today’s date, with the versions you publish, and nobody else sees it. "
            "When what it is about changes, you are asked again."
        ),
    )


class WorksheetForm(RevisedForm):
    """The CNIL's conditions, one question each; the fields are added below."""

    tool = RadioField(_l("Which tool measures?"), [Optional()])

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.tool.choices = list(TOOLS.items())
        for question in QUESTIONS:
            self._fields[question.id].choices = ANSWERS

    def explain(self, tool: str) -> None:
        """Puts the help under each question, with where to set it in the tool."""
        for question in QUESTIONS:
            self._fields[question.id].description = _help(question.help, question.where, tool)
        for name, (_asks, text, where) in PERIODS.items():
            self._fields[name].description = _help(text, where, tool)

    def sheet(self) -> Sheet:
        """The answers as typed; what was left open is left out."""
        given = {question.id: self._fields[question.id].data or "" for question in QUESTIONS}
        answers = {name: answer for name, answer in given.items() if answer}
        periods = {name: self._fields[name].data for name in PERIODS}
        return Sheet(self.tool.data or "other", answers, **periods)

    def show_stored(self, current: Mapping[str, Any], message: str) -> None:
        """After a collision, with each answer beside its question."""
        flat = {name: value for name, value in current.items() if name not in ("answers", "stale")}
        answers = {question.id: current.get("answers", {}).get(question.id) for question in QUESTIONS}
        super().show_stored(flat | answers, message)


def filled(sheet: Sheet, revision: int) -> dict[str, Any]:
    """The data of a form from a sheet."""
    periods = {"cookie_months": sheet.cookie_months, "data_months": sheet.data_months}
    return {"tool": sheet.tool, "revision": revision, **sheet.answers, **periods}


def _help(text: str, where: Mapping[str, str], tool: str) -> str:
    if tool not in where:
        return str(gettext(text))
    there = gettext("In %(tool)s: %(where)s", tool=TOOLS[tool], where=gettext(where[tool]))
    return f"{gettext(text)} {there}"


for _question in QUESTIONS:
    setattr(WorksheetForm, _question.id, RadioField(lazy_gettext(_question.asks), [Optional()]))
for _name, (_asks, _text, _where) in PERIODS.items():
    _months = IntegerField(lazy_gettext(_asks), [Optional(), NumberRange(0, MOST_MONTHS)])
    setattr(WorksheetForm, _name, _months)
