"""Export, drop the database, import: everything is as it was, between all kinds of databases."""

import base64
import json
import re
from collections.abc import Callable
from hashlib import sha256
from typing import Any

import pytest
from sqlalchemy import Engine, Table, func, select
from sqlalchemy.orm import Session

from charter_admin.accounts.models import Session as SignIn
from charter_admin.accounts.models import SignInLink, User
from charter_admin.catalogue import keys, services
from charter_admin.catalogue.models import Purpose, Service
from charter_admin.consent.storage import attach
from charter_admin.demo import seed
from charter_admin.errors import Forbidden, Invalid, NotFound, Refused
from charter_admin.exporting import organization, tables
from charter_admin.models import metadata
from charter_admin.organizations.models import Membership, Organization
from charter_admin.organizations.scope import Scope
from charter_admin.platforms.models import Platform
from charter_admin.publishing import service as publishing
from charter_admin.publishing.standing import standings
from charter_admin.versions.document import digest, from_json
from charter_admin.versions.models import CharterVersion
from tests import factories
from tests.exporting.conftest import MakeDatabase
from tests.exporting.organizations import exported, imported, public_addresses, public_answers, settle

KINDS = ("sqlite", "postgresql")
NO_TENANT = {
    "organization",
    "user",
    "session",
    "sign_in_link",
    "failed_sign_in",
    "publication_serial",
    "receipt_purge",
    "tally_progress",
}


@pytest.fixture(params=KINDS)
def home(request: pytest.FixtureRequest, make_database: MakeDatabase, monkeypatch: pytest.MonkeyPatch) -> Engine:
    """A database with an organization that lived."""
    engine = make_database(request.param)
    settle(engine, monkeypatch)
    return engine


@pytest.mark.parametrize("kind", KINDS)
def test_everything_comes_back_as_it_was(home: Engine, make_database: MakeDatabase, kind: str) -> None:
    file, addresses = exported(home), public_addresses(home)
    before, versions = public_answers(home, addresses), published(home)
    assert {status for status, *_ in before.values()} == {200, 410}
    away = make_database(kind)
    arrived = imported(away, file)
    assert (arrived.slug, arrived.platforms, arrived.people) == (seed.SLUG, 4, 2)
    assert public_answers(away, addresses) == before
    assert published(away) == versions
    assert all(sha256(document).hexdigest() == held for document, held, *_ in versions.values())
    assert exported(away) == file


def published(engine: Engine) -> dict[tuple[str, int], tuple[Any, ...]]:
    """Every version by public id and number."""
    with Session(engine) as session:
        return {
            (v.public_id, v.number): (v.document, v.digest, v.consent_digest, v.created_at, v.author, v.locales)
            for v in session.scalars(select(CharterVersion))
        }


def test_what_was_imported_goes_on_living(home: Engine, make_database: MakeDatabase) -> None:
    away = make_database("sqlite")
    with Session(away) as session, session.begin():
        factories.organization(session, "Somebody who was here before")
    imported(away, exported(home))
    with Session(away) as session, session.begin():
        owner = session.scalars(select(Organization).where(Organization.slug == seed.SLUG)).one()
        scope = Scope(session, owner.id, "owner", "Claire")
        rows = session.scalars(select(Platform)).all()
        assert not any(each.changed for each in standings(scope, rows).values())
        place = next(row for row in rows if row.name == "Ancien")
        assert publishing.publish(scope, place).version.number == 2
        assert digest(publishing.draft(scope, place)) == digest(from_json(publishing.current(scope, place).document))  # type: ignore[union-attr]  # it was published above
        factories.usage(scope, place, factories.service(scope))
        assert publishing.publish(scope, place).version.number == 3
        frozen = session.scalars(select(Service).where(Service.key_frozen)).first()
        assert frozen
        with pytest.raises(Invalid, match="published"):
            keys.changed(scope, frozen, "another")


