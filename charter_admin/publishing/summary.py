"""What a person should know before publishing. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from charter_admin.i18n import N_, has_visitor_texts
from charter_admin.platforms.completeness import Completeness, measure
from charter_admin.publishing.changes import Change, changes
from charter_admin.publishing.drafts import Draft
from charter_admin.versions.document import Document, consent_digest, digest, from_json
from charter_admin.versions.models import CharterVersion, Publication
from charter_admin.versions.store import LIVE


@dataclass(frozen=True)
class Remark:
    """Something to think about before publishing; `message` is a msgid of the admin catalogue."""

    message: str
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Summary:
    """What publishing the draft would do.

    `digest` names the draft that is summarised (give it to `publish`). `number` is that of the current version, 0
    before the first; `live` tells whether visitors see it. `changes` is empty at first. `asks_again` tells whether
    visitors who have chosen will be asked again. `languages` are those whose texts are incomplete.
    """

    document: Document
    digest: str
    number: int
    live: bool
    unchanged: bool
    changes: tuple[Change, ...]
    asks_again: bool
    languages: Mapping[str, Completeness]
    remarks: tuple[Remark, ...]


def summarise(draft: Draft, publication: Publication | None, current: CharterVersion | None, locale: str) -> Summary:
    """The draft beside what is published; names are in `locale` where they exist in it."""
    new = draft.document
    measured = {one: measure(draft.usages, draft.sections[one], one) for one in new.platform.locales}
    return Summary(
        document=new,
        digest=digest(new),
        number=current.number if current else 0,
        live=publication is not None and publication.state == LIVE,
        unchanged=current is not None and current.digest == digest(new),
        changes=changes(from_json(current.document), new, locale) if current else (),
        asks_again=bool(current and new.asks and current.consent_digest != consent_digest(new)),
        languages={one: found for one, found in measured.items() if found.missing},
        remarks=tuple(_remarks(new)),
    )


def _remarks(document: Document) -> Iterator[Remark]:
    site = document.platform
    if not site.controller:
        yield Remark(N_("No controller is named: the law wants visitors to know who answers for the trackers."))
    if not any((site.contact.email, site.contact.url, site.contact.address)):
        yield Remark(N_("There is no contact: visitors will not know whom to ask."))
    if not site.domains:
        yield Remark(N_("The platform has no domain: its page cannot link back to the site to change a choice."))
    if not document.services:
        yield Remark(N_("No service is in use on this platform: its charter will say that nothing is declared."))
    for locale in site.locales:
        if not has_visitor_texts(locale):
            yield Remark(
                N_("The words around your texts are in English for the language %(locale)s."), {"locale": locale}
            )
