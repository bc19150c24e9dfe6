"""The rules that come after the banner's own: its layout, and the platform's colours where they are not ours. Pure."""

from functools import cache
from pathlib import Path

from charter_admin.versions.banner import DARK, LIGHT, Colours, Theme

_DIST = Path(__file__).parent / "dist"


def rules(theme: Theme) -> str:
    """Style rules, minified. Colours are taken as they are: they were checked when they were chosen."""
    return _layout(theme.layout) + _colours(theme) + ("" if theme.radius == Theme.radius else _round(theme.radius))


@cache
def _layout(name: str) -> str:
    return (_DIST / f"{name}.css").read_text(encoding="ascii")


def _colours(theme: Theme) -> str:
    if (theme.scheme, theme.light, theme.dark) == ("auto", LIGHT, DARK):
        return ""
    if theme.scheme != "auto":
        return _box(theme.light if theme.scheme == "light" else theme.dark, theme.scheme)
    return _box(theme.light, "light") + f"@media (prefers-color-scheme:dark){{{_box(theme.dark, 'dark')}}}"


def _box(colours: Colours, scheme: str) -> str:
    """The colour of lines is mixed from the others: it decorates, so nobody has to read it."""
    paper, ink, mark = colours.paper, colours.ink, colours.mark
    line = f"color-mix(in srgb,{ink} 20%,{paper})"
    return f".box{{--paper:{paper};--ink:{ink};--mark:{mark};--line:{line};color-scheme:{scheme}}}"


def _round(radius: int) -> str:
    return f".box{{--round:{radius}px}}"
