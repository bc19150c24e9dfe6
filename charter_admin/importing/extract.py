"""The importer's door: from the bytes of a charter to what it declares."""

import re
from dataclasses import replace
from importlib import import_module

from charter_admin.importing.blocks import Block, Document, Heading, Table, is_titlelike
from charter_admin.importing.confidence import judge
from charter_admin.importing.declarations import Charter, Declaration
from charter_admin.importing.errors import ImportRefused
from charter_admin.importing.formats import delimited, text
from charter_admin.importing.formats.cost import check_tables
from charter_admin.importing.headers import mentions_cookies
from charter_admin.importing.locale import locale_of
from charter_admin.importing.platform import platform_of
from charter_admin.importing.read import Source, read
from charter_admin.importing.tables import Setting, declarations

# A short line with a colon right above a table is its title, unless it only announces the table.
_SHORT = 6
_MOST = 20_000
_MAX_PASSAGE = 4000
_LEAD_IN = re.compile(
    r"\b(?:voici|liste|suivante?s?|ci-dessous|tableau|here|list|following|table|folgende\w*|liste|tabelle|siguientes?|"
    r"tabla|seguenti|tabella|volgende|tabel|types?|utilise|utilisent|utilisons|d[ée]pos(?:e|ent|ons)|uses?|sets?|"
    r"verwende[nt]|nutz(?:t|en)|setz(?:t|en)|usa|usamos|utiliza|utilizamos|utilizza|utilizziamo|gebruik(?:t|en))\b",
    re.I,
)


def import_bytes(data: bytes, filename: str = "") -> Charter:
    """Read a charter of any supported format. Raises ImportRefused when it is unreadable."""
    return extract(read(data, filename))


def extract(source: Source) -> Charter:
    """Find the declarations of a decoded charter. Raises ImportRefused for one built to take too long."""
    document = _document(source)
    return Charter(
        locale=locale_of(document),
        platform=platform_of(document),
        cookies=tuple(_declarations(document, source.filename)),
    )


def _document(source: Source) -> Document:
    if source.format == "delimited":
        return delimited.read(source.text) or text.read(source.text)
    # Each reader is loaded when it is needed: most take longer to load than a page takes to read.
    reader = import_module(f"charter_admin.importing.formats.{source.format}")
    document: Document = reader.read(source.data or source.text)
    return document


def _declarations(document: Document, filename: str) -> list[Declaration]:
    found: list[Declaration] = []
    seen: set[Declaration] = set()
    check_tables(sum(isinstance(block, Table) for block in document.blocks))
    around = _Around(document, filename)
    for block in document.blocks:
        if isinstance(block, Table):
            fresh = [each for each in declarations(block, around.setting()) if each not in seen]
            found += [_finished(each, block) for each in fresh]
            # A page often holds a table twice, the second time for small screens.
            seen.update(fresh)
            if len(found) > _MOST:
                raise ImportRefused("too_many")
        around.pass_by(block)
    return found


def _finished(found: Declaration, table: Table) -> Declaration:
    """Add how sure it is; the passage is what a person looks at, not the whole of a huge row."""
    return replace(found, passage=found.passage[:_MAX_PASSAGE], confidence=judge(found, guessed=table.guessed))


class _Around:
    """What has been read so far around the next table."""

    def __init__(self, document: Document, filename: str) -> None:
        prose = [block.text for block in document.blocks if not isinstance(block, Table)]
        self.headings: list[Heading] = []
        self.last: str | None = None
        self.about_page = mentions_cookies(f"{document.title or ''} {filename}")
        self.elsewhere = bool(prose) and not self.about_page and not any(map(mentions_cookies, prose))

    def pass_by(self, block: Block) -> None:
        if isinstance(block, Heading):
            self.headings = [*(above for above in self.headings if above.level < block.level), block]
        if not isinstance(block, Table):  # tables one after another share what is said above them
            self.last = block.text

    def setting(self) -> Setting:
        heading = self.headings[-1].text if self.headings else None
        last = self.last or ""
        if heading is None and is_titlelike(last):
            heading = last
        if last.endswith(":") and len(last.split()) <= _SHORT and not _LEAD_IN.search(last):
            heading = last.rstrip(" \u00a0:")
        spoken = " ".join([*(above.text for above in self.headings), self.last or ""])
        return Setting(heading, self.about_page or mentions_cookies(spoken), self.elsewhere)
