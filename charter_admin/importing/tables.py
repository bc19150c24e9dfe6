"""From a table to the declarations in its rows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from charter_admin.importing import lines, pairing
from charter_admin.importing.alignment import aligned, numbered
from charter_admin.importing.blocks import Cell, Table, flat, is_titlelike
from charter_admin.importing.cells import said, without_label, without_link
from charter_admin.importing.columns import SAMPLE, Columns, Row, columns, guessed, is_column_of_names
from charter_admin.importing.declarations import Declaration
from charter_admin.importing.headers import is_header, mentions_cookies, title
from charter_admin.importing.kinds import is_category, is_whom, named_provider, sorted_as, titled_provider
from charter_admin.importing.labels import labelled
from charter_admin.importing.lasting import is_duration, told
from charter_admin.importing.limits import MAX_COOKIES
from charter_admin.importing.names import likeness, names
from charter_admin.importing.rendering import JOINT
from charter_admin.importing.vocabulary import Role

_HEADER_WITHIN = 6
_MAX_SPOKEN = 4000


@dataclass(frozen=True)
class Setting:
    """What surrounds a table: the nearest heading that sorts cookies, whether cookies are spoken of there, whether
    the document has text but none about cookies, and who supplies what is told here."""

    heading: str | None
    about_cookies: bool
    elsewhere: bool = False
    provider: str | None = None
    lead: str | None = None
    purpose: str | None = None  # what the title above says they are for
    titled: bool = True  # cookies are spoken of in a title, not only in a sentence near by


def declarations(table: Table, setting: Setting) -> list[Declaration]:
    """Give the declarations of a table, in order, up to one too many; none if it is not a table of cookies."""
    rows: list[Row] = numbered([row for row in table.rows if any(cell.text for cell in row)])
    for *_, upright in sorted(_ways(rows), key=lambda way: (-way[0], -way[1])):
        start = _header_at(upright)
        if start is not None:
            return list(islice(_read(upright, start, table.caption, setting), MAX_COOKIES + 1))
    return list(islice(_unheaded(rows, table.caption, setting), MAX_COOKIES + 1))


def _unheaded(rows: Sequence[Row], caption: str | None, setting: Setting) -> Iterator[Declaration]:
    """Read a table without titles, where its values leave no doubt."""
    about = setting.about_cookies or (_speaks(rows) and not setting.elsewhere)
    about_these = setting.about_cookies or mentions_cookies(caption or "")
    found = guessed(rows) if about or about_these else None
    if found is not None and not about_these and "duration" not in found.places:
        found = None  # what only its own rows say of cookies may be a list of anything
    surroundings = _Surroundings(caption, setting)
    for row in rows if found else ():
        if (text := _alone(row)) and not names(row[0]):
            surroundings.enter(text)
        elif found is not None:
            yield from _declared(row, found, surroundings)


class _Surroundings:
    """The category and the provider that titles above a row tell."""

    def __init__(self, caption: str | None, setting: Setting) -> None:
        self.category, self.provider = setting.heading, setting.provider
        self.purpose = setting.purpose
        self.within: str | None = None
        if caption:
            self.enter(caption)
            self.within = None
            if not named_provider(caption):
                self.category, purpose = sorted_as(_better(caption, setting.heading))
                self.purpose = purpose or self.purpose
                self.provider = titled_provider(caption) or self.provider

    def enter(self, text: str) -> None:
        provider = named_provider(text)
        if provider is not None:
            self.provider = provider
        elif is_titlelike(text):
            self.category, self.purpose = sorted_as(text)
            self.within = self.category


def _better(caption: str, heading: str | None) -> str:
    """Take the caption for the category, unless it is a sentence or says no sort, and the title above does."""
    sorts = is_titlelike(caption) and is_category(caption)
    return caption if heading is None or sorts or not is_category(heading) else heading


def _ways(rows: Sequence[Row]) -> Iterator[tuple[float, int, Sequence[Row]]]:
    """Give the table as it is and turned, each with the share of its header that is understood, and its roles."""
    for upright in (rows, *_turned(rows)):
        start = _header_at(upright)
        if start is not None:
            texts = [flat(cell.text) for cell in upright[start] if cell.text]
            yield sum(title(text).role is not None for text in texts) / len(texts), _roles(upright[start]), upright


def _header_at(rows: Sequence[Row]) -> int | None:
    """Find the header: of the first rows that could be one, in a row, that which names most columns."""
    best, most = None, 0
    for place, row in enumerate(rows[:_HEADER_WITHIN]):
        # The names of settings, "cookie_name", title columns in the first row only.
        of_settings = place > 0 and any("_" in cell.text for cell in row)
        found = _roles(row) if not of_settings and _could_be_header(row, rows[place + 1 : place + 1 + SAMPLE]) else 0
        if best is not None and not found:
            break
        if found > most:
            best, most = place, found
    return best


def _could_be_header(row: Row, below: Sequence[Row]) -> bool:
    texts = [flat(cell.text) for cell in row]
    if len(row) < 2 or _alone(row) is not None:
        return False
    untitled = not texts[0] and _roles(row) > 1  # over the names there may stand nothing; `columns` looks at them
    return (
        is_header(texts)
        or untitled
        or any(is_column_of_names(title(text), below, place) for place, text in enumerate(texts))
    )


def _roles(row: Row) -> int:
    return len({title(flat(cell.text)).role for cell in row} - {None})


def _read(rows: Sequence[Row], start: int, caption: str | None, setting: Setting) -> Iterator[Declaration]:
    above = [text for row in rows[:start] if (text := _alone(row))]
    caption = caption or (above[-1] if above else None)
    surroundings = _Surroundings(caption, setting)
    spoken = _speaks(rows)
    about = setting.about_cookies or mentions_cookies(caption or setting.heading or "")
    about = about or (spoken and not setting.elsewhere)
    titled = setting.titled or mentions_cookies(caption or "")
    found = header = None
    for place, row in enumerate(rows[start:], start):
        if place > start and (text := _alone(row)) and not _is_name_only(row, found):
            surroundings.enter(text)
        elif place == start or _repeats_header(row):
            if row != header:
                header, below = row, rows[place + 1 : place + 1 + SAMPLE]
                elsewhere = setting.elsewhere and not spoken
                found = columns(row, below, about_cookies=about, elsewhere=elsewhere, doubtful=not (titled or spoken))
        elif found is not None:
            yield from _declared(_with_own_name(rows, place, found), found, surroundings)


def _with_own_name(rows: Sequence[Row], at: int, found: Columns) -> Row:
    """Give a row with its own name, where one cell over as many rows as it holds names tells them in order."""
    row, place = rows[at], found.places["name"]
    called = names(row[place]) if place < len(row) else ()
    if len(called) < 2:
        return row
    nearest = range(max(at - len(called), 0), min(at + len(called) + 1, len(rows)))
    same = [near for near in nearest if place < len(rows[near]) and rows[near][place] is row[place]]
    if len(same) != len(called):
        return row
    return (*row[:place], Cell(called[same.index(at)]), *row[place + 1 :])


def _speaks(rows: Sequence[Row]) -> bool:
    return mentions_cookies(" ".join(cell.text for row in rows[:20] for cell in row)[:_MAX_SPOKEN])


def _alone(row: Row) -> str | None:
    """Give the text of a row that has only one: a title for the rows below it, or a note."""
    said_cells = [cell for cell in row if cell.text]
    if not said_cells or said_cells[0] is not row[0] or any(cell is not row[0] for cell in said_cells):
        return None
    return flat(row[0].text)


def _is_name_only(row: Row, found: Columns | None) -> bool:
    """Tell whether a row's single text is a name without further cells, and no title."""
    if found is None or found.places["name"] != 0 or (len(row) > 1 and row[1] is row[0]):
        return False
    return bool(names(row[0])) and len(row[0].text.split()) == 1


