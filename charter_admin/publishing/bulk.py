"""Publishing many platforms: what each would get, and the job that does it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from charter_admin.compliance import service as compliance
from charter_admin.compliance.rule import Finding
from charter_admin.errors import Invalid
from charter_admin.jobs import queue
from charter_admin.jobs.lease import Outcome
from charter_admin.jobs.models import DONE, FAILED, UNCHANGED, Job, JobItem
from charter_admin.organizations.scope import Scope
from charter_admin.platforms.models import Platform
from charter_admin.publishing import service
from charter_admin.publishing.drafts import documents, require_languages
from charter_admin.publishing.keeping import QUICK
from charter_admin.publishing.parts import differing, parts
from charter_admin.versions.document import Document, localized
from charter_admin.versions.models import Publication
from charter_admin.versions.store import LIVE

KIND = "publish"
# What publishing would do: nothing, the first version, another version, bring it back online, or nothing as it cannot.
NOTHING, FIRST, CHANGE, BACK, BLOCKED = "nothing", "first", "change", "back", "blocked"


@dataclass(frozen=True)
class PartChange:
    """What happens to one part of a charter, with its name in the reader's language; see `parts` for the kinds."""

    action: str
    kind: str
    label: str


@dataclass(frozen=True)
class Prospect:
    """What publishing one platform would do; `changes` are those of its page.

    `reason`, or `errors` against the law, say why it cannot be published.
    """

    platform: Platform
    effect: str
    changes: tuple[PartChange, ...] = ()
    reason: Invalid | None = None
    errors: tuple[Finding, ...] = ()


def prospects(scope: Scope, platforms: Sequence[Platform], locale: str) -> list[Prospect]:
    """What publishing would do to each, with names in `locale`; as many statements for many as for one."""
    publishable = [platform for platform in platforms if _refusal(platform) is None]
    charters, published = documents(scope, publishable), _published(scope, platforms)
    found = [
        _prospect(platform, charters.get(platform.public_id), published.get(platform.public_id), locale)
        for platform in platforms
    ]
    # What is online as it is stays so, and is not checked again.
    wanted = [prospect.platform for prospect in found if prospect.effect not in (NOTHING, BLOCKED)]
    errors = compliance.errors(scope, wanted, charters)
    return [_checked(prospect, errors.get(prospect.platform.public_id, ())) for prospect in found]


def enqueue(scope: Scope, platforms: Sequence[Platform]) -> Job:
    """The job that publishes them. Raises Refused where there are none."""
    return queue.enqueue(scope, KIND, "platform.publish", ((p.public_id, p.name) for p in platforms), {})


def publish_one(scope: Scope, _job: Job, item: JobItem) -> Outcome:
    """Publishes one platform. Raises NotFound when it is gone by now, Invalid and Refused as `publish` does."""
    platform = scope.get(Platform, public_id=item.subject)
    try:
        outcome = service.publish(scope, platform, effort=QUICK)
    except compliance.Unlawful as error:
        return Outcome(FAILED, error.message, {"findings": [_kept(finding) for finding in error.findings]})
    state = DONE if outcome.created or outcome.back else UNCHANGED
    return Outcome(state, values={"number": outcome.version.number})


def _kept(finding: Finding) -> dict[str, Any]:
    return {"rule": finding.rule.id, "values": dict(finding.values), "message": finding.message}


def _refusal(platform: Platform) -> Invalid | None:
    try:
        require_languages(platform)
    except Invalid as error:
        return error
    return None


def _published(scope: Scope, platforms: Sequence[Platform]) -> Mapping[str, Publication]:
    ids = [platform.public_id for platform in platforms]
    found = scope.session.scalars(scope.select(Publication).where(Publication.public_id.in_(ids)))
    return {publication.public_id: publication for publication in found}


def _prospect(platform: Platform, document: Document | None, published: Publication | None, locale: str) -> Prospect:
    if document is None:
        return Prospect(platform, BLOCKED, reason=_refusal(platform))
    if published is None:
        return Prospect(platform, FIRST)
    changes = tuple(_changes(document, published, locale))
    if published.state != LIVE:
        return Prospect(platform, BACK, changes)
    return Prospect(platform, CHANGE if changes else NOTHING, changes)


def _checked(prospect: Prospect, errors: Sequence[Finding]) -> Prospect:
    return replace(prospect, effect=BLOCKED, errors=tuple(errors)) if errors else prospect


def _changes(document: Document, published: Publication, locale: str) -> Iterator[PartChange]:
    for action, kind, key in differing(published.parts, parts(document)):
        yield PartChange(action, kind, _label(document, kind, key, locale))


def _label(document: Document, kind: str, key: str, locale: str) -> str:
    """The name of a part in the new charter; of one that goes, its key, which is made of its name."""
    lists: dict[str, Sequence[Any]] = {
        "purpose": document.purposes,
        "provider": document.providers,
        "service": document.services,
        "usage": document.services,
        "text": document.texts,
    }
    part = next((part for part in lists.get(kind, ()) if part.key == key), None)
    name = getattr(part, "title" if kind == "text" else "name", key)
    return name if isinstance(name, str) else localized(name, locale, document.platform.default_locale) or key
