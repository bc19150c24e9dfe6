"""The translation view: which texts it shows, what was typed into them, and why some could not be saved.

It is drawn without WTForms: its fields are the rows of the database, and each is saved or refused by itself.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.datastructures import MultiDict

from charter_admin.admin import errors
from charter_admin.catalogue import in_use
from charter_admin.errors import DomainError, Invalid, Stale
from charter_admin.i18n import N_
from charter_admin.organizations.scope import Scope
from charter_admin.platforms.completeness import Completeness
from charter_admin.platforms.translating import Entry, Outcome, seen_as
from charter_admin.platforms.translations import MISSING, OUTDATED, Heading, Item

SIZE = 100  # texts on a page
ALL = "all"
FILTERS = (MISSING, OUTDATED, ALL)

# What an input is called, by the kind of its row and its name.
WORDS = {
    ("purpose", "name"): N_("Name of the purpose"),
    ("purpose", "description"): N_("What the purpose is for"),
    ("service", "name"): N_("Name of the service"),
    ("usage", "location"): N_("Where it is used here"),
    ("cookie", "purpose"): N_("What it is for"),
    ("cookie", "duration_text"): N_("How long it stays"),
    ("text", "title"): N_("Title"),
    ("text", "body"): N_("Text"),
}


@dataclass(frozen=True)
class Line:
    """One text on the page. `headings` are those that begin with it; `typed` is what stands in its inputs.

    `problems` say by input why it was not saved; `stored` is what somebody else saved meanwhile, if so.
    """

    item: Item
    headings: tuple[Heading, ...] = ()
    typed: tuple[str, ...] = ()
    right: bool = False
    problems: Mapping[str, str] = field(default_factory=dict)
    stored: bool = False

    @property
    def seen(self) -> str:
        """What the next save has to send back: the digests of the text and of its source."""
        return f"{seen_as(self.item.text)}.{seen_as(self.item.source)}"


@dataclass(frozen=True)
class Choice:
    """Which texts are asked for: a filter, and the page of what it lets through."""

    show: str
    number: int
    pages: int
    counts: Mapping[str, int]


def choose(found: Completeness, show: str, number: int) -> Choice:
    """What was asked for; without a filter, what is left to do, else all."""
    counts = {MISSING: len(found.missing), OUTDATED: found.outdated, ALL: found.total}
    chosen = show if show in FILTERS else next((name for name in FILTERS if counts[name]), ALL)
    pages = max(1, -(-counts[chosen] // SIZE))
    return Choice(chosen, min(max(number, 1), pages), pages, counts)


def lines(every: Sequence[Item], choice: Choice) -> list[Line]:
    """The lines of one page."""
    shown = [item for item in every if choice.show in (ALL, item.state)]
    first = (choice.number - 1) * SIZE
    return list(_headed(Line(item, typed=item.text) for item in shown[first : first + SIZE]))


def lines_again(every: Sequence[Item], entries: Sequence[Entry], outcome: Outcome) -> list[Line]:
    """The lines that were sent, as they are now; in those that were refused, what was typed."""
    sent = {entry.name: entry for entry in entries}
    return list(_headed(_again(item, sent[item.name], outcome) for item in every if item.name in sent))


def entries_of(form: MultiDict[str, str]) -> list[Entry]:
    """What was sent: a `.seen` for every text on the page, beside its inputs `.0` and, for a section, `.1`."""
    names = [key.removesuffix(".seen") for key in form if key.endswith(".seen")]
    return [entry for entry in (_entry(form, name) for name in names) if entry.texts]


def told(outcome: Outcome) -> str:
    """What was done, in one sentence or two."""
    saved = ngettext("%(num)s text was saved.", "%(num)s texts were saved.", outcome.saved)
    right = ngettext("%(num)s text is still right.", "%(num)s texts are still right.", outcome.confirmed)
    said = [*([saved] if outcome.saved else []), *([right] if outcome.confirmed else [])]
    return " ".join(said) or str(_("You changed nothing, so nothing had to be saved."))


def shared_by(scope: Scope, shown: Sequence[Line]) -> dict[tuple[str, int], int]:
    """On how many platforms the purposes and services among the headings are used, by kind and id."""
    ids = {kind: {h.id for line in shown for h in line.headings if h.kind == kind} for kind in ("purpose", "service")}
    purposes = in_use.platforms_per_purpose(scope, ids["purpose"])
    services = in_use.platforms_per_service(scope, ids["service"])
    return {("purpose", n): count for n, count in purposes.items()} | {("service", n): c for n, c in services.items()}


def _entry(form: MultiDict[str, str], name: str) -> Entry:
    seen, _dot, seen_source = form[f"{name}.seen"].partition(".")
    typed = [form[key] for key in (f"{name}.0", f"{name}.1") if key in form]
    words = tuple(text.replace("\r\n", "\n").replace("\r", "\n").strip() for text in typed)
    return Entry(name, words, seen, seen_source, f"{name}.right" in form)


def _again(item: Item, entry: Entry, outcome: Outcome) -> Line:
    error = outcome.refused.get(item.name)
    if error is None or len(entry.texts) != len(item.inputs):
        return Line(item, typed=item.text)
    problems = {_field(item, error): _reason(error)}
    return Line(item, (), entry.texts, entry.right, problems, isinstance(error, Stale))


def _field(item: Item, error: DomainError) -> str:
    names = [each.name for each in item.inputs]
    return error.field if isinstance(error, Invalid) and error.field in names else names[-1]


def _reason(error: DomainError) -> str:
    if isinstance(error, Stale):
        return str(_("Somebody else changed this text while you were writing. Save again to replace it with yours."))
    return errors.message(error)


def _headed(shown: Iterable[Line]) -> Iterator[Line]:
    before: tuple[Heading, ...] = ()
    for line in shown:
        under = line.item.under
        yield replace(line, headings=tuple(h for n, h in enumerate(under, 1) if before[:n] != under[:n]))
        before = under
