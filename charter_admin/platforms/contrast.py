"""How well one colour is read on another, as WCAG 2.2 measures it. Pure."""

import re
from math import floor

LEAST = 4.5  # success criterion 1.4.3, for text of the usual size

_HEX = re.compile(r"#[0-9a-f]{6}")


def is_colour(text: str) -> bool:
    """Whether a text is a colour as we keep them: `#rrggbb`, in small letters."""
    return _HEX.fullmatch(text) is not None


def luminance(colour: str) -> float:
    """The relative luminance of `#rrggbb`, from 0 (black) to 1 (white)."""
    red, green, blue = (_linear(int(colour[place : place + 2], 16) / 255) for place in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def ratio(one: str, other: str) -> float:
    """The contrast of two colours, from 1 to 21, whichever of them is the text."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def shown(value: float) -> float:
    """A ratio for people: cut, not rounded, so that what is refused never reads as what is asked for."""
    return floor(value * 100) / 100


def mix(one: str, other: str, share: float) -> str:
    """`share` of the first colour in the second, in sRGB as screens blend them."""
    pairs = ((int(one[p : p + 2], 16), int(other[p : p + 2], 16)) for p in (1, 3, 5))
    return "#" + "".join(f"{round(a * share + b * (1 - share)):02x}" for a, b in pairs)


def _linear(channel: float) -> float:
    # The threshold of sRGB itself; WCAG's 0.03928 differs from it for no colour of eight bits.
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
