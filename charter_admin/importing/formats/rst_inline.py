"""The inline markup of reStructuredText, made HTML."""

import re
from html import escape

_MAX = 50_000
_BEFORE = r"(?<![^\s(\[{<'\"«“‘/:-])"
_AFTER = r"(?![^\s)\]}>'\"»”’/:.,;!?-])"
_MARKUP = re.compile(
    r"\\(?P<escaped>[^\s])|\\\s|"
    rf"{_BEFORE}``(?P<code>\S(?:[^\n]{{0,300}}?[^\s`])?)``{_AFTER}|"
    rf"(?::(?P<role>[\w.+:-]{{1,40}}):)?{_BEFORE}`(?P<text>[^`\n]{{1,300}})`__?|"
    rf":(?P<named>[\w.+-]{{1,40}}):`(?P<said>[^`\n]{{1,300}})`|"
    rf"{_BEFORE}`(?P<plain>[^`\n]{{1,300}})`{_AFTER}|"
    rf"{_BEFORE}\*\*(?P<strong>[^\s*](?:[^*\n]{{0,300}}[^\s*])?)\*\*{_AFTER}|"
    rf"{_BEFORE}\*(?P<emphasis>[^\s*](?:[^*\n]{{0,300}}[^\s*])?)\*{_AFTER}|"
    r"\s?\[(?:\d{1,3}|#\w*|\*)\]_(?!\w)"
)
_LINK = re.compile(r"(.*?)\s*<([^<>]+)>\s*", re.S)
_CODE_ROLES = ("code", "literal", "samp", "data", "envvar", "kbd", "file", "guilabel", "mailheader")


def page(text: str) -> str:
    """Make HTML of running text, or of the lines of a cell."""
    if len(text) > _MAX or not re.search(r"[\\`*\]]", text):
        return _broken(text)
    written, start = "", 0
    for match in _MARKUP.finditer(text):
        written += _broken(text[start : match.start()]) + _written(match)
        start = match.end()
    return written + _broken(text[start:])


def _broken(text: str) -> str:
    return "<br>".join(escape(line) for line in text.split("\n"))


def _written(match: re.Match[str]) -> str:
    if match["escaped"]:
        return escape(match["escaped"])
    if match["code"] or (match["named"] in _CODE_ROLES and match["said"]):
        return f"<code>{escape(match['code'] or match['said'])}</code>"
    if match["strong"]:
        return f"<b>{escape(match['strong'])}</b>"
    linked = match["text"] or match["said"] or match["plain"]
    if linked and (parts := _LINK.fullmatch(linked)):
        return f'<a href="{escape(parts[2])}">{escape(parts[1] or parts[2])}</a>'
    return escape(linked or match["emphasis"] or "")
