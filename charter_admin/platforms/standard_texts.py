"""The sections of a charter and their standard texts, which a platform uses until it writes its own. Pure.

The texts are Markdown files, `defaults/<locale>/<key>.md`, whose first line is the title.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

# In the order of the page. Their standard texts follow French law: article 82 of the data-protection act, the
# guidelines (2020-091) and the recommendation (2020-092) of the CNIL, and article 7(3) GDPR on withdrawal.
KEYS = ("intro", "what", "kinds", "uses", "choices", "browser", "contact")

_FOLDER = Path(__file__).parent / "defaults"
_PLACE = re.compile(r"\{(platform|controller)\}")
_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")


@dataclass(frozen=True)
class Words:
    """A title and its body in Markdown, in one language."""

    title: str
    body: str


@cache
def standard(key: str, locale: str) -> Words | None:
    """The standard text of a section, None in a language that has none."""
    path = _FOLDER / locale / f"{key}.md"
    if key not in KEYS or not path.is_file():
        return None
    heading, _, body = path.read_text(encoding="utf-8").partition("\n")
    return Words(heading.removeprefix("# ").strip(), body.strip())


def fill(words: Words, *, platform: str, controller: str) -> Words:
    """The words with `{platform}` and `{controller}` replaced; every other brace stays as it is.

    Without a controller the platform speaks for itself. In the body the names are escaped: they are not Markdown.
    """
    if "{" not in words.title and "{" not in words.body:
        return words
    names = {"platform": platform, "controller": controller or platform}
    escaped = {place: _PUNCTUATION.sub(r"\\\1", name) for place, name in names.items()}
    return Words(_put(names, words.title), _put(escaped, words.body))


def _put(names: Mapping[str, str], text: str) -> str:
    return _PLACE.sub(lambda place: names[place[1]], text)
