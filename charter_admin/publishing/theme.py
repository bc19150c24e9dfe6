"""The colours of the charter page, mixed from the three a platform chose. Pure.

The banner's editor lets through what is read well on the background; what is mixed here keeps that, or falls back on
the chosen colours themselves.
"""

from charter_admin.platforms.contrast import LEAST, mix, ratio
from charter_admin.versions.banner import DARK, LIGHT, Colours, Theme


def css(theme: Theme) -> str:
    """Rules to put behind the page's own; none for the usual colours, which the page has by itself."""
    if (theme.scheme, theme.light, theme.dark) == ("auto", LIGHT, DARK):
        return ""
    if theme.scheme == "auto":
        return f"{_rule(theme.light, 'light dark')}@media (prefers-color-scheme: dark) {{\n{_rule(theme.dark)}}}\n"
    return _rule(theme.dark if theme.scheme == "dark" else theme.light, theme.scheme)


def _rule(colours: Colours, scheme: str = "") -> str:
    said = {"color-scheme": scheme} if scheme else {}
    said |= {f"--{name}": colour for name, colour in variables(colours).items()}
    return ":root {\n" + "".join(f"  {name}: {value};\n" for name, value in said.items()) + "}\n"


def variables(colours: Colours) -> dict[str, str]:
    """The variables of `page.css`, by name."""
    paper, ink, mark = colours.paper, colours.ink, colours.mark
    softer = (mix(ink, paper, share) for share in (0.72, 0.85))
    soft = next((one for one in softer if ratio(one, paper) >= LEAST), ink)
    tint = mix(ink, paper, 0.05)
    if min(ratio(text, tint) for text in (ink, mark, soft)) < LEAST:
        tint = paper
    return {
        "ink": ink,
        "soft": soft,
        "paper": paper,
        "tint": tint,
        "line": mix(ink, paper, 0.18),
        "strong": mix(ink, paper, 0.5),
        "mark": mark,
        "on-mark": paper,
        "ask": ink,
    }