def _repeats_header(row: Row) -> bool:
    texts = [flat(cell.text) for cell in row if cell.text]
    known = sum(title(text).role is not None for text in texts)
    return len(texts) > 1 and known >= 0.75 * len(texts) and is_header(texts)


def _declared(row: Row, found: Columns, around: _Surroundings) -> Iterator[Declaration]:
    passage = JOINT.join(flat(each.text) for each in row)
    row = aligned(row, found)

    def cell(role: Role) -> Cell:
        place = found.places.get(role, -1)
        return without_label(row[place], found.titles[place]) if 0 <= place < len(row) else Cell("")

    named = cell("name")
    called = names(named)
    durations = pairing.durations(cell("duration").text, called)
    if not any(each and is_duration(each) for each in durations):  # "see the list"
        beside = pairing.beside(named.text, called)
        durations = beside if any(beside) else durations
    within = _labelled(cell("purpose").text)
    durations = durations if any(durations) else pairing.durations(within.get("duration", ""), called)
    described = within.get("purpose") if within else without_link(cell("purpose").text)
    purposes = pairing.by_line(described or "", called, named.text)
    if "purpose" not in found.places:
        purposes = pairing.purposes_beside(named.text, called)
    providers = pairing.by_line(without_link(cell("provider").text), called, named.text)
    if found.by_service:
        providers = [around.provider or (who if who and is_whom(who) else None) for who in providers]
    besides = _besides(row, called, found)
    category = around.within if "category" in found.places else around.category
    for index, name in enumerate(called):
        yield Declaration(
            name=name,
            provider=providers[index] or within.get("provider") or around.provider,
            service=said(cell("service").text),
            purpose=purposes[index] or (around.purpose if "purpose" not in found.places else None),
            duration=durations[index] or besides[index] or _told(purposes[index]),
            party=said(cell("party").text),
            category=said(cell("category").text) or category,
            passage=passage,
        )


