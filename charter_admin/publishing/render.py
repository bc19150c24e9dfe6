"""From a charter document to the finished bytes visitors get. Pure: equal arguments give equal bytes.

No artefact holds the installation's address: links are absolute in path only, the banner finds its server by itself.
"""

import base64
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache, lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from charter_admin.banner import bundle
from charter_admin.i18n import direction, visitor
from charter_admin.publishing.page import Group, view
from charter_admin.publishing.theme import css as theme_css
from charter_admin.versions.banner import Theme
from charter_admin.versions.document import Document, consent_digest, digest, to_json

_TEMPLATES = Path(__file__).parent / "templates"
_STYLES = ("page.css", "tables.css")  # what comes later wins: the platform's colours, then those of paper


@dataclass(frozen=True)
class Edition:
    """What a version is besides its content: number and time, and the build of the renderer."""

    number: int
    published_at: datetime
    build: str


@dataclass(frozen=True)
class Rendered:
    """One artefact; `kind` is `page`, `banner` or `json`, whose locale is empty."""

    kind: str
    locale: str
    content: bytes


def artefacts(document: Document, edition: Edition) -> Iterator[Rendered]:
    """Everything that is kept of a version."""
    for locale in document.platform.locales:
        yield Rendered("page", locale, page(document, edition, locale))
        yield Rendered("banner", locale, banner(document, edition, locale))
    yield Rendered("json", "", record(document, edition))


def page(document: Document, edition: Edition, locale: str) -> bytes:
    """The charter page in one of the document's locales."""
    shown = view(document, locale)
    catalogue = shown.speaker.catalogue
    text = (
        _environment()
        .get_template("page.html")
        .render(
            _=catalogue.gettext,
            ngettext=catalogue.ngettext,
            view=shown,
            platform=document.platform,
            say=shown.speaker,
            edition=edition,
            published=edition.published_at.astimezone(UTC),
            digest=digest(document),
            direction=direction,
            table=lambda group: _table(group, shown.speaker.ui),
            style=(style := _style(document.banner.theme)),
            style_digest=_style_digest(style),
        )
    )
    return text.encode()


def banner(document: Document, edition: Edition, locale: str) -> bytes:
    """The banner's script in one of the document's locales."""
    asked = consent_digest(document)
    return bundle.script(document, edition.number, asked, edition.build, locale)


def record(document: Document, edition: Edition) -> bytes:
    """The version for programs: the document with its digests, which anyone can compute again."""
    published = edition.published_at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
    about = {
        "format": document.format,
        "platform": document.platform.public_id,
        "number": edition.number,
        "published_at": published,
        "digest": digest(document),
        "consent_digest": consent_digest(document),
    }
    head = json.dumps(about, ensure_ascii=False, separators=(",", ":")).encode()
    # The document stands in it byte for byte as it was digested.
    return head.removesuffix(b"}") + b',"document":' + to_json(document) + b"}"


@lru_cache(maxsize=256)
def _table(group: Group, ui: str) -> Markup:
    """The table of one purpose. Kept: platforms that use the same services show the same rows."""
    module: Any = _environment().get_template("_table.html").module
    drawing: Markup = module.table(group, visitor(ui).gettext)
    return drawing


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=False,  # they come with the release; each look at a file's time would be one for every table
        trim_blocks=True,
        lstrip_blocks=True,
    )


@cache
def _sheet(name: str) -> str:
    return (_TEMPLATES / name).read_text(encoding="utf-8")


def _style(theme: Theme) -> Markup:
    text = "".join(map(_sheet, _STYLES)) + theme_css(theme) + _sheet("print.css")
    # S704: our own files and checked colours; they hold neither `<` nor a visitor's text.
    return Markup(text)  # noqa: S704


def _style_digest(style: Markup) -> str:
    return base64.b64encode(sha256(style.encode()).digest()).decode()
