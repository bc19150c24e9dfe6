"""Markdown: blocks by markdown-it, and the text of their markup."""

import re
from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.token import Token

from charter_admin.importing.blocks import Block, Cell, Document, Heading, Paragraph, Table, flat, is_titlelike
from charter_admin.importing.formats import html, inline
from charter_admin.importing.formats import text as plain

_MAX_PARSED = 300_000
_HTML_TABLE = re.compile(r"<table[\s>]|</table\s*>", re.I)
_FRONT_MATTER = re.compile(r"\A---\n(.{0,5000}?)\n(?:---|\.\.\.)\n", re.S)
_SETTING = re.compile(r"^(\w+)\s*:\s*[\"']?([^\n]*?)[\"']?[ \t]*$", re.M)
_BOLD = re.compile(r"(\*\*|__)[^*]+\1\s*:?")
_LABELLED = re.compile(r"[*_]{0,3}[^:\n*_]{1,40}(?::[*_]{0,3}|[*_]{1,3}\s*:)\s")
_CODE = re.compile(r"(?<!`)`([^`\n]{1,200})`(?!`)")
_parser = MarkdownIt("commonmark").enable("table").disable(["inline", "text_join"])


def read(source: str) -> Document:
    """Read a Markdown text, with the HTML tables it may hold."""
    front = _FRONT_MATTER.match(source)
    settings = {key.lower(): value for key, value in _SETTING.findall(front[1])} if front else {}
    body = source[front.end() :] if front else source
    blocks: list[Block] = []
    for part, is_html in _parts(body):
        blocks += html.read(part).blocks if is_html else _blocks(part)
    return Document(
        tuple(blocks),
        title=settings.get("title") or None,
        locale=settings.get("lang") or settings.get("locale") or None,
    )


def _parts(body: str) -> Iterator[tuple[str, bool]]:
    """Cut out the HTML tables: Markdown itself would end them at an empty line."""
    start, depth = 0, 0
    for tag in _HTML_TABLE.finditer(body):
        opening = not tag[0].startswith("</")
        if opening and depth == 0:
            yield body[start : tag.start()], False
            start = tag.start()
        depth = max(0, depth + (1 if opening else -1))
        if not opening and depth == 0:
            yield body[start : tag.end()], True
            start = tag.end()
    yield body[start:], depth > 0


def _blocks(source: str) -> Iterator[Block]:
    return _parsed(source) if len(source) <= _MAX_PARSED else _by_lines(source)


def _by_lines(source: str) -> Iterator[Block]:
    """Read a huge text by its lines, which takes a tenth of the time of parsing it."""
    for block in plain.read(source).blocks:
        if isinstance(block, Table):
            yield Table(tuple(tuple(inline.cell(cell.text) for cell in row) for row in block.rows))
        else:
            yield block


def _parsed(source: str) -> Iterator[Block]:
    tokens = iter(_parser.parse(source))
    for token in tokens:
        if token.type == "heading_open":
            source = next(tokens).content
            yield Heading(inline.text(source), int(token.tag[1:]), _codes(source))
        elif token.type == "paragraph_open":
            yield from _paragraph(next(tokens).content)
        elif token.type == "table_open":
            yield _table(tokens)
        elif token.type in ("fence", "code_block"):
            yield from plain.read(token.content).blocks
        elif token.type == "html_block":
            yield from html.read(token.content).blocks


def _paragraph(source: str) -> Iterator[Block]:
    if "\n" in source and any(isinstance(block, Table) for block in plain.read(source).blocks):
        yield from plain.read(source).blocks
        return
    if "\n" in source and all(map(_LABELLED.match, source.split("\n"))):
        for line in source.split("\n"):
            yield from _paragraph(line)
        return
    text = inline.text(source, links=True)
    if _BOLD.fullmatch(source.strip()) and is_titlelike(text):
        yield Heading(text)
    elif text:
        yield Paragraph(text, _codes(source))


def _codes(source: str) -> tuple[str, ...]:
    return tuple(map(flat, _CODE.findall(source))) if "`" in source else ()


def _table(tokens: Iterator[Token]) -> Table:
    rows: list[tuple[Cell, ...]] = []
    row: list[Cell] = []
    for token in tokens:
        if token.type == "table_close":
            break
        if token.type == "inline":
            row.append(inline.cell(token.content))
        elif token.type == "tr_close":
            rows.append(tuple(row))
            row = []
    return Table(tuple(rows))
