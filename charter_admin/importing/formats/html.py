"""HTML: walk the tree once, without recursion, and collect blocks."""

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from charter_admin.importing.blocks import Document, flat
from charter_admin.importing.errors import ImportRefused
from charter_admin.importing.formats.cost import check_nesting
from charter_admin.importing.formats.grid import span
from charter_admin.importing.formats.page import Page

_LEVELS = {f"h{level}": level for level in range(1, 7)} | {"summary": 6, "legend": 6}
_SKIPPED = frozenset(
    ["script", "style", "template", "head", "svg", "select", "datalist", "textarea", "iframe", "object"]
)
_BREAKING = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "br",
        "button",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figure",
        "footer",
        "form",
        "header",
        "hr",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "section",
        "table",
        "tr",
        "ul",
    ]
)
_CELLS = ("td", "th")
# Tables drawn with other elements say so to those who do not see them (WAI-ARIA 1.2, section 5.4).
_ROLES = {
    "table": "table",
    "grid": "table",
    "row": "tr",
    "cell": "td",
    "gridcell": "td",
    "columnheader": "th",
    "rowheader": "th",
}
_DRAWN = frozenset(["div", "span", "ul", "li", "p", "dl", "dt", "dd", "section"])
_BOLD = ("b", "strong")
_LABEL_CLASS = re.compile(r"(?:^|\s)(?:fr-)?(?:sr-only|visually-hidden|screen-reader-text|d-none)(?:\s|$)")
_NOT_SHOWN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_LOWEST = 6
_TITLED = frozenset(["p", "button"])
_FOLDED = frozenset(["button", "div", "span", "a"])
_TITLE_CLASS = re.compile(r"(?:^|[\s_-]|(?<=[a-z]))(?:[hH]eader|[hH]eading|accordion-button)(?:\s|$)")
_FOLD_CLASS = re.compile(
    r"(?:^|[\s_-])(?:accordion|accordeon|collaps(?:e|ible)|panel|tab)(?:[_-]+item)?[_-]+"
    r"(?:title|titre|header|heading|trigger|toggle|button|btn)(?:\s|$)"
)
_LEAST_PARTS, _MOST_PARTS = 2, 12
_FOOTNOTE = re.compile(r"[\s\d*†‡()\[\]]+")


def read(source: str) -> Document:
    """Read a page, or a fragment of one. Raises ImportRefused if it is nested too deeply."""
    check_nesting(source)
    try:
        tree = LexborHTMLParser(source)
    except (SelectolaxError, ValueError, RuntimeError) as error:
        raise ImportRefused("broken") from error
    page = Page()
    page.tabs = {node.attributes.get("id") or "": flat(node.text()) for node in tree.css("[role=tab][id]")}
    page.drawn = "role=" in source
    if tree.body is not None:
        for entering, node in _walk(tree.body, page):
            (_enter if entering else _leave)(node, _tag(node, page), page)
    title = tree.css_first("title")
    return Document(
        page.finish(),
        title=flat(title.text()) or None if title else None,
        locale=_attribute(tree, "html[lang]", "lang"),
        address=_attribute(tree, "link[rel=canonical][href]", "href")
        or _attribute(tree, "meta[property='og:url'][content]", "content"),
    )


def _walk(root: LexborNode, page: Page) -> Iterator[tuple[bool, LexborNode]]:
    """Give each element twice, on entering and on leaving; texts go straight to the page."""
    node: LexborNode | None = root
    while node is not None:
        child = None
        if node.is_text_node:
            page.text(node.text_content or "")
        elif node.is_element_node and not _is_skipped(node, page):
            yield True, node
            child = node.first_child
            if child is None:
                yield False, node
        while child is None:
            if node.mem_id == root.mem_id:
                return
            child = node.next
            if child is None:
                node = node.parent
                if node is None:
                    return
                yield False, node
        node = child


def _tag(node: LexborNode, page: Page) -> str:
    """Give the name of an element, or that of the part of a table it is drawn as."""
    tag = node.tag or ""
    if page.drawn and tag in _DRAWN:
        return _ROLES.get(node.attributes.get("role") or "", tag)
    return tag


