"""The markup a webmaster copies into a website. Pure: addresses and keys go in, HTML comes out."""

from dataclasses import dataclass
from html import escape
from typing import Any

from charter_admin.publishing.embedding import Pinned
from charter_admin.versions.document import Document, localized


@dataclass(frozen=True)
class AskedPurpose:
    """A purpose that needs consent: the key for the markup, and for people its name and the services it holds back."""

    key: str
    name: str
    services: tuple[str, ...]


def asked(document: Document, locale: str) -> list[AskedPurpose]:
    """The purposes of a charter that scripts and frames may have to wait for."""

    def said(part: Any) -> str:
        return localized(part.name, locale, document.platform.default_locale)

    def waiting(key: str) -> tuple[str, ...]:
        return tuple(said(s) for s in document.services if s.purpose == key and s.basis == "consent")

    return [AskedPurpose(p.key, said(p), waiting(p.key)) for p in document.purposes if p.basis == "consent"]


class Snippet:
    """The markup of one platform; `base_url` is the public address of this installation."""

    def __init__(self, base_url: str, public_id: str) -> None:
        self.origin = base_url
        self._place = f"{base_url}/c/{public_id}"

    def page(self, locale: str = "") -> str:
        """The address of the charter page; without a locale the one that always leads to the right language."""
        return f"{self._place}/{locale}/" if locale else f"{self._place}/"

    def archived(self, number: int, locale: str) -> str:
        """The address of one version of the charter page."""
        return f"{self._place}/v/{number}/{locale}/"

    def script(self, locale: str = "") -> str:
        """The tag that brings the banner, by default in the platform's default language."""
        return f'<script src="{escape(self.page(locale))}banner.js"></script>'

    def pinned(self, banner: Pinned) -> str:
        """The tag of one version, which the browser runs only if the bytes are the published ones."""
        address = f"{self.archived(banner.number, banner.locale)}banner.js"
        return f'<script src="{escape(address)}" integrity="{banner.integrity}" crossorigin="anonymous"></script>'

    def own(self, name: str) -> str:
        """The tag of a file on the website's own origin, which has to be told where the charter is."""
        return f'<script src="/{escape(name)}" data-charter="{escape(self.origin)}"></script>'

    def link(self, words: str, locale: str = "") -> str:
        """A link to the charter page."""
        return f'<a href="{escape(self.page(locale))}">{escape(str(words))}</a>'

    @staticmethod
    def reopen(words: str) -> str:
        """A link that opens the banner again."""
        return f'<a href="#charter-open">{escape(str(words))}</a>'

    @staticmethod
    def own_name(banner: Pinned) -> str:
        """What the file is called; the number tells caches of the website one version from the next."""
        return f"charter-banner-{banner.locale}-{banner.number}.js"

    @staticmethod
    def code(script: str, nonce: str = "") -> str:
        """A script written into the page."""
        allowed = f' nonce="{escape(nonce)}"' if nonce else ""
        return f"<script{allowed}>\n{script}</script>"

    @staticmethod
    def file(name: str) -> str:
        """A script in a file of the website's own."""
        return f'<script src="/{escape(name)}"></script>'

    @staticmethod
    def queue(purpose: str) -> str:
        """A call that may stand anywhere, before or after the banner's script."""
        told = f'    if (charter.has("{purpose}")) {{ … }}' if purpose else "    …"
        opening = "(window.charterQueue = window.charterQueue || []).push(function (charter) {"
        return "\n".join(("<script>", f"  {opening}", told, "  });", "</script>"))

    @staticmethod
    def inline(purpose: str, words: str) -> str:
        """An inline script that waits for a purpose."""
        return f'<script type="text/plain" data-purpose="{escape(purpose)}">\n  // {words}\n</script>'

    @staticmethod
    def external(purpose: str) -> str:
        """A script of another address that waits for a purpose."""
        address = "https://tracker.example/script.js"
        return f'<script type="text/plain" data-purpose="{escape(purpose)}" data-src="{address}"></script>'

    @staticmethod
    def frame(purpose: str, title: str) -> str:
        """A frame that waits for a purpose."""
        address = "https://video.example/embed/42"
        return f'<iframe data-purpose="{escape(purpose)}" data-src="{address}" title="{escape(str(title))}"></iframe>'
