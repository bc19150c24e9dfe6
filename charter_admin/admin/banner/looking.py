"""What the preview of the looks shows: which part, how wide, in which light and language, with what is being typed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from flask_babel import lazy_gettext as _l

from charter_admin.platforms import contrast
from charter_admin.platforms.banner import LARGEST_RADIUS
from charter_admin.versions.banner import LAYOUTS, SCHEMES, Colours, Theme

PARTS = {
    "banner": _l("The banner"),
    "dialog": _l("The choice per purpose"),
    "placeholder": _l("A video that waits"),
    "page": _l("The charter page"),
}
WIDTHS = {"desktop": _l("Wide screen"), "phone": _l("Phone")}
SHADES = {"light": _l("Light"), "dark": _l("Dark")}

Value = TypeVar("Value")


@dataclass(frozen=True)
class Looking:
    """A way of looking at the draft."""

    show: str
    width: str
    shade: str
    spoken: str


def looking(asked: Mapping[str, str], locales: Sequence[str], default: str) -> Looking:
    """What was asked for; the first of each kind for anything else."""
    return Looking(
        _one(asked.get("show"), PARTS, "banner"),
        _one(asked.get("width"), WIDTHS, "desktop"),
        _one(asked.get("shade"), SHADES, "light"),
        _one(asked.get("spoken"), dict.fromkeys(locales), default),
    )


def tried(asked: Mapping[str, str], stored: Theme, shade: str) -> Theme:
    """The stored looks with what is being typed, as far as it can be shown; contrast is judged when it is saved.

    Where the visitor's device decides between light and dark, `shade` does here.
    """
    scheme = _one(asked.get("scheme"), dict.fromkeys(SCHEMES), stored.scheme)
    return replace(
        stored,
        layout=_one(asked.get("layout"), dict.fromkeys(LAYOUTS), stored.layout),
        scheme=shade if scheme == "auto" else scheme,
        light=_colours(asked, "light", stored.light),
        dark=_colours(asked, "dark", stored.dark),
        radius=_radius(asked.get("radius", ""), stored.radius),
    )


def _colours(asked: Mapping[str, str], shade: str, stored: Colours) -> Colours:
    typed = {name: asked.get(f"{shade}_{name}", "").strip().lower() for name in ("paper", "ink", "mark")}
    return replace(stored, **{name: colour for name, colour in typed.items() if contrast.is_colour(colour)})


def _radius(text: str, stored: int) -> int:
    usable = text.isascii() and text.isdigit() and len(text) < 3
    return min(int(text), LARGEST_RADIUS) if usable else stored


def _one(text: str | None, known: Mapping[str, object], usual: str) -> str:
    return text if text is not None and text in known else usual
