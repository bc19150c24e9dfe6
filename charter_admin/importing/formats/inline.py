"""The text of Markdown's inline markup.

Emphasis is read more strictly than the standard does: underscores and asterisks are common in the names
of cookies (`_ga_*`, or `_pk_id.*, _pk_ses.*`), where they must not be taken for markup.
"""

import re

from markdown_it import MarkdownIt
from markdown_it.token import Token

from charter_admin.importing.blocks import Cell, flat, lines_of

_MAX_INLINE = 20_000
_MARKUP = re.compile(r"[\\`*_\[\]<&~]")
# Escaped signs and code are out of reach of the emphasis patterns while they run.
_SHIELD = str.maketrans("*_~", "\ue000\ue001\ue002")
_UNSHIELD = str.maketrans("\ue000\ue001\ue002", "*_~")
_BEFORE = r"(?<![^\s(\[\"'«“‘_*~])"
_EMPHASIS = (
    re.compile(_BEFORE + r"\*\*\*(?=\S)([^*\n]+)\*\*\*(?![\w*])"),
    re.compile(_BEFORE + r"\*\*(?=\S)([^*\n]+\*?)\*\*(?![\w*])"),
    re.compile(_BEFORE + r"\*(?=\S)([^*\n]+)(?<=\S)\*(?![\w*])"),
    re.compile(_BEFORE + r"__(?=[^\s_])([^\n]{1,80}?)(?<=[^\s_])__(?![\w*<{\[#…])"),
    re.compile(_BEFORE + r"_(?=[^\s_])([^\n]{1,80}?)(?<=[^\s_])_(?![\w*<{\[#….])"),
    re.compile(r"~~(?=\S)([^~\n]+)~~"),
)
_TAG = re.compile(r"</?([a-zA-Z][a-zA-Z0-9]*)")
_KNOWN_TAGS = frozenset(
    [
        "a",
        "abbr",
        "b",
        "big",
        "br",
        "code",
        "del",
        "div",
        "em",
        "font",
        "i",
        "img",
        "ins",
        "kbd",
        "li",
        "mark",
        "ol",
        "p",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "tt",
        "u",
        "ul",
        "var",
    ]
)
_BREAKS = frozenset(["br", "p", "li", "div", "ul", "ol"])

_parser = MarkdownIt("commonmark").enable("strikethrough").disable(["emphasis", "strikethrough"])


def cell(source: str) -> Cell:
    """Read the markup of a table cell."""
    if not _MARKUP.search(source):
        return Cell(flat(source))
    tokens = _tokens(source)
    codes = tuple(flat(token.content) for token in tokens if token.type == "code_inline")
    return Cell(lines_of(_join(tokens, links=False)), codes)


def text(source: str, *, links: bool = False) -> str:
    """Read the markup of running text into one line; with `links`, their addresses are written out."""
    if not _MARKUP.search(source):
        return flat(source)
    return flat(_join(_tokens(source), links=links))


def _tokens(source: str) -> list[Token]:
    if len(source) > _MAX_INLINE:
        return [Token("text", "", 0, content=source)]
    tokens: list[Token] = []
    _parser.inline.parse(source, _parser, {}, tokens)
    return tokens


def _join(tokens: list[Token], *, links: bool) -> str:
    joined, addresses = "", []
    for token in tokens:
        joined += _content(token)
        if token.type == "link_open":
            addresses.append(str(token.attrs.get("href", "")))
        elif token.type == "link_close" and addresses:
            joined += _written_out(addresses.pop(), joined) if links else ""
    for pattern in _EMPHASIS:
        joined = pattern.sub(r"\1", joined)
    return joined.translate(_UNSHIELD)


def _content(token: Token) -> str:
    if token.type in ("code_inline", "text_special"):
        return token.content.translate(_SHIELD)
    if token.type in ("softbreak", "hardbreak"):
        return " " if token.type == "softbreak" else "\n"
    if token.type == "html_inline":
        return _tag(token.content)
    return token.content if token.type in ("text", "image") else ""


def _tag(markup: str) -> str:
    """Drop a tag of HTML; keep what only looks like one, as the `<id>` of `_ga_<id>`."""
    name = _TAG.match(markup)
    if markup.startswith("<!"):
        return ""
    if name is None or name[1].lower() not in _KNOWN_TAGS:
        return markup.translate(_SHIELD)
    return "\n" if name[1].lower() in _BREAKS else ""


def _written_out(address: str, before: str) -> str:
    if not address.startswith(("https://", "http://")) or "/".join(address.split("/")[:3]) in before[-300:]:
        return ""
    return f" <{address.translate(_SHIELD)}>"
