"""Cards of a consent tool: labelled lines of a service, among which its cookies are named after the service itself."""

from collections.abc import Iterator, Sequence

from charter_admin.importing import labels, lines
from charter_admin.importing.blocks import Cell, Heading, Paragraph
from charter_admin.importing.headers import Title, title
from charter_admin.importing.names import likeness, names

Text = Heading | Paragraph


def names_first(texts: Sequence[Text]) -> Iterator[Text]:
    """Put the line that names the cookies first, and call a service what "Name" names where another names those."""
    place = 0
    while place < len(texts):
        at = _cookies_at(texts, place) if _names_service(texts[place]) else None
        if at is None:
            yield texts[place]
            place += 1
        else:
            yield texts[at]
            yield Paragraph(f"Service: {_value(texts[place])}")
            yield from texts[place + 1 : at]
            place = at + 1


def _cookies_at(texts: Sequence[Text], start: int) -> int | None:
    """Find the line of the same card whose label says that it names cookies."""
    for place in range(start + 1, len(texts)):
        pairs = labels.labelled(lines.bare(texts[place].text))
        if not pairs:
            return None
        if pairs[0][0] == "name":
            return place if _label(texts[place]).tracker else None
    return None


def _names_service(text: Text) -> bool:
    """Tell whether a line is labelled as a name, but of nothing that surely is a cookie."""
    pairs = labels.labelled(lines.bare(text.text))
    if len(pairs) != 1 or pairs[0][0] != "name" or _label(text).tracker:
        return False
    return not any(likeness(name) == 1 for name in names(Cell(pairs[0][1])))


def _label(text: Text) -> Title:
    return title(lines.bare(text.text).partition(":")[0])


def _value(text: Text) -> str:
    return labels.labelled(lines.bare(text.text))[0][1]