def _is_skipped(node: LexborNode, page: Page) -> bool:
    tag = node.tag or ""
    if tag in _SKIPPED:
        return True
    if not page.in_cell or tag in _CELLS:
        return False
    return _is_hidden(node) or (tag == "sup" and bool(_FOOTNOTE.fullmatch(node.text() or "")))


def _is_hidden(node: LexborNode) -> bool:
    """Tell whether a part of a cell is not shown: labels for small screens, sorting keys, and so on."""
    attributes = node.attributes
    return (
        "hidden" in attributes
        or bool(_NOT_SHOWN.search(attributes.get("style") or ""))
        or bool(_LABEL_CLASS.search(attributes.get("class") or ""))
    )


def _is_title(node: LexborNode, tag: str) -> bool:
    """Tell whether an element is a title by its class or its role, as accordions and tabs have them."""
    if tag not in _TITLED and tag not in _FOLDED:
        return False
    attributes = node.attributes
    if tag in _FOLDED and _FOLD_CLASS.search(attributes.get("class") or ""):
        return True
    if tag == "button" and "aria-expanded" in attributes:
        return True  # what opens a part of the page titles it
    return tag in _TITLED and (
        attributes.get("role") in ("heading", "tab") or bool(_TITLE_CLASS.search(attributes.get("class") or ""))
    )


def _is_drawn_row(node: LexborNode) -> bool:
    """Tell whether an element holds nothing but a few texts in spans, which the style sheet sets as columns."""
    parts = 0
    child = node.first_child
    while child is not None:
        if child.is_text_node:
            if (child.text_content or "").strip():
                return False
        elif child.is_element_node:
            if child.tag != "span" or child.first_child is None or parts == _MOST_PARTS:
                return False
            parts += 1
        child = child.next
    return parts >= _LEAST_PARTS


def _is_drawn_cell(node: LexborNode, tag: str, page: Page) -> bool:
    parent = node.parent if tag == "span" and page.drawn_rows else None
    return parent is not None and parent.mem_id in page.drawn_rows


def _enter_tab(node: LexborNode, page: Page) -> None:
    """Write the title of the tab that opens this part of the page above it."""
    labelled = node.attributes.get("aria-labelledby") if page.tabs else None
    title = page.tabs.get(labelled or "") if labelled and node.attributes.get("role") == "tabpanel" else None
    if title:
        page.start_title()
        page.text(title)
        page.end_title(_LOWEST)


def _enter(node: LexborNode, tag: str, page: Page) -> None:
    if _is_title(node, tag):
        page.start_title()
    elif tag in _BREAKING or _is_drawn_cell(node, tag, page):
        page.start_line(term=tag == "dt")
        if tag == "div" and _is_drawn_row(node):
            page.drawn_rows.add(node.mem_id)
    elif tag in _LEVELS or tag in ("caption", "figcaption", "pre"):
        page.start_title()
    elif tag in _BOLD:
        page.bold += 1
    elif tag in _CELLS:
        page.start_cell()
    elif tag == "code":
        page.start_code()
    _enter_tab(node, page)
    if tag == "table":
        page.start_table()
    elif tag == "tr":
        page.start_row()


def _leave(node: LexborNode, tag: str, page: Page) -> None:
    if tag == "table":
        page.end_table()
    elif _is_title(node, tag):
        page.end_title(_LOWEST)
    elif tag in _BREAKING or _is_drawn_cell(node, tag, page):
        page.finish_line(term=tag == "dt")
    elif tag in _LEVELS:
        page.end_title(_LEVELS[tag])
    elif tag in _BOLD:
        page.bold -= 1
    elif tag in _CELLS:
        attributes = node.attributes
        page.end_cell(span(attributes.get("colspan")), span(attributes.get("rowspan")))
    elif tag in _ENDINGS:
        _ENDINGS[tag](page)
    elif tag == "a":
        page.link((node.attributes.get("href") or "").strip())


_ENDINGS = {
    "code": Page.end_code,
    "caption": Page.end_caption,
    "figcaption": Page.end_figcaption,
    "pre": Page.end_preformatted,
}


def _attribute(tree: LexborHTMLParser, selector: str, name: str) -> str | None:
    node = tree.css_first(selector)
    return flat(node.attributes.get(name) or "") or None if node else None
