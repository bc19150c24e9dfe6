"""The real charter this project began with, imported and published; the demo; and the command line."""

import json
from pathlib import Path
from typing import Any

from click.testing import CliRunner
from sqlalchemy import select
from sqlalchemy.orm import Session

from charter_admin.cli import main
from charter_admin.compliance.lint import lint
from charter_admin.db import make_engine
from charter_admin.demo import seed
from charter_admin.importing import review
from charter_admin.platforms import service as platforms
from charter_admin.publishing import service as publishing
from charter_admin.versions.document import from_json, to_json
from charter_admin.versions.models import CharterVersion
from tests.compliance.cases import CASES
from tests.compliance.lawful import charter
from tests.publishing import drafts

# The seed's declarations as the importer's corpus has them; the prose around them is ours.
SEED = Path(__file__).parents[1] / "importing" / "charters" / "01-portail-donnees.txt"


def test_the_seed_is_published_without_an_error_and_its_missing_durations_are_named(session: Session) -> None:
    scope = drafts.scope(session)
    settings = platforms.PlatformValues("Portail", ["data.cabinet-fsl.fr"], "fr", ["fr", "en"])
    platform = platforms.create(scope, settings)
    taken = review.take_in(scope, platform, SEED.read_bytes(), SEED.name)
    assert review.accept_all(scope, taken.id, drafts.purpose(scope, "necessary").id) == 4
    findings = lint(from_json(publishing.publish(scope, platform).version.document))
    assert [finding.message for finding in findings if finding.is_error] == []
    named = {finding.subject.name for finding in findings if finding.rule.id == "duration-missing"}
    assert named == {"sessionid", "django_language", "csrftoken", "cookies_preferences"}


def test_the_demo_has_no_error(session: Session) -> None:
    seed.ensure(session, "127.0.0.1:8001")
    found = [finding for version in session.scalars(select(CharterVersion)) for finding in lint_of(version)]
    assert [finding.message for finding in found if finding.is_error] == []
    assert {f.subject.name for f in found if f.rule.id == "duration-missing"} >= {"sessionid", "csrftoken"}


def lint_of(version: CharterVersion) -> Any:
    """The check of a version."""
    return lint(from_json(version.document))


def run(*arguments: object, **environ: str) -> Any:
    """What the command line says."""
    return CliRunner().invoke(main, ["check", *map(str, arguments)], env=environ)


def test_a_file_is_checked(tmp_path: Path) -> None:
    path = tmp_path / "charter.json"
    path.write_bytes(to_json(CASES["exempt-tracker"].tripping))
    told = run(path)
    assert told.exit_code == 1
    severity, rule, subject, source, message = told.stdout.splitlines()[0].split("\t")
    assert (severity, rule, subject) == ("error", "exempt-tracker", "cookie:session/cookie/_gcl_au")
    assert "art. 82" in source
    assert "Google Ads" in message
    first = json.loads(run(path, "--json").stdout)[0]
    assert (first["id"], first["severity"], first["source"]) == ("exempt-tracker", "error", source)
    assert first["about"] == {"kind": "cookie", "key": "session", "storage": "cookie", "name": "_gcl_au"}


def test_a_lawful_file_ends_well(tmp_path: Path) -> None:
    path = tmp_path / "charter.json"
    path.write_bytes(b'{"number":1,"document":' + to_json(charter()) + b"}")
    told = run(path, "--json")
    assert (told.exit_code, json.loads(told.stdout)) == (0, [])


def test_what_is_no_charter_is_refused_in_a_line(tmp_path: Path) -> None:
    path = tmp_path / "charter.json"
    for content in (b"", b"[]", b"{}", b'{"document":1}', b"\xff", b"[" * 100_000, b'{"platform":{}}'):
        path.write_bytes(content)
        told = run(path)
        assert (told.exit_code, "Traceback" in told.output) == (1, False), content[:20]
        assert "not the JSON of a charter" in told.stderr
    assert "No such file" in run(tmp_path / "none.json").stderr


def test_a_published_charter_is_checked_by_its_id(sqlite_url: str) -> None:
    engine = make_engine(sqlite_url)
    with Session(engine) as session, session.begin():
        scope = drafts.scope(session)
        platform = drafts.platform(scope)
        publishing.publish(scope, platform)
        public_id = platform.public_id
    engine.dispose()
    told = run(public_id, CHARTER_DATABASE_URL=sqlite_url)
    assert (told.exit_code, "dpo-missing" in told.stdout) == (0, True)
    assert "neither a file" in run("unknownpublicid", CHARTER_DATABASE_URL=sqlite_url).stderr
