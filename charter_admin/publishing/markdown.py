"""Texts of a charter: Markdown in, harmless HTML out. Pure.

Two walls: the Markdown reader takes no HTML and few kinds of links, and the sanitiser passes only what is listed here.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup, escape

SCHEMES = {"http", "https", "mailto"}
# The page's title is h1, a section's h2: headings inside a section begin below.
FIRST_LEVEL, LAST_LEVEL = 3, 6

_TAGS = {
    "p", "br", "hr", "strong", "em", "s", "code", "pre", "blockquote", "ul", "ol", "li", "a",
    "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
_ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}, "th": {"scope"}}


@lru_cache(maxsize=512)
def to_html(source: str) -> Markup:
    """The text as HTML without images, scripts, styles, or links to anything but web and mail addresses."""
    tokens = _READER.parse(source)
    _level_headings(tokens)
    html = _READER.renderer.render(tokens, _READER.options, {})
    # S704: this is what the sanitiser let through, which is the point of it.
    return Markup(_sanitised(html))  # noqa: S704


def _sanitised(html: str) -> str:
    return nh3.clean(
        html,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        attribute_filter=_attribute,
        url_schemes=SCHEMES,
        link_rel="noopener noreferrer",
    )


def _attribute(_tag: str, name: str, value: str) -> str | None:
    return None if name == "href" and not _is_address(value) else value


def _level_headings(tokens: Sequence[Token]) -> None:
    """The highest heading used becomes the first allowed one, and no level is left out in between."""
    headings = [token for token in tokens if token.type in ("heading_open", "heading_close")]
    used = sorted({token.tag for token in headings})
    for token in headings:
        token.tag = f"h{min(FIRST_LEVEL + used.index(token.tag), LAST_LEVEL)}"


def _reader() -> MarkdownIt:
    reader = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
    reader.validateLink = _is_address  # type: ignore[method-assign]  # how the library takes another rule
    reader.add_render_rule("image", _words_of_image)
    reader.add_render_rule("th_open", _column_heading)
    return reader


def _is_address(url: str) -> bool:
    """Relative links are refused too: they would lead somewhere else on the page than in the preview."""
    return url.partition(":")[0].lower() in SCHEMES and ":" in url


def _words_of_image(_self: Any, tokens: Sequence[Token], at: int, _options: Any, _env: Any) -> str:
    """A picture would be a second request, to an address we know nothing of; its words stay."""
    return str(escape(tokens[at].content))


def _column_heading(_self: Any, _tokens: Sequence[Token], _at: int, _options: Any, _env: Any) -> str:
    return '<th scope="col">'


_READER = _reader()
