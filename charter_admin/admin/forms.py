"""What every form of the admin is made of: text per language, optimistic locking, refusals beside the field."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

from flask import request
from flask_babel import gettext
from flask_wtf import FlaskForm
from wtforms import Field, HiddenField, SelectMultipleField, TextAreaField
from wtforms.validators import Length, Optional, ValidationError
from wtforms.widgets import CheckboxInput

from charter_admin.admin import errors
from charter_admin.admin.database import db
from charter_admin.errors import Invalid, Stale

Result = TypeVar("Result")
SHORT, LONG = 300, 4000  # characters: a name, a description


class Form(FlaskForm):
    """A form that can show what the domain refused. `stored` holds, by field, what somebody else saved meanwhile."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.stored: dict[str, Any] = {}
        self.refusals: list[str] = []

    def refuse(self, field: str, message: str) -> None:
        """Puts a refusal beside its field, or above the form if the form has no such field."""
        if field in self._fields:
            target = self._fields[field]
            target.errors = [*target.errors, message]
        else:
            self.refusals.append(message)


class RevisedForm(Form):
    """A form of a row that others may edit at the same time; it carries the revision it was shown with."""

    revision = HiddenField()

    @property
    def seen_revision(self) -> int:
        """The revision that was on the screen; 0, which no row has, if it was left out or tampered with."""
        text = (self.revision.raw_data or [""])[0]  # without one, `data` would be the row's own, and hide a collision
        return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0

    def show_stored(self, current: Mapping[str, Any], message: str) -> None:
        """After a collision: both values on the screen, and the next save is a decision.

        Where nothing differs, the same form was sent twice.
        """
        fields = {name: value for name, value in current.items() if name in self._fields and name != "revision"}
        self.stored = {name: value for name, value in fields.items() if not _same(value, self._fields[name].data)}
        self.refusals.append(message if self.stored else gettext("This is stored already: nothing is left to save."))
        if "revision" in current:
            self.revision.data = str(current["revision"])

    def worded(self, name: str) -> Any:
        """A stored value as the form says it: the labels of a choice, any other value as it is."""
        if isinstance(self.stored[name], bool):
            return gettext("Yes") if self.stored[name] else gettext("No")
        choices = getattr(self._fields[name], "choices", None)
        if not isinstance(choices, Sequence):
            return self.stored[name]
        labels = {str(choice[0]): str(choice[1]) for choice in choices}
        stored = self.stored[name]
        if isinstance(stored, Sequence) and not isinstance(stored, str):
            return [labels.get(str(value), value) for value in stored]
        return labels.get("" if stored is None else str(stored), stored)


class LocalizedField(Field):
    """One text in several languages: the inputs are called `<name>-<locale>`, `data` is a dictionary."""

    def __init__(self, label: str = "", *, lines: int = 1, most: int = SHORT, **kwargs: Any) -> None:
        super().__init__(label, **kwargs)
        self.lines = lines
        self.most = most
        self.locales: Sequence[str] = ()
        self.folded: Sequence[str] = ()

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:
        """Reads the inputs of all languages, or what `data` or the object gives; `speak` names the languages."""
        self.process_errors = []
        self.object_data = data
        self.data = {locale: text for locale, text in (data or {}).items() if isinstance(text, str)}
        self.formdata = formdata

    def speak(self, locales: Iterable[str]) -> None:
        """Fixes the languages, and with them which inputs of the request are read.

        `folded` are those no platform speaks but the row has texts in; one must be seen if there is nothing else.
        """
        asked = tuple(dict.fromkeys(locales))
        self.locales = tuple(dict.fromkeys([*asked, *self.data]))
        self.folded = self.locales[len(asked) :] if any(self.data.get(locale) for locale in asked) else ()
        for locale in self.locales if self.formdata else ():
            text = self.formdata.get(f"{self.name}-{locale}")
            if text is not None:
                self.data[locale] = text.strip()
        self.data = {locale: text for locale, text in self.data.items() if text}

    def pre_validate(self, form: Any) -> None:
        """Refuses a text over `most` characters."""
        if any(len(text) > self.most for text in self.data.values()):
            raise ValidationError(self.gettext("Field cannot be longer than %d characters.") % self.most)


class LinesField(TextAreaField):
    """Several short texts, one a line; `data` is a list of them."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Leaves out empty lines."""
        lines = (valuelist[0] if valuelist else "").splitlines()
        self.data: Any = [line.strip() for line in lines if line.strip()]

    def _value(self) -> str:
        return "\n".join(self.data or ())


class TicksField(SelectMultipleField):
    """Boxes to tick: the `first` ones at sight, the others folded away behind the words `more`."""

    option_widget = CheckboxInput()
    first = 1000
    more: Any = ""

    @property
    def unfolded(self) -> bool:
        """Whether one of the others is ticked, and so must be seen."""
        return any(option.checked for option in list(self)[self.first :])


class LocalizedForm(RevisedForm):
    """A form with texts per language. `locales` are the languages of the organization's platforms."""

    def __init__(self, locales: Iterable[str], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        for field in self._fields.values():
            if isinstance(field, LocalizedField):
                field.speak(locales)


def short(*more: Any) -> list[Any]:
    """Validators of an optional one-line text."""
    return [Optional(strip_whitespace=True), Length(max=SHORT), *more]


def _same(stored: Any, typed: Any) -> bool:
    """Whether storing what was typed would change nothing; browsers send line ends of their own."""
    if isinstance(stored, str) and isinstance(typed, str):
        return stored == typed.replace("\r\n", "\n").strip()
    return bool(stored == typed)


def attempt(form: Form, action: Callable[[], Result]) -> Result | None:
    """Runs one service call for a valid form; None where the form has to be shown (again), with the reasons.

    The call runs in a savepoint: what it did before it refused is undone, and the request may go on.
    """
    if request.method != "POST" or not form.validate():
        return None
    try:
        with db.session.begin_nested():
            return action()
    except Invalid as error:
        form.refuse(error.field, errors.message(error))
    except Stale as error:
        if not isinstance(form, RevisedForm):
            raise
        form.show_stored(error.current, errors.message(error))
    return None
