"""The importer's door: from the bytes of a charter to what it declares."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from importlib import import_module
from itertools import pairwise

from charter_admin.importing import labels, lines
from charter_admin.importing.again import Tables
from charter_admin.importing.blocks import Block, Document, Heading, Paragraph, Table, flat, is_titlelike
from charter_admin.importing.confidence import judge
from charter_admin.importing.declarations import Charter, Declaration
from charter_admin.importing.errors import ImportRefused
from charter_admin.importing.formats import delimited, text
from charter_admin.importing.formats.cost import check_tables
from charter_admin.importing.headers import mentions_cookies
from charter_admin.importing.kinds import (
    is_category,
    is_elsewhere,
    is_plain_category,
    is_whom,
    named_provider,
    sorted_as,
    titled_provider,
)
from charter_admin.importing.limits import MAX_COOKIES
from charter_admin.importing.listing import Listing, tells
from charter_admin.importing.locale import locale_of
from charter_admin.importing.platform import platform_of
from charter_admin.importing.read import Source, read
from charter_admin.importing.rendering import bounded, rendered
from charter_admin.importing.sources import reading
from charter_admin.importing.tables import Setting, declarations

# A short line with a colon right above a table is its title, unless it only announces the table.
_SHORT = 6
_LOWEST = 6  # of a title that only looks like one, and whose part ends nobody knows where
_MAX_PASSAGE = 4000
_COINED = re.compile(r"(?:[A-Z][a-z]+){2,}")  # a title that is no word of any language: "AddToAny"
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
    page = reading.declaration_page(source.text)
    if page is not None:
        source = Source(page, "html", source.filename)
    structured = reading.read(source.text)
    if structured is not None:
        return replace(structured, text=bounded(source.text))
    document = _document(source)
    found = Charter(
        locale=locale_of(document),
        platform=platform_of(document),
        cookies=tuple(_declarations(document, source.filename)),
        text=rendered(document),
    )
    inner = reading.within_page(source.text) if source.format == "html" and not found.cookies else None
    return found if inner is None else replace(found, cookies=inner.cookies)


def _document(source: Source) -> Document:
    if source.format == "delimited":
        return delimited.read(source.text) or text.read(source.text)
    # Each reader is loaded when it is needed: most take longer to load than a page takes to read.
    reader = import_module(f"charter_admin.importing.formats.{source.format}")
    document: Document = reader.read(source.data or source.text)
    return document


def _declarations(document: Document, filename: str) -> list[Declaration]:
    check_tables(sum(isinstance(block, Table) for block in document.blocks))
    around = _Around(document, filename)
    found: list[Declaration] = []
    told: list[tuple[int, Declaration]] = []
    tables = Tables()
    seen: set[Declaration] = set()
    for run in _runs(document.blocks):
        if isinstance(run, Table):
            here = list(declarations(run, around.setting()))
            fresh = [each for each in here if _without_title(each) not in seen]
            if fresh and not tables.fills(run, here, found):
                tables.add(run, len(found), fresh)
                found += [_finished(each, guessed=run.guessed) for each in fresh]
            # A page often holds a table twice, the second time for small screens.
            seen.update(map(_without_title, fresh))
            around.pass_by(run)
        elif around.elsewhere and not tells(run):
            for block in run:
                around.pass_by(block)
        else:
            read_here = Listing(around.setting, around.pass_by).read(run)
            told += [(len(found), _finished(each, guessed=False)) for each in read_here]
        if len(found) + len(told) > MAX_COOKIES:
            raise ImportRefused("too_many")
    return _joined(found, told)


def _joined(found: list[Declaration], told: list[tuple[int, Declaration]]) -> list[Declaration]:
    """Put what lists and prose tell in its place, but for what a table or a list told already."""
    known = {each.name for each in found}
    fresh: dict[tuple[str, str | None], tuple[int, Declaration]] = {}
    for place, each in told:
        key = (each.name, each.provider)
        former = fresh.get(key)
        if each.name not in known and (former is None or _fields(each) > _fields(former[1])):
            fresh[key] = (place if former is None else former[0], each)
    named = {name for name, provider in fresh if provider is not None}
    kept = [both for (name, provider), both in fresh.items() if provider is not None or name not in named]
    return [
        each
        for place in range(len(found) + 1)
        for each in [*(each for at, each in kept if at == place), *found[place : place + 1]]
    ]


def _fields(each: Declaration) -> int:
    return sum(field is not None for field in (each.provider, each.purpose, each.duration))


def _without_title(each: Declaration) -> Declaration:
    """Drop a title that sorts nothing: "On small screens"."""
    return each if is_category(each.category or "") else replace(each, category=None)


def _runs(blocks: Sequence[Block]) -> Iterator[Table | list[Heading | Paragraph]]:
    """Give the tables, and the texts between them together."""
    run: list[Heading | Paragraph] = []
    for block in blocks:
        texts = _labelled_rows(block) if isinstance(block, Table) else [block]
        run += texts
        if isinstance(block, Table) and not texts:
            if run:
                yield run
            run = []
            yield block
    if run:
        yield run


def _labelled_rows(table: Table) -> list[Heading | Paragraph]:
    """Give rows as "Name: _ga | Purpose: …" as the lines they are; none for a table."""
    rows = [" ; ".join(cell.text for cell in row if cell.text) for row in table.rows]
    alike = all(len(row) > 1 and labels.labelled(row[0].text) for row in table.rows)
    return [Paragraph(flat(row)) for row in rows] if alike else []


def _finished(found: Declaration, *, guessed: bool) -> Declaration:
    """Add how sure it is; the passage is what a person looks at, not the whole of a huge row."""
    return replace(found, passage=found.passage[:_MAX_PASSAGE], confidence=judge(found, guessed=guessed))


class _Around:
    """What has been read so far around the next table."""

    def __init__(self, document: Document, filename: str) -> None:
        prose = [block.text for block in document.blocks if not isinstance(block, Table)]
        self.headings: list[Heading] = []
        self.last: str | None = None
        self.lead: str | None = None
        self.topic = False
        self.suppliers = _suppliers(document.blocks)
        self.about_page = mentions_cookies(f"{document.title or ''} {filename}")
        self.elsewhere = bool(prose) and not self.about_page and not any(map(mentions_cookies, prose))

    def pass_by(self, block: Block) -> None:
        if isinstance(block, Heading):
            self.topic = (self.topic or mentions_cookies(block.text)) and block.level == _LOWEST
            self.topic = self.topic and not is_elsewhere(block.text)
            self.headings = [*(above for above in self.headings if _stays(above, block)), block]
        if not isinstance(block, Table):  # tables one after another share what is said above them
            self.last = block.text
            announces = isinstance(block, Heading) or block.text.endswith(":") or mentions_cookies(block.text)
            if announces or not (self.lead or "").endswith(":"):
                self.lead = block.text

    def setting(self) -> Setting:
        heading = self.headings[-1].text if self.headings else None
        provider = heading if heading in self.suppliers else named_provider(heading or "")
        if provider is not None:
            heading = next((above.text for above in reversed(self.headings[:-1]) if is_category(above.text)), None)
        elif heading is not None:
            provider = titled_provider(heading) or self._above()
        if _only_of_cookies(heading):
            # "List of cookies", under what sort they are of.
            sorts = (above.text for above in reversed(self.headings) if is_category(above.text))
            heading = next(sorts, heading)
        last = self.last or ""
        if heading is None and provider is None and is_titlelike(last):
            provider = named_provider(last)
            heading = None if provider else last
        if _only_of_cookies(heading) and is_titlelike(last) and is_plain_category(last):
            heading = last  # "Necessary", in small print right above its table
        if last.endswith(":") and len(last.split()) <= _SHORT and not _LEAD_IN.search(last):
            provider = named_provider(last) or provider
            heading = heading if named_provider(last) else last.rstrip(" \u00a0:")
        spoken = " ".join([*(above.text for above in self.headings), self.last or ""])
        about = (
            self.topic
            or (self.about_page and not any(is_elsewhere(above.text) for above in self.headings))
            or (mentions_cookies(spoken) and not is_elsewhere(self.headings[-1].text if self.headings else ""))
        )
        titles = " ".join(above.text for above in self.headings)
        titled = self.topic or self.about_page or mentions_cookies(titles)
        heading, purpose = sorted_as(heading) if heading is not None else (None, None)
        return Setting(heading, about, self.elsewhere, provider, self.lead, purpose, titled)

    def _above(self) -> str | None:
        """Give the provider whose title stands above that of a sort of cookies."""
        titles = [above.text for above in self.headings]
        return named_provider(titles[-2]) if len(titles) > 1 and is_category(titles[-1]) else None


def _only_of_cookies(heading: str | None) -> bool:
    """Tell whether a title speaks of cookies, but of no sort of them."""
    return heading is not None and mentions_cookies(heading) and not is_category(heading)


def _suppliers(blocks: Sequence[Block]) -> frozenset[str]:
    """Give the titles right above cookies that name somebody unknown, beside others of the same level who are known."""
    titles = [above for above, below in pairwise(blocks) if isinstance(above, Heading) and _tells(below)]
    known = {above.level for above in titles if named_provider(above.text)}
    return frozenset(
        each.text
        for each in titles
        if (each.level in known or _COINED.fullmatch(each.text))
        and is_whom(each.text)
        and not mentions_cookies(each.text)
    )


def _tells(block: Block) -> bool:
    """Tell whether a block is a table, or a line that tells a cookie."""
    return isinstance(block, Table) or (
        isinstance(block, Paragraph) and lines.entry(block.text, block.codes) is not None
    )


def _stays(above: Heading, block: Heading) -> bool:
    """Tell whether a title goes on above the next: by level, or as the category of a provider of the same level."""
    below = above.level == block.level and is_category(above.text) and named_provider(block.text) is not None
    return above.level < block.level or below
