"""Publishing: what the admin plane and the command line ask for. Nothing here commits; the edge does."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import delete as delete_from
from sqlalchemy import select
from sqlalchemy.orm import Session, defer

from charter_admin import clock
from charter_admin.compliance import service as compliance
from charter_admin.errors import NotFound, Refused
from charter_admin.i18n import N_
from charter_admin.organizations.scope import Scope
from charter_admin.platforms import service as platforms
from charter_admin.platforms.models import Platform
from charter_admin.publishing import render
from charter_admin.publishing.build import build_id
from charter_admin.publishing.drafts import read, read_anew
from charter_admin.publishing.keeping import (
    HARD,
    Effort,
    add_version,
    freeze_keys,
    point_at,
    remember_parts,
    render_again,
    take_off,
    tell_again,
)
from charter_admin.publishing.summary import Summary, summarise
from charter_admin.versions.banner import Banner
from charter_admin.versions.document import Document, digest
from charter_admin.versions.models import CharterVersion, Publication
from charter_admin.versions.store import DELETED, LIVE, UNPUBLISHED

# How often a draft that others are changing is read again before we give up.
READINGS = 5


@dataclass(frozen=True)
class Outcome:
    """The current version, whether this publication made it, and whether it brought an older one back online."""

    version: CharterVersion
    created: bool
    back: bool = False


@dataclass(frozen=True)
class Preview:
    """The draft as visitors would get it."""

    page: bytes
    banner: bytes
    document: Document


def draft(scope: Scope, platform: Platform) -> Document:
    """The charter as it would be published now. Raises Invalid."""
    return read(scope, platform)


def summary(scope: Scope, platform: Platform, locale: str) -> Summary:
    """What publishing would change, with names in `locale`. Raises Invalid."""
    found = read(scope, platform)
    report = compliance.report(scope, platform, found)
    return summarise(found, report, publication(scope, platform), current(scope, platform), locale)


def preview(scope: Scope, platform: Platform, locale: str, settings: Banner | None = None) -> Preview:
    """The draft's page and banner in one of the platform's languages; nothing is kept. Raises NotFound, Invalid.

    `settings` of the banner stand in for those of the draft, to be looked at before they are saved.
    """
    if locale not in platform.locales:
        raise NotFound()
    document, now = draft(scope, platform), current(scope, platform)
    if settings is not None:
        document = replace(document, banner=settings)
    edition = render.Edition(now.number + 1 if now else 1, clock.now(), build_id())
    return Preview(render.page(document, edition, locale), render.banner(document, edition, locale), document)


def publication(scope: Scope, platform: Platform) -> Publication | None:
    """What visitors get of the platform, None before the first publication."""
    return scope.session.scalar(scope.select(Publication).where(Publication.public_id == platform.public_id))


def current(scope: Scope, platform: Platform) -> CharterVersion | None:
    """The version visitors see (or saw, while unpublished)."""
    found = publication(scope, platform)
    if found is None:
        return None
    return scope.session.scalar(scope.select(CharterVersion).where(CharterVersion.id == found.version_id))


def online(scope: Scope, platform: Platform) -> CharterVersion | None:
    """The version visitors see, None while they see none."""
    found = publication(scope, platform)
    return current(scope, platform) if found and found.state == LIVE else None


def versions(scope: Scope, platform: Platform) -> Sequence[CharterVersion]:
    """All versions, the newest first; their documents and dossiers are loaded only when asked for."""
    of_platform = scope.select(CharterVersion).where(CharterVersion.platform_id == platform.id)
    light = of_platform.options(defer(CharterVersion.document), defer(CharterVersion.dossier))
    return scope.session.scalars(light.order_by(CharterVersion.number.desc())).all()


def publish(scope: Scope, platform: Platform, expected_digest: str | None = None, effort: Effort = HARD) -> Outcome:
    """Makes the draft the current version; a draft equal to it makes no second one, but is live again.

    `expected_digest` is that of the draft the person was shown, `effort` how far the banner is compressed. Raises
    Refused when the draft is another by now, Unlawful (a Refused) while rules of law are broken, Invalid when no
    charter can be made of it.
    """
    scope.require("platform.publish")
    with scope.session.begin_nested():
        _lock(scope, platform)
        document = _settled(scope, platform)
        if expected_digest is not None and expected_digest != digest(document):
            raise Refused(N_("The draft was changed since this page was shown. Look at the changes again."))
        before, live = _before(scope, platform)
        version = before if live and before is not None and before.digest == digest(document) else None
        # What is online as it is stays so, and is not checked again.
        version = version or _version(scope, platform, document, before, effort)
        point_at(scope, platform, version, document)
    return Outcome(version, created=version is not before, back=version is before and not live)


def unpublish(scope: Scope, platform: Platform) -> None:
    """Takes the charter off its address; earlier versions stay readable. Raises Refused where nothing is live."""
    scope.require("platform.publish")
    _lock(scope, platform)
    found = publication(scope, platform)
    if found is None or found.state != LIVE:
        raise Refused(N_("This platform's charter is not published."))
    take_off(scope.session, found, UNPUBLISHED, found.version_id)


def delete(scope: Scope, platform: Platform) -> None:
    """Removes the platform with its draft, versions and artefacts. Its address says for ever that it is gone."""
    scope.require("platform.delete")
    _lock(scope, platform)
    found = publication(scope, platform)
    owned = CharterVersion.organization_id == scope.organization_id
    # Artefacts go with their versions, by foreign key.
    scope.session.execute(delete_from(CharterVersion).where(owned, CharterVersion.platform_id == platform.id))
    platforms.delete_draft(scope, platform)
    if found:
        take_off(scope.session, found, DELETED, None)


def rerender(session: Session) -> int:
    """Renders the current version of every live platform with this release; gives how many artefacts were added.

    Doing it twice, or twice at once, adds nothing more; the former bytes stay.
    """
    live = select(Publication.version_id).where(Publication.state == LIVE).order_by(Publication.version_id)
    added, others = 0, []
    for version_id in session.scalars(live).all():
        # Held, so that nobody deletes the version while artefacts are added to it.
        statement = select(CharterVersion).where(CharterVersion.id == version_id)
        version = session.scalar(statement.with_for_update(read=True, key_share=True))
        if version is not None:
            new, renewed = render_again(session, version)
            added += new
            others += [version.id] if new or renewed else []
            session.expunge(version)
    tell_again(session, others)
    remember_parts(session)
    return added


def _version(
    scope: Scope, platform: Platform, document: Document, before: CharterVersion | None, effort: Effort
) -> CharterVersion:
    """The version of a document: the one before where it says the same, else a new one. Raises Unlawful."""
    same = before if before is not None and before.digest == digest(document) else None
    report = compliance.report(scope, platform, document)
    compliance.require_lawful(report)
    return same or add_version(scope, platform, document, compliance.dossier(report), effort)


def _before(scope: Scope, platform: Platform) -> tuple[CharterVersion | None, bool]:
    """The version visitors see or saw, without its document, and whether they see it."""
    of_platform = scope.select(Publication).where(Publication.public_id == platform.public_id)
    found = scope.session.execute(
        of_platform.outerjoin(CharterVersion, CharterVersion.id == Publication.version_id)
        .add_columns(CharterVersion)
        .options(defer(CharterVersion.document), defer(CharterVersion.dossier))
    ).first()
    return (found[1], found[0].state == LIVE) if found else (None, False)


def _lock(scope: Scope, platform: Platform) -> None:
    """One publication of a platform at a time. SQLite needs no more: its transactions that write come one by one."""
    mine = scope.select(Platform).with_only_columns(Platform.id).where(Platform.id == platform.id)
    if scope.session.scalar(mine.with_for_update(key_share=True)) is None:
        raise NotFound()


def _settled(scope: Scope, platform: Platform) -> Document:
    """The draft as it was at one moment, its keys frozen.

    Every statement sees what is committed by then, so reading takes in halves of other people's changes. Two equal
    readings one after the other hold none: what they say was true in between.
    """
    reading = read_anew(scope, platform)
    if scope.session.get_bind().dialect.name == "sqlite":  # whoever may write is alone, so nothing moves meanwhile
        freeze_keys(scope, reading)
        return reading
    for _ in range(READINGS):
        freeze_keys(scope, reading)
        again = read_anew(scope, platform)
        if again == reading:
            return reading
        reading = again
    raise Refused(N_("The draft is being changed by others right now. Try again in a moment."))
