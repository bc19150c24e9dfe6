"""The folder of an export: whole, tidy, and touched only where something changed."""

from pathlib import Path

import brotli
import pytest
from click.testing import CliRunner
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from charter_admin.cli import main
from charter_admin.errors import Refused
from charter_admin.publishing import service
from charter_admin.static_site import languages
from charter_admin.static_site.export import export
from charter_admin.static_site.writing import MARK, Folder
from tests.publishing import drafts

APPLICATION = "http://127.0.0.1:8000"


def names(root: Path) -> set[str]:
    """The files below a folder."""
    return {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()}


def test_a_charter_is_written_whole_and_only_what_changed_again(engine: Engine, tmp_path: Path) -> None:
    root = tmp_path / "site"
    with Session(engine, expire_on_commit=False) as session:
        scope = drafts.scope(session)
        platform, other = drafts.platform(scope), drafts.platform(scope, "Autre")
        for one in (platform, other):
            service.publish(scope, one)
        session.commit()
        first = export(engine, root, APPLICATION)
        base, still = f"c/{platform.public_id}", f"c/{other.public_id}"
        found = names(root)
        for name in (
            "fr/index.html",
            "en/index.html",
            "fr/banner.js",
            "banner.js",
            "charter.json",
            "v/1/fr/index.html",
        ):
            page = (root / base / name).read_bytes()
            assert brotli.decompress((root / base / f"{name}.br").read_bytes()) == page
            assert f"{base}/{name}.gz" in found
        assert (first.reload, first.written) == (True, len(found) - 1)  # all but the mark
        assert export(engine, root, APPLICATION) == type(first)(0, 0, reload=False)

        inodes = {name: (root / name).stat().st_ino for name in found}
        drafts.use(scope, platform, "Panier", "necessary", "panier")
        service.publish(scope, platform)
        session.commit()
        assert export(engine, root, APPLICATION).reload  # version 2 has an address of its own
        assert b"panier" in (root / base / "fr/index.html").read_bytes()
        kept = {name for name in found if (root / name).stat().st_ino == inodes[name]}
        assert {name for name in found if name.startswith((still, f"{base}/v/1/"))} <= kept

        service.unpublish(scope, platform)
        service.delete(scope, other)
        session.commit()
        assert export(engine, root, APPLICATION).removed > 0
        left = names(root)
    assert not any(name.startswith(still) for name in left)
    assert all(name.startswith(f"{base}/v/") for name in left if name.startswith(base))
    assert f"{base}/v/2/fr/index.html" in left
    assert not (root / still).exists()


def test_a_folder_of_other_things_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "holidays.jpg").touch()
    with pytest.raises(Refused, match="other files"):
        Folder(tmp_path)
    assert names(tmp_path) == {"holidays.jpg"}


def test_leftovers_of_a_broken_export_are_tidied(tmp_path: Path) -> None:
    Folder(tmp_path / "site")
    (tmp_path / "site" / ".page.part").touch()
    folder = Folder(tmp_path / "site")
    folder.put("a/b", b"content")
    folder.tidy()
    assert names(tmp_path / "site") == {MARK, "a/b"}


def test_equal_contents_have_equal_times_on_every_machine(tmp_path: Path) -> None:
    times = []
    for name in ("one", "two"):
        Folder(tmp_path / name).put("page", b"the same")
        times.append((tmp_path / name / "page").stat().st_mtime)
    assert times[0] == times[1]


def test_the_command(sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHARTER_DATABASE_URL", sqlite_url)
    root = tmp_path / "site"
    done = CliRunner().invoke(main, ["export-site", str(root), "--application", "http://127.0.0.1:9"])
    assert (done.exit_code, "nginx -s reload" in done.output) == (0, True)
    assert "proxy_pass http://127.0.0.1:9;" in (root / "nginx.conf").read_text()
    assert (
        "reload"
        not in CliRunner().invoke(main, ["export-site", str(root), "--application", "http://127.0.0.1:9"]).output
    )
    refused = CliRunner().invoke(main, ["export-site", str(tmp_path)])
    assert (refused.exit_code, "other files" in refused.output) == (1, True)


@pytest.mark.parametrize(
    ("locales", "expected"),
    [(("fr",), []), (("fr", "en"), ["en"]), (("en", "fr-CA", "fr"), ["fr-CA", "fr"]), (("fr", "fr-CA"), ["fr-CA"])],
)
def test_longer_ranges_are_tried_first(locales: tuple[str, ...], expected: list[str]) -> None:
    assert [locale for _, locale in languages.choices(locales, locales[0])] == expected