def test_no_secret_leaves(home: Engine, make_database: MakeDatabase) -> None:
    with Session(home) as session:
        hashes = [value for value in session.scalars(select(User.password_hash)) if value]
        tokens = session.scalars(select(SignInLink.token_hash)).all()
    file = exported(home).decode()
    assert hashes
    assert tokens
    assert not any(secret in file for secret in (*hashes, *tokens))
    away = make_database("sqlite")
    imported(away, file.encode())
    with Session(away) as session:
        joined = select(User.email, User.password_hash, Membership.role).where(Membership.user_id == User.id)
        people = session.execute(joined).tuples()
        assert sorted(people) == [(seed.EMAIL, None, "owner"), ("vera@example.org", None, "viewer")]
        assert not session.scalars(select(SignIn)).all()


def test_another_organization_stays_at_home(home: Engine) -> None:
    with Session(home) as session, session.begin():
        purpose = factories.purpose(factories.scope(session, "Monts"), "Secret of Monts")
        assert purpose.id
    assert "Monts" not in exported(home).decode()
    assert "Secret of Monts" in exported(home, "monts").decode()


def test_only_owners_take_everything_out(home: Engine) -> None:
    with Session(home) as session:
        found = organization.find(session, seed.SLUG)
        for role in ("viewer", "editor", "publisher"):
            with pytest.raises(Forbidden):
                organization.write(Scope(session, found.id, role, "tests"), None)  # type: ignore[arg-type]  # unused


def test_an_organization_is_found_by_id_address_or_name(home: Engine) -> None:
    with Session(home) as session:
        found = organization.find(session, seed.SLUG)
        assert organization.find(session, str(found.id)) is found
        assert organization.find(session, found.name) is found
        factories.organization(session, found.name)
        with pytest.raises(Refused, match="Several organizations"):
            organization.find(session, found.name)
        with pytest.raises(NotFound, match="no organization called Nobody"):
            organization.find(session, "Nobody")


def count_rows(engine: Engine) -> dict[str, int]:
    """How many rows each table has."""
    with engine.connect() as connection:
        attach(connection)
        return {t.name: connection.scalar(select(func.count()).select_from(t)) or 0 for t in metadata.sorted_tables}


def refused(engine: Engine, data: bytes) -> str:
    """Why a file is refused, having left nothing."""
    before = count_rows(engine)
    with pytest.raises(Refused) as caught:
        imported(engine, data)
    assert count_rows(engine) == before
    return str(caught.value)


def test_what_is_here_already_is_not_imported_over(home: Engine, make_database: MakeDatabase) -> None:
    file = exported(home)
    assert "/o/demonstration already" in refused(home, file)
    away = make_database(home.dialect.name)
    with Session(away) as session, session.begin():
        other = factories.scope(session, "Monts")
        factories.platform(other).public_id = seed.PORTAL_ID
    assert "demoportal is in use" in refused(away, file)


def signed(lines: list[bytes]) -> bytes:
    """Lines with the digest that fits them: what a forger or another release would make."""
    body = b"".join(lines)
    return body + b'],"sha256":"' + sha256(body).hexdigest().encode() + b'"}\n'


