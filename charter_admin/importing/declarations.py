"""What an import finds: declarations, as the document words them."""

from dataclasses import dataclass, fields
from typing import Literal


@dataclass(frozen=True)
class Declaration:
    """One declared cookie. Each field is the text of its cell; None where the document says nothing.

    `passage` is the row it was read from, to show beside the proposal; `confidence` is one of confidence.LEVELS.
    """

    name: str
    provider: str | None
    service: str | None
    purpose: str | None
    duration: str | None
    party: str | None
    category: str | None
    passage: str
    confidence: Literal["high", "medium", "low"] = "high"


@dataclass(frozen=True)
class Charter:
    """A whole document: its language, the address of the platform it is about, its cookies in order."""

    locale: str | None
    platform: str | None
    cookies: tuple[Declaration, ...]


# What only helps a person to review.
_ASIDE = ("passage", "confidence")
PUBLISHED = tuple(field.name for field in fields(Declaration) if field.name not in _ASIDE)


def charter_json(charter: Charter) -> dict[str, object]:
    """Give the value printed by `import --json`."""
    cookies = [{key: getattr(cookie, key) for key in PUBLISHED} for cookie in charter.cookies]
    return {"locale": charter.locale, "platform": charter.platform, "cookies": cookies}
