"""Reading values whose kind nobody promises, and names written as regular expressions."""

import html
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from charter_admin.importing.blocks import flat
from charter_admin.importing.declarations import Declaration
from charter_admin.importing.kinds import named_provider
from charter_admin.importing.sources.javascript import Regex

_TAG = re.compile(r"<[^<>]{0,300}>")
_MAX_PASSAGE = 2000
_ANY = re.compile(
    r"\(?(?:\.|\\w|\\d|\\S|\[(?:[^\]\\]|\\.){1,40}\])(?:[*+]\??|\{\d+(?:,\d*)?\})\)?|\((?:\?:)?\.[*+]\)\??"
)
_META = re.compile(r"(?<!\\)[()\[\]{}|+?^$.\\]")
_GROUP = re.compile(r"(.*?)\((?:\?:)?([^()]*\|[^()]*)\)(.*)")
_STAR = "\ue011"


def text(value: Any) -> str | None:
    """Give a text in one line, without its tags; None for what is no text or says nothing."""
    if not isinstance(value, str) or isinstance(value, Regex):
        return None
    return flat(html.unescape(_TAG.sub(" ", value) if "<" in value else value)) or None


def mapping(value: Any) -> Mapping[str, Any]:
    """Give a mapping; an empty one for anything else."""
    return value if isinstance(value, Mapping) else {}


def items(value: Any) -> list[Any]:
    """Give a list; an empty one for anything else."""
    return value if isinstance(value, list) else []


def cookie_names(value: Any) -> Iterator[str]:
    """Give the names a setting tells: a name, a regular expression, or a list that begins with either."""
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, Mapping):
        value = value.get("name") or value.get("pattern")
    if isinstance(value, Regex):
        yield from of_regex(value)
    elif (name := text(value)) is not None:
        yield from of_regex(name) if name.startswith("^") else [name]


def of_regex(pattern: str) -> Iterator[str]:
    """Give the names a regular expression stands for, `*` being any run of characters; itself if it is too odd."""
    alternatives = _GROUP.fullmatch(pattern)
    if alternatives and pattern.count("(") == 1:
        for middle in alternatives[2].split("|"):
            yield from of_regex(alternatives[1] + middle + alternatives[3])
        return
    name = _ANY.sub(_STAR, pattern.removesuffix("$"))
    open_end = not pattern.endswith("$") and not name.endswith(_STAR)
    name = name if pattern.startswith("^") or name.startswith(_STAR) else _STAR + name
    bare = re.sub(r"\\(.)", lambda match: match[1] if not match[1].isalnum() else "\\" + match[1], name)
    odd = _META.search(re.sub(r"\\[^\w]", "", name.removeprefix("^")))
    yield f"/{pattern}/" if odd else (bare.removeprefix("^") + _STAR * open_end).replace(_STAR, "*")


def declared(name: str, source: Any, **fields: str | None) -> Declaration:
    """Make a declaration; what is not given, the source does not say."""
    told = {key: fields.get(key) for key in ("provider", "service", "purpose", "duration", "party", "category")}
    if told["provider"] is None and told["service"] is not None:
        told["provider"] = told["service"] if named_provider(told["service"]) == told["service"] else None
    passage = flat(json.dumps(source, ensure_ascii=False, default=str))[:_MAX_PASSAGE]
    return Declaration(name=name, passage=passage, **told)  # type: ignore[arg-type]  # the texts, never the confidence
