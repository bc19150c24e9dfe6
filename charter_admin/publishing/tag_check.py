"""Whether a page of the website brings the banner as it should. Pure: HTML and a place go in, findings out."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from charter_admin.publishing.own_file import judged

GOOD, DOUBTFUL, BAD = "good", "doubtful", "bad"
# What a browser runs; any other type is data, or waits for consent.
_RUNS = frozenset({"", "module", "text/javascript", "application/javascript", "text/ecmascript", "text/jscript"})
_ADDRESS = re.compile(r"/c/(?P<id>[^/]+)(?:/v/(?P<number>[0-9]{1,9}))?(?:/(?P<locale>[A-Za-z-]{2,20}))?/banner\.js")
_STUB = re.compile(r"""gtag\(\s*["']consent["']\s*,\s*["']default["']""")
_LONGEST = 300  # characters of markup shown
_OWN = {
    "own_current": GOOD,
    "own_old": DOUBTFUL,
    "own_changed": DOUBTFUL,
    "own_other": BAD,
    "own_missing": BAD,
    "stranger": BAD,
}


@dataclass(frozen=True)
class Place:
    """What the page should bring: `origin` is ours, `integrity` is by language and of version `number`.

    `number` is 0 while the charter is not online; `stub` tells whether Google Consent Mode is on.
    """

    origin: str
    public_id: str
    default_locale: str
    locales: tuple[str, ...]
    number: int
    integrity: Mapping[str, str]
    stub: bool = False


@dataclass(frozen=True)
class Finding:
    """One thing that was seen. `code` is what it is about; `values` fill its words."""

    level: str
    code: str
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class _Tag:
    """A script of ours in the page."""

    node: LexborNode
    before: tuple[LexborNode, ...]
    address: str
    own: bool
    id: str = ""
    number: int = 0
    locale: str = ""

    def attribute(self, name: str) -> str | None:
        """An attribute; empty where it has no value, None where it is not there."""
        attributes = self.node.attributes
        return (attributes[name] or "") if name in attributes else None


def own_address(html: str, address: str, place: Place) -> str:
    """Where the page's banner is a file of the website's own; empty where it is none."""
    tags = _tags(LexborHTMLParser(html).css("script"), address, place)
    return _chosen(tags, place).address if tags and _chosen(tags, place).own else ""


def check(html: str, address: str, place: Place, own: str = "") -> list[Finding]:
    """What there is to say of the page at `address`, in the order of the page's way from missing to perfect.

    `own` is the website's own file of the banner, as far as it has one that could be fetched.
    """
    tree = LexborHTMLParser(html)
    scripts = tree.css("script")
    tags = _tags(scripts, address, place)
    if not tags:
        return [_missing(scripts, address, place)]
    tag = _chosen(tags, place)
    found = [Finding(GOOD, "found", {"tag": _shown(tag.node)})]
    if not tag.own and tag.id != place.public_id:
        return [*found, Finding(BAD, "stranger", {"id": tag.id})]
    if len(tags) > 1:
        found.append(Finding(DOUBTFUL, "twice", {"count": len(tags)}))
    return [
        *found,
        *_placed(tag),
        *_current(tag, place, own),
        *_spoken(tree, tag, place),
        *_stubbed(tag, scripts, place),
    ]


def _tags(scripts: list[LexborNode], address: str, place: Place) -> list[_Tag]:
    return [tag for at, script in enumerate(scripts) if (tag := _ours(scripts[:at], script, address, place))]


def _chosen(tags: list[_Tag], place: Place) -> _Tag:
    return next((one for one in tags if one.own or one.id == place.public_id), tags[0])


def _ours(before: list[LexborNode], script: LexborNode, address: str, place: Place) -> _Tag | None:
    source = _absolute(address, script)
    if script.attributes.get("data-charter") == place.origin:
        return _Tag(script, tuple(before), source, own=True)
    known = _ADDRESS.fullmatch(urlsplit(source).path) if _same_host(source, place.origin) else None
    if "src" not in script.attributes or known is None:
        return None
    number, locale = int(known["number"] or 0), known["locale"] or ""
    return _Tag(script, tuple(before), source, own=False, id=known["id"], number=number, locale=locale)


def _absolute(address: str, script: LexborNode) -> str:
    """Where a script comes from; the page itself where its address is none."""
    try:
        source = urljoin(address, (script.attributes.get("src") or "").strip())
        return source if urlsplit(source).netloc else address
    except ValueError:
        return address


def _same_host(one: str, other: str) -> bool:
    return urlsplit(one).netloc.lower() == urlsplit(other).netloc.lower()


def _missing(scripts: list[LexborNode], address: str, place: Place) -> Finding:
    """Nothing of ours; perhaps the tag of another installation."""
    for script in scripts:
        source = _absolute(address, script)
        known = _ADDRESS.fullmatch(urlsplit(source).path)
        if known and known["id"] == place.public_id:
            return Finding(BAD, "elsewhere", {"host": urlsplit(source).netloc, "ours": urlsplit(place.origin).netloc})
    return Finding(BAD, "missing")


def _placed(tag: _Tag) -> Iterator[Finding]:
    if not _runs(tag.node):
        yield Finding(BAD, "inert", {"type": tag.attribute("type")})
    if late := [name for name in ("async", "defer") if tag.attribute(name) is not None]:
        yield Finding(BAD, "deferred", {"name": late[0]})
    elif tag.attribute("type") == "module":
        yield Finding(BAD, "deferred", {"name": "module"})
    if not _in_head(tag.node):
        yield Finding(BAD, "outside_head")
    yield _order([script for script in tag.before if _runs(script) and not _is_stub(script)])


def _order(before: list[LexborNode]) -> Finding:
    """Scripts with an address are somebody's service more often than those written in the page."""
    if not before:
        return Finding(GOOD, "first")
    named = next((script for script in before if script.attributes.get("src")), None)
    level = DOUBTFUL if named is None else BAD
    return Finding(level, "late", {"count": len(before), "script": _shown(named or before[0])})


def _current(tag: _Tag, place: Place, own: str) -> Iterator[Finding]:
    if not place.number:
        yield Finding(BAD, "offline")
    elif tag.own:
        code, values = judged(own, place.public_id, place.number, place.integrity) if own else ("own_missing", {})
        yield Finding(_OWN[code], code, values)
    elif urlsplit(tag.address).scheme != urlsplit(place.origin).scheme:
        yield Finding(BAD, "scheme", {"origin": place.origin})
    elif tag.number:
        yield from _pinned(tag, place)
    elif tag.attribute("integrity"):
        yield Finding(BAD, "integrity_of_latest")
    else:
        yield Finding(GOOD, "latest", {"number": place.number})


def _pinned(tag: _Tag, place: Place) -> Iterator[Finding]:
    integrity, numbers = tag.attribute("integrity"), {"number": tag.number, "current": place.number}
    if tag.number > place.number or not tag.locale:
        yield Finding(BAD, "no_version", numbers)
    elif tag.number < place.number:
        yield Finding(DOUBTFUL, "old", numbers)
    elif integrity and place.integrity.get(tag.locale) not in integrity.split():
        yield Finding(BAD, "integrity_wrong", numbers)
    else:
        yield Finding(GOOD, "pinned", numbers)
    if not integrity:
        yield Finding(DOUBTFUL, "unprotected")
    elif tag.attribute("crossorigin") is None:
        yield Finding(BAD, "no_crossorigin")


def _spoken(tree: LexborHTMLParser, tag: _Tag, place: Place) -> Iterator[Finding]:
    if tag.own:
        return
    if tag.locale and tag.locale not in place.locales:
        yield Finding(BAD, "no_language", {"locale": tag.locale})
        return
    root = tree.root
    written = ((root.attributes.get("lang") if root else "") or "").split("-")[0].lower()
    spoken = tag.locale or place.default_locale
    if written in {locale.split("-")[0] for locale in place.locales} and written != spoken.split("-")[0]:
        yield Finding(DOUBTFUL, "language", {"written": written, "spoken": spoken})


def _stubbed(tag: _Tag, scripts: list[LexborNode], place: Place) -> Iterator[Finding]:
    """Only what stands in the page can be seen; the stub may also be in a file."""
    if place.stub and not any(_is_stub(script) for script in tag.before):
        later = any(_is_stub(script) for script in scripts)
        yield Finding(BAD if later else DOUBTFUL, "stub_late" if later else "stub_missing")


def _runs(script: LexborNode) -> bool:
    return (script.attributes.get("type") or "").strip().lower() in _RUNS


def _is_stub(script: LexborNode) -> bool:
    source = script.attributes.get("src") or ""
    return bool(_STUB.search(script.text())) or source.split("?")[0].endswith("/charter-consent-mode.js")


def _in_head(node: LexborNode) -> bool:
    parent = node.parent
    while parent is not None and parent.tag != "head":
        parent = parent.parent
    return parent is not None


def _shown(script: LexborNode) -> str:
    text = re.sub(r"\s+", " ", script.html or "").strip()
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
