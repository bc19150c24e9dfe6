"""The document in plain lines, to read beside what was found in it. Pure.

A row of a table is one line, joined as the passages of declarations are, so that a passage is found again in it.
"""

from collections.abc import Iterator

from charter_admin.importing.blocks import Block, Document, Heading, Table, flat

MAX_TEXT = 300_000  # characters: a long page whole, and of a book its beginning
JOINT = " | "


def rendered(document: Document) -> str:
    """The document's words in reading order, a blank line before titles and around tables."""
    said: list[str] = []
    length = 0
    for line in _lines(document):
        said.append(line)
        length += len(line) + 1
        if length > MAX_TEXT:
            break
    return bounded("\n".join(said).strip("\n"))


def bounded(text: str) -> str:
    """The beginning of a text that is too long to show, up to the end of a line where there is one."""
    if len(text) <= MAX_TEXT:
        return text
    return text[: text.rfind("\n", MAX_TEXT // 2, MAX_TEXT) if "\n" in text[MAX_TEXT // 2 : MAX_TEXT] else MAX_TEXT]


def _lines(document: Document) -> Iterator[str]:
    before: Block | None = None
    for block in document.blocks:
        if before is not None and (isinstance(block, Heading | Table) or isinstance(before, Table)):
            yield ""
        yield from _of_table(block) if isinstance(block, Table) else block.text.split("\n")
        before = block


def _of_table(table: Table) -> Iterator[str]:
    if table.caption:
        yield flat(table.caption)
    for row in table.rows:
        yield JOINT.join(flat(cell.text) for cell in row)
