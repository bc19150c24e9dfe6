"""Cookies told outside of tables: lists, labelled lines, cells one below the other, and prose."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise, takewhile

from charter_admin.importing import cards, labels, lines, pairing, prose
from charter_admin.importing.blocks import Block, Cell, Heading, Paragraph, Table
from charter_admin.importing.cells import is_storage
from charter_admin.importing.declarations import Declaration
from charter_admin.importing.headers import mentions_cookies
from charter_admin.importing.kinds import is_category, named_provider
from charter_admin.importing.names import likeness, names
from charter_admin.importing.tables import Setting, declarations

_MAX_CELL = 600
_LOWEST = 6
_TELLING = 2
_A_WORD = 0.5
_NEAR = 4
_FIELDS = ("provider", "service", "purpose", "duration", "party", "category")

_ANNOUNCES = re.compile(
    r"\b(?:d[ée]pos\w+|posons|utilis\w+|installons|sets?|places?|uses?|setzen|verwenden|nutzen|utiliz\w+|usamos|"
    r"instalamos|usiamo|installiamo|gebruik\w+|plaats\w+|używa\w*|ustawia\w*)\b",
    re.I,
)

Text = Heading | Paragraph


class Listing:
    """Reads a run of texts. `setting` tells what surrounds the next, `passed` takes what is no declaration."""

    def __init__(self, setting: Callable[[], Setting], passed: Callable[[Block], None]) -> None:
        self._setting, self._passed = setting, passed
        self._called: tuple[str, ...] = ()
        self._fields: lines.Fields = {}
        self._passage: list[str] = []
        self._around: Setting | None = None
        self._labelled = self._foreign = self._tracker = False
        self._before: lines.Fields = {}
        self._titles = self._entitled = False
        self._below: Sequence[Text] = ()

    def read(self, run: Sequence[Text]) -> Iterator[Declaration]:
        """Give what a run of texts declares."""
        texts = list(cards.names_first(list(_merged(run))))
        sure = any(_is_sure_entry(text) for text in texts)
        self._titles = any(lines.only_names(text.text, text.codes) for text in texts if isinstance(text, Heading))
        place = 0
        while place < len(texts):
            table, following = _cells(texts, place)
            if table is not None and (found := declarations(table, self._setting())):
                yield from self._flush()
                yield from found
                place = following
                continue
            self._below = texts[place + 1 : place + 1 + _NEAR]
            self._entitled = place > 0 and _is_section(texts[place - 1])
            yield from self._take(texts[place], texts[place + 1] if place + 1 < len(texts) else None, sure)
            place += 1
        yield from self._flush()

    def _take(self, text: Text, following: Text | None, sure: bool) -> Iterator[Declaration]:
        codes, setting = text.codes, self._setting()
        pairs = labels.labelled(lines.bare(text.text))
        if pairs and (pairs[0][0] == "name" or self._called):
            yield from self._take_labelled(pairs, text, setting)
            return
        of_whom = {role for role, _ in pairs} <= {"provider", "service"}
        if pairs and pairs[0][0] is not None and setting.about_cookies and not (of_whom or _is_section(text)):
            # "Purpose: …" may stand before the names it is told of.
            self._before = {**self._before, **lines.record(pairs)[1]}
            return
        entry = lines.entry(text.text, codes) if setting.about_cookies and _leads(setting) else None
        if entry is not None and (entry.sure or (sure and setting.titled)):
            yield from self._flush()
            self._open(entry.called, text, setting)
            self._fields = {**self._fields, **entry.fields}
            yield from self._flush()
        elif (
            (setting.about_cookies or _is_told(text, self._below))
            and _leads(setting)
            and (alone := self._alone(text, following))
        ):
            yield from self._flush()
            self._open(alone.called, text, setting)
            self._fields = {**alone.fields, **self._fields}
        elif self._called and isinstance(text, Paragraph) and not self._labelled and "purpose" not in self._fields:
            self._passage.append(text.text)
            self._fields = {**lines.described(text.text), **self._fields}
        else:
            yield from self._take_other(text, following, setting, codes)

    def _alone(self, text: Text, following: Text | None) -> lines.Entry | None:
        """Read a line of names. Among titles that are names, a word is one if it is told of below."""
        found = lines.only_names(text.text, text.codes)
        if found is None and isinstance(text, Heading) and following is not None:
            word = text.text.strip()
            below = takewhile(lambda each: isinstance(each, Paragraph), self._below)
            told_of = {role for each in below for role, _ in labels.labelled(lines.bare(each.text))} & {
                "provider",
                "purpose",
                "duration",
            }
            # A register of processing tells purposes and durations of such words as well, but of no supplier.
            telling = "provider" in told_of and len(told_of) >= _TELLING and named_provider(word) is None
            enough = told_of if self._titles else telling
            if likeness(word) >= _A_WORD and names(Cell(word)) == (word,) and enough:
                return lines.Entry((word,), sure=False)
        return found

    def _take_other(
        self, text: Text, following: Text | None, setting: Setting, codes: Sequence[str]
    ) -> Iterator[Declaration]:
        """Take prose, or a title of what follows."""
        self._before = {}
        yield from self._flush()
        provider = named_provider(text.text) if following is not None else None
        titles = provider is not None and (mentions_cookies(text.text) or setting.about_cookies)
        if titles and isinstance(text, Paragraph) and len(text.text.split()) <= len((provider or "").split()) + 4:
            self._passed(Heading(text.text.rstrip(" :")))
            return
        if isinstance(text, Paragraph) or mentions_cookies(text.text):
            for found in prose.read(text.text, codes, setting.heading):
                yield replace(found, provider=found.provider or setting.provider)
        if self._entitled and isinstance(text, Paragraph) and _is_purpose(text.text, self._below):
            self._before = {"purpose": text.text}
        self._passed(text)

    def _take_labelled(
        self, pairs: Sequence[tuple[str | None, str]], text: Text, setting: Setting
    ) -> Iterator[Declaration]:
        called, fields = lines.record(pairs)  # type: ignore[arg-type]  # the roles of labels
        if pairs[0][0] == "name":
            yield from self._flush()
            self._open(called, text, setting)
            self._labelled, self._tracker = True, mentions_cookies(text.text.partition(":")[0])
        else:
            self._passage.append(text.text)
        self._tracker = self._tracker or any(role == "category" and is_storage(value) for role, value in pairs)
        self._foreign = self._foreign or (any(role is None for role, _ in pairs) and not fields)
        self._fields = {**fields, **self._fields}

    def _open(self, called: tuple[str, ...], text: Text, setting: Setting) -> None:
        self._called, self._fields, self._around = called, self._before, setting
        self._before = {}
        self._passage = [text.text]
        self._labelled = self._foreign = self._tracker = False

    def _flush(self) -> Iterator[Declaration]:
        """Give the record that was open."""
        called, fields, around = self._called, self._fields, self._around
        self._called = ()
        if not called or around is None or self._foreign:
            return
        sure = all(likeness(name) == 1 for name in called) and len(fields) >= _TELLING
        spoken = self._tracker or any(map(mentions_cookies, fields.values()))  # "Cookie: session_id", and no more
        if not around.about_cookies and not sure and not spoken:
            return
        doubtful = not all(likeness(name) >= 0.5 for name in called)
        if self._labelled and (not fields or (doubtful and not {"purpose", "duration"} & fields.keys())):
            return
        durations = pairing.durations(fields.get("duration", ""), called)
        if not any(durations):
            durations = pairing.beside(self._passage[0], called)
        for name, duration in zip(called, durations, strict=True):
            told: dict[str, str | None] = {key: fields.get(key) for key in _FIELDS}  # type: ignore[call-overload]  # roles
            told |= {
                "duration": duration,
                "provider": told["provider"] or around.provider,
                "category": told["category"] or around.heading,
                "purpose": told["purpose"] or around.purpose,
            }
            passage = "\n".join(self._passage)
            yield Declaration(name=name, passage=passage, **told)  # type: ignore[arg-type]  # the texts, never the confidence


def tells(run: Sequence[Text]) -> bool:
    """Tell whether a text that never speaks of cookies surely tells some: by names that look like nothing else."""
    return any(_is_told(text, run[place + 1 : place + 1 + _NEAR]) for place, text in enumerate(run))


def _is_told(text: Text, below: Sequence[Text]) -> bool:
    """Tell whether a sure name stands alone above labelled lines that tell all that is told of a cookie."""
    if lines.only_names(text.text, text.codes) is None:
        return False
    told = {role for each in below for role, _ in labels.labelled(lines.bare(each.text))}
    return told >= {"provider", "purpose", "duration"} and bool(labels.labelled(lines.bare(below[0].text)))


def _leads(setting: Setting) -> bool:
    """Tell whether what is said right before a list speaks of cookies; a list it announces is of what it says."""
    lead = setting.lead or ""
    told = mentions_cookies(lead) or named_provider(lead) is not None or is_category(lead)
    told = told or (setting.titled and bool(_ANNOUNCES.search(lead)))  # "We set:", under "Cookies"
    return not lead.endswith(":") or told or labels.is_label(lead) == "duration"


def _is_sure_entry(text: Text) -> bool:
    entry = lines.entry(text.text, text.codes)
    return entry is not None and entry.sure


def _is_purpose(text: str, below: Sequence[Text]) -> bool:
    """Tell whether a text says what a service is for, of which the lines below tell the names and all but that."""
    told = [role for each in below for role, _ in labels.labelled(lines.bare(each.text))]
    alone = told[:1] == ["name"] and told.count("name") == 1 and len(told) >= _TELLING and "purpose" not in told
    follows = bool(below) and bool(labels.labelled(lines.bare(below[0].text)))
    return follows and alone and not text.endswith(":") and not mentions_cookies(text)


def _is_section(text: Text) -> bool:
    return isinstance(text, Heading) and text.level < _LOWEST


def _merged(run: Sequence[Text]) -> Iterator[Text]:
    """Join each label that stands alone with its value on the next line."""
    levels = _levels_of_labels(run)
    roles = [
        None if _is_section(text) and text.level not in levels else labels.is_label(text.text)  # type: ignore[union-attr]  # a section is a heading
        for text in run
    ]
    place = 0
    while place < len(run):
        value = run[place + 1] if place + 1 < len(run) else None
        alone = roles[place] is not None and value is not None and roles[place + 1] is None
        paired = place + 2 < len(run) and roles[place + 2] is not None
        before = place > 1 and roles[place - 2] is not None and roles[place - 1] is None
        colon = run[place].text.endswith(":")
        joined = alone and (paired or before or colon)
        if joined and value is not None and not labels.labelled(value.text) and not _is_sure_entry(value):
            yield Paragraph(f"{run[place].text.rstrip(' :')}: {value.text}")
            place += 2
        else:
            yield run[place]
            place += 1


def _levels_of_labels(run: Sequence[Text]) -> set[int]:
    """Give the levels of titles that label fields: one of them stands above a name, others beside it above more."""
    above: dict[int, set[str]] = {}
    for text, value in pairwise(run):
        role = labels.is_label(text.text) if isinstance(text, Heading) and isinstance(value, Paragraph) else None
        if role is not None and isinstance(text, Heading) and (role != "name" or _is_name(value.text)):
            above.setdefault(text.level, set()).add(role)
    return {level for level, roles in above.items() if "name" in roles and len(roles) > 1}


def _cells(texts: Sequence[Text], start: int) -> tuple[Table | None, int]:
    """Read cells that stand one below the other, under titles that do so too."""
    width = 0
    roles: list[str] = []
    while start + width < len(texts) and (role := labels.is_label(texts[start + width].text)) is not None:
        if role in roles:
            break
        roles.append(role)
        width += 1
    if width < 2 or "name" not in roles:
        return None, start
    header = [texts[place].text for place in range(start, start + width)]
    rows, place = [header], start + width
    while place < len(texts):
        row = _row(texts, place, width, roles.index("name"))
        if row is None:
            break
        rows.append(row)
        place += len(row)
    if len(rows) < 2:
        return None, start
    return Table(tuple(tuple(map(Cell, row)) for row in rows)), place


def _row(texts: Sequence[Text], start: int, width: int, name: int) -> list[str] | None:
    cells = [text.text for text in texts[start : start + width] if len(text.text) <= _MAX_CELL]
    if len(cells) <= name or not _is_name(cells[name]):
        return None
    if name == 0:
        # A row may lack cells: it ends where the next name stands.
        ends = (place for place in range(2, len(cells)) if _is_clear_name(cells[place]))
        cells = cells[: next(ends, len(cells))]
    return cells if len(cells) > 1 and (name == 0 or len(cells) == width) else None


def _is_name(text: str) -> bool:
    return any(likeness(name) > 0 for name in names(Cell(text))) and len(text.split()) <= 8


def _is_clear_name(text: str) -> bool:
    return re.fullmatch(r"\S+", text) is not None and likeness(text) == 1
