"""An organization with some of everything, and what a visitor gets of it."""

from io import BytesIO

import pytest
from sqlalchemy import Engine, insert, select
from sqlalchemy.orm import Session
from werkzeug.test import Client

from charter_admin import clock
from charter_admin.accounts import users
from charter_admin.catalogue import cookies
from charter_admin.consent.counting import ACTIONS
from charter_admin.consent.models import ConsentReceipt
from charter_admin.consent.storage import attach
from charter_admin.consent.tallies import DecisionTally, PurposeTally, ShownTally
from charter_admin.demo import seed
from charter_admin.exporting import arrival, organization
from charter_admin.importing import review
from charter_admin.organizations import service as organizations
from charter_admin.organizations.models import Organization
from charter_admin.organizations.scope import Scope
from charter_admin.platforms import texts
from charter_admin.platforms.standard_texts import Words
from charter_admin.public.app import PublicPlane
from charter_admin.publishing import keeping, service
from charter_admin.versions.document import from_json
from charter_admin.versions.models import Artefact, CharterVersion, Publication
from tests import factories
from tests.consent.receipts import new_id
from tests.publishing import drafts

ODD = "=1+1\t“a”\u2028'quoted', \U0001f36a\nline"


def settle(engine: Engine, patch: pytest.MonkeyPatch) -> str:
    """The demo's organization, and what happened to it since; gives its address in the admin."""
    with Session(engine) as session, session.begin():
        factories.organization(session, "Another, so that ids are not 1")
        seed.ensure(session, "127.0.0.1:8123")
        owner = session.scalars(select(Organization).where(Organization.slug == seed.SLUG)).one()
        users.set_password(users.find_or_create(session, seed.EMAIL), "la marée monte à midi")
        organizations.join(session, owner, users.find_or_create(session, "vera@example.org").id, "viewer")
        scope = Scope(session, owner.id, "owner", "Claire")
        _live(scope, patch)
        return owner.slug


def _live(scope: Scope, patch: pytest.MonkeyPatch) -> None:
    with patch.context() as older:  # a version rendered by an older release, then again by this one
        older.setattr(keeping, "build_id", lambda: "0" * 12)
        old = drafts.platform(scope, "Ancien")
        service.publish(scope, old)
    added = drafts.use(scope, old, "Matomo", "statistics", "_pk_*")
    cookies.create(scope, added, cookies.CookieValues("odd", {"fr": ODD, "br": "dour"}))
    texts.save(scope, old, "fr", "what", Words("Un titre", "Du *texte*\n\n- à nous"), 0)
    version = service.publish(scope, old).version
    service.rerender(scope.session)
    gone, off = drafts.platform(scope, "Supprimé"), drafts.platform(scope, "Hors ligne")
    for platform in (gone, off):
        service.publish(scope, platform)
    service.delete(scope, gone)
    service.unpublish(scope, off)
    review.take_in(scope, old, b"<table><tr><th>Cookie<th>Purpose<tr><td>sid<td>Sign-in</table>", "charte.html")
    _receipt(scope, version)
    _sums(scope, version)


def _receipt(scope: Scope, version: CharterVersion) -> None:
    now = clock.now()
    attach(scope.session.connection())
    scope.session.execute(
        insert(ConsentReceipt).values(
            id=new_id(), consent_id=new_id(), organization_id=scope.organization_id, public_id=version.public_id,
            version=version.number, digest=version.digest, build="0" * 12, locale="fr", action="accept_all",
            choices={"statistics": True}, layout="bar", claimed_at=now, received_at=now,
        )
    )  # fmt: skip


def _sums(scope: Scope, version: CharterVersion) -> None:
    place = {"public_id": version.public_id, "day": "2026-11-24", "version": 1, "locale": "fr", "layout": "bar"}
    place |= {"organization_id": scope.organization_id}
    actions = dict.fromkeys(ACTIONS, 3)
    scope.session.execute(insert(DecisionTally).values(**place, **actions))
    scope.session.execute(insert(PurposeTally).values(**place, purpose="statistics", accepted=2, refused=1))
    scope.session.execute(insert(ShownTally).values(**place, shown=5, unanswered=2))


def exported(engine: Engine, wanted: str = seed.SLUG) -> bytes:
    """The file of an organization."""
    with Session(engine) as session:
        organization.read_at_one_moment(session)
        found, out = organization.find(session, wanted), BytesIO()
        organization.write(Scope(session, found.id, "owner", "tests"), out)
        return out.getvalue()


def imported(engine: Engine, data: bytes) -> arrival.Arrived:
    """Imports a file, and commits."""
    with Session(engine) as session, session.begin():
        return arrival.read(session, BytesIO(data))


def public_answers(engine: Engine, addresses: list[str]) -> dict[str, tuple[int, dict[str, str], bytes]]:
    """What each public address answers, for each compression: status, headers and bytes."""
    client, found = Client(PublicPlane(engine)), {}
    for address in addresses:
        for coding in ("identity", "gzip", "br"):
            answer = client.get(address, headers={"Accept-Encoding": coding})
            found[f"{address} {coding}"] = (answer.status_code, dict(answer.headers), answer.data)
    return found


def public_addresses(engine: Engine) -> list[str]:
    """Every public address of every charter: current and archived, each language, page, banner and JSON."""
    with Session(engine) as session:
        bases: list[tuple[str, tuple[str, ...]]] = [
            (f"/c/{public_id}/", ()) for public_id in session.scalars(select(Publication.public_id))
        ]
        for row in session.scalars(select(CharterVersion)):
            languages = from_json(row.document).platform.locales
            bases += [(base, languages) for base in (f"/c/{row.public_id}/", f"/c/{row.public_id}/v/{row.number}/")]
        assert session.scalars(select(Artefact)).first()
    files = [f"{base}{name}" for base, _ in bases for name in ("", "banner.js", "charter.json")]
    return sorted({*files, *(f"{b}{code}/{n}" for b, codes in bases for code in codes for n in ("", "banner.js"))})
