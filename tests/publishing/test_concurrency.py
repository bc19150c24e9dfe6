"""Several people publish and edit at once: ordered versions, none twice, none missing, nothing lost."""

import threading
from collections.abc import Callable

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from charter_admin.catalogue import cookies, services
from charter_admin.catalogue.models import Service
from charter_admin.db import make_engine
from charter_admin.errors import Refused
from charter_admin.organizations.scope import Scope
from charter_admin.platforms.models import Platform
from charter_admin.publishing import service
from charter_admin.versions.document import digest, from_json
from charter_admin.versions.models import Artefact, CharterVersion, Publication
from tests.publishing import drafts

PEOPLE = 8
Work = Callable[[Session, int], None]


def prepare(engine: Engine) -> tuple[int, str]:
    """A platform to work on; gives the ids of organization and platform."""
    with Session(engine) as session:
        scope = drafts.scope(session)
        platform = drafts.platform(scope)
        session.commit()
        return scope.organization_id, platform.public_id


def at_once(engine: Engine, work: Work) -> list[BaseException]:
    """Runs `work` in PEOPLE threads, each with an engine and a session of its own; gives what went wrong."""
    url = engine.url.render_as_string(hide_password=False)
    gate, wrong = threading.Barrier(PEOPLE), list[BaseException]()

    def run(person: int) -> None:
        own = make_engine(url)
        try:
            gate.wait()
            with Session(own) as session:
                work(session, person)
        except BaseException as error:
            wrong.append(error)
        finally:
            own.dispose()

    threads = [threading.Thread(target=run, args=(person,)) for person in range(PEOPLE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return wrong


def load(session: Session, owner: int, public_id: str, person: int) -> tuple[Scope, Platform]:
    """The platform as a person of a new transaction sees it."""
    scope = Scope(session, owner, "owner", f"person {person}")
    return scope, scope.get(Platform, public_id=public_id)


def check_versions(engine: Engine) -> list[CharterVersion]:
    """Every version is whole, they are numbered from 1 without a gap, and the last one is current."""
    with Session(engine, expire_on_commit=False) as session:
        versions = list(session.scalars(select(CharterVersion).order_by(CharterVersion.number)))
        assert [version.number for version in versions] == list(range(1, len(versions) + 1))
        assert session.scalars(select(Publication)).one().version_id == versions[-1].id
        for version in versions:
            assert digest(from_json(version.document)) == version.digest
            kinds = session.scalars(select(Artefact.kind).where(Artefact.version_id == version.id)).all()
            assert sorted(kinds) == ["banner", "banner", "json", "page", "page"]
        return versions


def test_edits_and_publications_of_eight_people(engine: Engine) -> None:
    owner, public_id = prepare(engine)

    def work(session: Session, person: int) -> None:
        for turn in range(2):
            scope, platform = load(session, owner, public_id, person)
            drafts.use(scope, platform, f"Service {person} {turn}", "statistics", f"c{person}_{turn}")
            session.commit()
            scope, platform = load(session, owner, public_id, person)
            service.publish(scope, platform)
            session.commit()

    assert at_once(engine, work) == []
    versions = check_versions(engine)
    assert len({version.digest for version in versions}) == len(versions)
    names = {c.name for s in from_json(versions[-1].document).services for c in s.cookies}
    assert {f"c{person}_{turn}" for person in range(PEOPLE) for turn in range(2)} <= names
    counts = [len(from_json(version.document).services) for version in versions]
    assert counts == sorted(counts)


def test_eight_publications_of_one_draft_make_one_version(engine: Engine) -> None:
    owner, public_id = prepare(engine)
    created: list[bool] = []

    def work(session: Session, person: int) -> None:
        created.append(service.publish(*load(session, owner, public_id, person)).created)
        session.commit()

    assert at_once(engine, work) == []
    assert sorted(created) == [False] * 7 + [True]
    assert len(check_versions(engine)) == 1


def test_no_version_holds_half_of_an_edit(engine: Engine) -> None:
    """A service and its cookie are always renamed together; no version may hold the one name without the other."""
    owner, public_id = prepare(engine)
    with Session(engine) as session:
        scope, platform = load(session, owner, public_id, 0)
        drafts.use(scope, platform, "Pair", "statistics", "Pair")
        session.commit()

    def work(session: Session, person: int) -> None:
        for turn in range(6):
            scope, platform = load(session, owner, public_id, person)
            if person % 2:
                rename_pair(scope, f"{person}-{turn}")
            else:
                try_to_publish(scope, platform)
            session.commit()

    assert at_once(engine, work) == []
    with Session(engine) as session:
        service.publish(*load(session, owner, public_id, 0))
        session.commit()
    for version in check_versions(engine):
        pair = next(s for s in from_json(version.document).services if s.key == "pair")
        assert pair.name["fr"] == pair.cookies[0].name


def rename_pair(scope: Scope, name: str) -> None:
    """Gives both the name, in one transaction that holds them from the start."""
    row = scope.session.scalars(scope.select(Service).where(Service.key == "pair").with_for_update()).one()
    values = services.ServiceValues({"fr": name}, row.purpose_id, row.provider_id)
    services.update(scope, row, values, row.revision)
    cookies.update(scope, row.cookies[0], cookies.CookieValues(name), row.cookies[0].revision)


def try_to_publish(scope: Scope, platform: Platform) -> None:
    """Publishes, or is told that others are editing."""
    try:
        service.publish(scope, platform)
    except Refused:
        scope.session.rollback()


def test_rendering_again_twice_at_once_adds_each_file_once(engine: Engine) -> None:
    owner, public_id = prepare(engine)
    with Session(engine) as session:
        service.publish(*load(session, owner, public_id, 0))
        for row in session.scalars(select(Artefact)):
            row.build = "000000000000"  # made by an earlier release
        session.commit()
    added: list[int] = []

    def work(session: Session, _person: int) -> None:
        added.append(service.rerender(session))
        session.commit()

    assert at_once(engine, work) == []
    assert sum(added) == 5