def test_a_cut_or_changed_file_is_refused_whole(home: Engine, make_database: MakeDatabase) -> None:
    file, away = exported(home), make_database(home.dialect.name)
    lines = file.splitlines(keepends=True)
    for broken in (
        file[:-1], file[: len(file) // 2], b"".join(lines[:-1]), b"".join(lines[:5] + lines[6:]), file + b"\n",
        file.replace(b'"Ancien"', b'"Ancienne"', 1), file.replace(b'"owner"', b'"owneR"', 1),
    ):  # fmt: skip
        assert broken != file
        assert "not whole" in refused(away, broken)


def test_what_is_no_export_is_refused(make_database: MakeDatabase) -> None:
    away = make_database("sqlite")
    for nothing in (b"", b"\0\xff" * 50, b"{}", b"[]\n", b'{"charter_admin":"other","rows":[\n', b"[" * 100_000):
        assert "no export" in refused(away, nothing), nothing[:20]


def changed(file: bytes, change: Callable[[str, dict[str, Any]], object]) -> bytes:
    """The file with every row passed through `change`, and a digest that fits."""
    head, *rest = file.splitlines(keepends=True)[:-1]
    rows = [json.loads(line.removeprefix(b",")) for line in rest]
    for name, row in rows:
        change(name, row)
    return signed([head, *((b"," if n else b"") + json.dumps(row).encode() + b"\n" for n, row in enumerate(rows))])


def test_a_newer_format_or_unknown_columns_are_refused(home: Engine, make_database: MakeDatabase) -> None:
    file, away = exported(home), make_database(home.dialect.name)
    head, *rest = file.splitlines(keepends=True)[:-1]
    newer = signed([head.replace(b'"format":1', b'"format":2'), *rest])
    assert "newer release" in refused(away, newer)
    assert "newer release" in refused(away, changed(file, lambda name, row: row.update(more=1)))
    assert "newer release" in refused(away, signed([head, rest[0], b',["unheard_of",{"id":1}]\n']))


def put(table: str, column: str, value: object) -> Callable[[str, dict[str, Any]], object]:
    """A change of one column of every row of a table."""
    return lambda name, row: row.update({column: value}) if name == table else None


@pytest.mark.parametrize(
    "change",
    [
        put("purpose", "key", 7), put("purpose", "basis", None), put("purpose", "created_at", "yesterday"),
        put("purpose", "name", {"fr": "a\0b"}), put("platform", "public_id", "same"), put("purpose", "position", 2**40),
        put("service", "purpose_id", 9999), put("service", "purpose_id", [1]), put("purpose", "key_frozen", "yes"),
        put("charter_version", "document", base64.b64encode(b"{}").decode()), put("artefact", "gzip", "AAAA"),
        put("artefact", "brotli", "!"), put("artefact", "sha256", "0" * 64), put("membership", "user_id", None),
        put("organization", "slug", None), put("user", "email", None), put("provider", "name", "\ud800"),
    ],
)  # fmt: skip
def test_rows_that_cannot_be_are_refused_whole(
    make_database: MakeDatabase, monkeypatch: pytest.MonkeyPatch, change: Callable[[str, dict[str, Any]], object]
) -> None:
    home, away = make_database("sqlite"), make_database("sqlite")
    settle(home, monkeypatch)
    assert "not whole" in refused(away, changed(exported(home), change))


def test_a_file_of_an_older_release_may_lack_columns(home: Engine, make_database: MakeDatabase) -> None:
    away = make_database(home.dialect.name)
    imported(away, changed(exported(home), lambda name, row: row.pop("position", None) if name == "purpose" else 0))
    with Session(away) as session:
        assert set(session.scalars(select(Purpose.position))) == {0}


def test_every_table_of_a_tenant_can_travel() -> None:
    """What a new table must keep to: the export takes it along without knowing it."""
    owned = {table.name for table in tables.tenant_tables()}
    assert {table.name for table in metadata.sorted_tables} - owned - tables.LEFT_OUT == NO_TENANT
    seen: set[str] = {"user"}
    for table in tables.tenant_tables():
        points = tables.references(table)
        assert set(points.values()) <= seen, table.name
        assert foreign_to_ids(table), table.name
        loose = {c.name for c in table.c if re.search(r"_id$", c.name) and c.type.python_type is not str}
        assert loose - {tables.OWNER} == set(points), table.name
        seen.add(table.name)


def foreign_to_ids(table: Table) -> bool:
    """Whether every foreign key points at a number that another database gives anew."""
    targets = [e.column for c in table.foreign_key_constraints for e in c.elements]
    return all(column.name in ("id", tables.OWNER) for column in targets)


def test_a_visit_meanwhile_is_not_half_in_the_file(home: Engine) -> None:
    """The export sees one moment, whatever is committed while it runs."""
    with Session(home) as reading:
        organization.read_at_one_moment(reading)
        found = organization.find(reading, seed.SLUG)
        with Session(home) as writing, writing.begin():
            scope = Scope(writing, found.id, "owner", "tests")
            services.every(scope)[0].provider.name = "Renamed meanwhile"
        assert "Renamed meanwhile" not in [
            row.provider.name for row in services.every(Scope(reading, found.id, "owner", "tests"))
        ]
