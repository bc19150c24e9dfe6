"""Which column of a table holds what: by its title, and where that leaves a doubt by its values."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from charter_admin.importing.blocks import Cell
from charter_admin.importing.cells import is_answer, is_host, is_party, is_sentence, is_storage, said
from charter_admin.importing.headers import Title, title
from charter_admin.importing.kinds import is_plain_category, is_whom, named_provider
from charter_admin.importing.lasting import AMOUNT, WORDED, is_duration, is_only_duration
from charter_admin.importing.names import is_kind, likeness, names
from charter_admin.importing.vocabulary import Role

SAMPLE = 60  # rows looked at to judge a column
_MOSTLY = 0.6
_RARELY = 0.6
_SURE_ENOUGH = 4.5
_FOREIGN_COST = 4.0
_SURE_NAME = 2
_PER_ROLE = 0.5
_MAX_FOR_ROLES = 2.0
_SURE_SHARE = 0.75
_LIKELY_SHARE = 0.8
_MAX_WORDS_OF_NAMES = 8
_WORDS_OF_A_PURPOSE = 3.5
_WORDS_OF_A_DURATION = 7
_WORDS_OF_A_NAME = 1.5
_LONGEST_PARTICLE = 3  # "Ville de Rives"
_DATE = re.compile(r"\d{4}-\d\d?-\d\d?|\d\d?[./]\d\d?[./]\d{4}")

_PLAIN_VALUES: tuple[tuple[Role, Callable[[str], bool]], ...] = (
    ("party", is_party),
    ("duration", lambda text: is_duration(text) and len(text.split()) <= _WORDS_OF_A_DURATION),
    ("provider", is_host),
    ("purpose", is_sentence),
)

Row = Sequence[Cell]


@dataclass(frozen=True)
class Columns:
    """Places of the columns by role, their titles, and how surely these are declarations of cookies."""

    places: dict[Role, int]
    titles: tuple[str, ...]
    evidence: float

    @property
    def by_service(self) -> bool:
        """Whether it is only their service that tells who supplies the cookies."""
        return "service" in self.places and self.places.get("provider") == self.places["service"]


def columns(
    header: Row, rows: Sequence[Row], *, about_cookies: bool, elsewhere: bool, doubtful: bool = False
) -> Columns | None:
    """Read a header over its rows; None if this is no table of cookies.

    `about_cookies`: cookies are spoken of around; `elsewhere`: the document is about something else; `doubtful`: what
    speaks of them may be the banner, so that names under a title such as "Name" have to look like names.
    """
    titles = [title(cell.text.replace("\n", " ")) for cell in header]
    values = [_column(rows, place) for place in range(len(header))]
    place, evidence = _names(titles, values, untitled=about_cookies and not header[0].text)
    if place is None:
        return None
    places: dict[Role, int] = {"name": place}
    _assign(places, titles, values)
    evidence += min(_MAX_FOR_ROLES, _PER_ROLE * (len(places) - 1)) + about_cookies
    stored = any(cells and _mostly(is_storage, cells) for cells in values)  # "HTTP cookie", "Local storage"
    evidence += stored
    evidence -= _FOREIGN_COST * any(found.foreign for found in titles)
    weak = titles[place].name_strength < 2
    if weak and doubtful and not stored and _name_share(values[place]) < _LIKELY_SHARE:
        return None
    if "duration" in places and weak and not about_cookies:
        evidence -= _FOREIGN_COST * _mostly(_is_date, values[places["duration"]])  # what ends on a day is no cookie
    typical = bool({"duration", "party", "provider"} & places.keys())
    if evidence < _SURE_ENOUGH or (weak and not about_cookies and (elsewhere or not typical)):
        return None
    _assign_supplier(places, titles, values)
    return Columns(places, tuple(" ".join(cell.text.split()) for cell in header), evidence)


def _column(rows: Sequence[Row], place: int) -> list[Cell]:
    """Sample the said values of a column. A cell that spans the row is a title, no value."""
    return [
        row[place]
        for row in rows[:SAMPLE]
        if place < len(row) and said(row[place].text) and not (len(row) > 1 and row[0] is row[-1])
    ]


def _names(titles: Sequence[Title], values: Sequence[list[Cell]], *, untitled: bool) -> tuple[int | None, float]:
    """Find the column of names, and how surely it is one."""
    best, most = None, 0.0
    for place, found in enumerate(titles):
        share = _name_share(values[place])
        sure = found.name_strength + 3 * share + _are_theirs(found, share, values[place])
        enough = share > 0 or found.name_strength >= 2
        if found.name_strength > 0 and enough and sure > most:
            best, most = place, sure
    # Over names that lead their rows there may stand no title.
    if best is None and untitled and _name_share(values[0]) >= _LIKELY_SHARE:
        return 0, _name_share(values[0]) * 3
    return best, most


def _are_theirs(found: Title, share: float, cells: Sequence[Cell]) -> bool:
    """Tell whether a column of "third-party cookies" holds their names, and does not say whose they are."""
    return found.role == "party" and share >= _MOSTLY and not _mostly(is_party, cells)


def is_column_of_names(found: Title, rows: Sequence[Row], place: int) -> bool:
    """Tell whether a column is surely one of names, whatever the columns beside it."""
    return found.name_strength >= _SURE_NAME and _name_share(_column(rows, place)) >= _MOSTLY


def _name_share(cells: Sequence[Cell]) -> float:
    called = [name for cell in cells for name in names(cell)]
    if not cells or (len(called) > 1 and all(map(is_kind, called))):
        return 0
    return sum(max(map(likeness, names(cell)), default=0.0) for cell in cells) / len(cells)


def _assign(places: dict[Role, int], titles: Sequence[Title], values: Sequence[list[Cell]]) -> None:
    """Give each further role to the column whose title says it best, the first of equals."""
    ranked = sorted(range(len(titles)), key=lambda place: (titles[place].rank, place))
    described = sum(_describes(titles[place], values[place]) for place in ranked if place != places["name"])
    for place in ranked:
        role = _role(titles[place], values[place])
        # "Purpose: Marketing", with another column that says what the cookie does.
        if role == "purpose" and described and _mostly(is_plain_category, values[place]) and values[place]:
            role = "category"
        if role is not None and place != places["name"]:
            places.setdefault(role, place)
    taken = set(places.values())
    for place, found in enumerate(titles):
        role = _role_by_values(found, values[place]) if place not in taken else None
        if role is not None:
            places.setdefault(role, place)
    _assign_duration(places, values)


def _assign_duration(places: dict[Role, int], values: Sequence[list[Cell]]) -> None:
    """Take the column of kinds for the durations too, where it tells both: "Type and duration"."""
    if "duration" not in places:
        kinds: list[Role] = ["category", "party"]
        held = (places[role] for role in kinds if role in places)
        place = next((place for place in held if values[place] and _mostly(_holds_duration, values[place])), None)
        if place is not None:
            places["duration"] = place


def _assign_supplier(places: dict[Role, int], titles: Sequence[Title], values: Sequence[list[Cell]]) -> None:
    """Take the services for the providers where nothing else tells these: "Matomo", not "Shopping basket"."""
    place = places.get("service")
    if "provider" in places or place is None or titles[place].rank > 0:
        return
    telling = is_whom if titles[place].role == "service" else named_provider
    if any(telling(cell.text) for cell in values[place]):
        places["provider"] = place


def _holds_duration(text: str) -> bool:
    return bool(AMOUNT.search(text) or WORDED.search(text))


def _describes(found: Title, cells: Sequence[Cell]) -> bool:
    """Tell whether a column says in sentences what the cookies do."""
    wordy = bool(cells) and _mostly(is_sentence, cells) and not _mostly(is_plain_category, cells)
    return wordy and (found.role == "purpose" or (found.role is None and not found.foreign))


def _role_by_values(found: Title, cells: Sequence[Cell]) -> Role | None:
    """Give the role that is plain from the values under a title which says nothing, or "cookie" again."""
    if found.role not in (None, "name") or found.other or found.foreign or not cells:
        return None
    for role, test in _PLAIN_VALUES:
        if _mostly(test, cells):
            return role
    # "Name: Google Analytics, Cookie name: _ga": the other name is that of the service.
    other_name = found.role == "name" and _name_share(cells) < _RARELY and not _mostly(_is_number, cells)
    return "service" if other_name else None


def _role(found: Title, cells: Sequence[Cell]) -> Role | None:
    if cells and _mostly(is_answer, cells):
        return None  # "Third party? No"
    if found.role == "purpose" and cells and _mostly(is_host, cells):
        return "provider"
    doubtful = found.role in ("party", "category") or (found.role == "provider" and found.rank > 0)
    if not doubtful or not cells:
        return None if found.role == "name" else found.role
    if _mostly(is_party, cells):
        return "party"
    if found.role == "category" and _mostly(is_storage, cells):
        return None
    # "Sub-group of cookies: example.com"
    if found.role == "category" and _mostly(is_host, cells):
        return "provider"
    return found.role


def _is_date(text: str) -> bool:
    return bool(_DATE.match(text))


def _is_number(text: str) -> bool:
    return not any(map(str.isalpha, text))


def _mostly(test: Callable[[str], bool], cells: Sequence[Cell]) -> bool:
    return sum((test(cell.text)) for cell in cells) >= _MOSTLY * len(cells)


def guessed(rows: Sequence[Row]) -> Columns | None:
    """Tell the columns of a table without a header by their values; None where these leave a doubt."""
    width = max(map(len, rows), default=0)
    values = [_column(rows, place) for place in range(width)]
    shares = [_name_share(cells) if _are_short(cells) else 0.0 for cells in values]
    place = max(range(width), key=lambda place: shares[place], default=None)
    if place is None or len(rows) < 2 or shares[place] < _SURE_SHARE or len(values[place]) < _MOSTLY * len(rows):
        return None
    if not any(likeness(name) > 0 for name in names(rows[0][place])):
        return None  # the titles of something else
    places: dict[Role, int] = {"name": place}
    for other in (other for other in range(width) if other != place and values[other]):
        if (role := _guess(values[other])) is not None:
            places.setdefault(role, other)
    if "purpose" not in places:
        _guess_purpose(places, values)
    enough = "purpose" in places or "duration" in places
    return Columns(places, ("",) * width, shares[place]) if enough else None


def _guess_purpose(places: dict[Role, int], values: Sequence[list[Cell]]) -> None:
    """Take for the purposes the wordiest of several columns of text, and the next for the providers."""
    taken = {place for role, place in places.items() if role != "provider"}
    free = [place for place, cells in enumerate(values) if cells and place not in taken]
    free.sort(key=lambda place: -_words(values[place]))
    if len(free) > 1 and _words(values[free[0]]) > _WORDS_OF_A_NAME:
        places["purpose"], places["provider"] = free[0], free[1]
    elif len(free) == 1 and _words(values[free[0]]) > _WORDS_OF_A_NAME and not _mostly(_is_proper, values[free[0]]):
        places["purpose"] = free[0]
        places.pop("provider", None)


def _is_proper(text: str) -> bool:
    """Tell whether a text may be somebody's name: all its longer words are capitalised."""
    words = [word for word in text.split() if len(word) > _LONGEST_PARTICLE]
    return named_provider(text) is not None or all(word[:1].isupper() for word in words)


def _words(cells: Sequence[Cell]) -> float:
    return sum(len(cell.text.split()) for cell in cells) / len(cells)


def _are_short(cells: Sequence[Cell]) -> bool:
    return all(len(cell.text.split()) <= _MAX_WORDS_OF_NAMES for cell in cells)


def _guess(cells: Sequence[Cell]) -> Role | None:
    tests: tuple[tuple[Role, Callable[[str], bool]], ...] = (
        ("party", is_party),
        ("duration", is_only_duration),
        ("category", is_plain_category),
        ("provider", is_host),
    )
    for role, test in tests:
        if _mostly(test, cells):
            return role
    if _words(cells) >= _WORDS_OF_A_PURPOSE:
        return "purpose"
    return "provider" if all(cell.text[:1].isupper() for cell in cells) else None
