"""Accept-Language as regular expressions of nginx, for one set of languages. Pure.

A browser names its languages in the order of its preference, and that order is what an expression can see: weights are
not weighed, but for the zero that refuses a language.
"""

from collections.abc import Iterator, Sequence

_END = r"(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))\s*(?:[;,]|$)"


def choices(locales: Sequence[str], default: str) -> Iterator[tuple[str, str]]:
    """Expressions with the language each chooses, to be tried in this order; `default` is for what matches none."""
    ranges = {locale: _ranges(locale, locales) for locale in locales}
    # After `*` nothing is preferred any more, and that is the default's.
    known = "|".join([*ranges.values(), r"\*"])
    skipped = rf"^(?:(?!\s*(?:{known}){_END})[^,]*,)*\s*"
    # `fr-ca` is tried before `fr`, which would take it too.
    for locale in sorted(locales, key=lambda one: -len(one)):
        if locale != default or _inside(locale, locales):
            yield rf"{skipped}(?:{ranges[locale]}){_END}", locale


def _inside(locale: str, locales: Sequence[str]) -> bool:
    """Whether another language would take this one's ranges."""
    return any(locale != other and locale.startswith(f"{other}-") for other in locales)


def _ranges(locale: str, locales: Sequence[str]) -> str:
    """What may be asked for to be given `locale` (RFC 4647, lookup): itself, a more special or a shorter range."""
    found, parts = [rf"{locale.lower()}(?:-[a-z0-9-]+)?"], locale.lower().split("-")
    for length in range(1, len(parts)):
        shorter = "-".join(parts[:length])
        same = [one for one in locales if one.lower() == shorter or one.lower().startswith(f"{shorter}-")]
        if same[0] == locale and shorter not in [one.lower() for one in locales]:
            found.append(shorter)
    return "|".join(found)
