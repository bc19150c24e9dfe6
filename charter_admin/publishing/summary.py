"""What a person should know before publishing. Pure."""

from dataclasses import dataclass

from charter_admin.compliance.service import Report
from charter_admin.publishing.changes import Change, changes
from charter_admin.versions.document import Document, consent_digest, digest, from_json
from charter_admin.versions.models import CharterVersion, Publication
from charter_admin.versions.store import LIVE


@dataclass(frozen=True)
class Summary:
    """What publishing the draft would do.

    `digest` names the draft that is summarised (give it to `publish`). `number` is that of the current version, 0
    before the first; `live` tells whether visitors see it. `changes` is empty at first. `asks_again` tells whether
    visitors who have chosen will be asked again. `report` is the check of the draft.
    """

    document: Document
    digest: str
    number: int
    live: bool
    unchanged: bool
    changes: tuple[Change, ...]
    asks_again: bool
    report: Report


def summarise(
    new: Document, report: Report, publication: Publication | None, current: CharterVersion | None, locale: str
) -> Summary:
    """The draft, with its check, beside what is published; names are in `locale` where they exist in it."""
    return Summary(
        document=new,
        digest=digest(new),
        number=current.number if current else 0,
        live=publication is not None and publication.state == LIVE,
        unchanged=current is not None and current.digest == digest(new),
        changes=changes(from_json(current.document), new, locale) if current else (),
        asks_again=bool(current and new.asks and current.consent_digest != consent_digest(new)),
        report=report,
    )