def _labelled(text: str) -> lines.Fields:
    """Give the fields that one cell tells line by line: "Purpose: …", then "Duration: …"."""
    parts = text.split("\n")
    pairs = [pair for part in parts for pair in labelled(part)] if len(parts) > 1 else []
    return lines.record(pairs)[1] if len(pairs) == len(parts) else {}


def _besides(row: Row, called: Sequence[str], found: Columns) -> list[str | None]:
    """Give the durations that another column tells where none is for them, one by one if it tells as many."""
    if "duration" in found.places:
        return [None] * len(called)
    texts = [each.text for each in row]
    freely = [each for place, each in enumerate(texts) if place == found.places.get("purpose")]
    text = next(filter(None, (*map(_told, texts), *(_told(each, freely=True) for each in freely))), None)
    return pairing.durations(text or "", called)


def _told(text: str | None, *, freely: bool = False) -> str | None:
    """Give the duration that a text about something else tells."""
    found = told(text or "", freely=freely)
    return found[0] if found else None


def _turned(rows: Sequence[Row]) -> Iterator[list[Row]]:
    """Read a table whose first column holds the titles, as one table or as several one after another."""
    rows = _cornered(rows)
    titled = [title(flat(row[0].text)) for row in rows]
    if not rows or max(map(len, rows)) < 2 or sum(found.role is not None for found in titled) < 2:
        return
    labels = [row[0].text for row in rows if row[0].text]
    of_settings = any("_" in label for label in labels) and any(title(flat(label)).role is None for label in labels)
    if of_settings or not is_header([flat(row[0].text) for row in rows]):
        return
    groups = _cards(rows)
    header = max((group for group in groups), key=len)
    labels = [flat(row[0].text) for row in header]
    turned: list[Row] = [[row[0] for row in header]]
    for group in groups:
        by_label = {flat(row[0].text): row for row in group}
        for place in range(1, max(map(len, group))):
            picked = [by_label.get(label) for label in labels]
            turned.append([row[place] if row and place < len(row) else Cell("") for row in picked])
    yield turned


def _cornered(rows: Sequence[Row]) -> Sequence[Row]:
    """Title the names where the corner over all other titles is empty."""
    if len(rows) < 3 or rows[0][0].text or not any(likeness(cell.text) == 1 for cell in rows[0][1:]):
        return rows
    if not all(title(flat(row[0].text)).role is not None for row in rows[1:]):
        return rows
    return [[Cell("Cookie"), *rows[0][1:]], *rows[1:]]


def _cards(rows: Sequence[Row]) -> list[list[Row]]:
    """Part the rows where the first title comes again."""
    groups: list[list[Row]] = []
    first = flat(rows[0][0].text)
    for row in rows:
        if not groups or flat(row[0].text) == first:
            groups.append([])
        groups[-1].append(row)
    return groups
