"""What holds for the files of the project."""

import re
import subprocess
import sys
import tomllib
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).parents[2]
FOLDERS = {"charter_admin", "migrations", "translations", "tests", "docs", ".ci"}
SINGLE = {
    "README.md", "CHANGELOG.md", "LICENSE", "Makefile", "pyproject.toml", "wsgi.py",
    "requirements.txt", "requirements-dev.txt", ".gitignore", ".gitattributes", ".editorconfig",
}  # fmt: skip
MOST_LINES = 300


def tracked() -> list[Path]:
    """The files of the project, from git, or from the folder where there is no git (an unpacked archive)."""
    done = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        return [path.relative_to(ROOT) for folder in FOLDERS for path in (ROOT / folder).rglob("*") if path.is_file()]
    return [Path(name) for name in done.stdout.split("\0") if name and (ROOT / name).exists()]


def test_only_what_belongs_there_is_at_the_top() -> None:
    assert {path.parts[0] for path in tracked()} <= FOLDERS | SINGLE


def test_no_source_file_is_too_long() -> None:
    sources = [p for p in tracked() if p.suffix in (".py", ".ts", ".html") and p.parts[0] != "migrations"]
    lengths = {
        str(path): len((ROOT / path).read_text().splitlines()) for path in sources if "charters" not in path.parts
    }
    assert {name: count for name, count in lengths.items() if count > MOST_LINES} == {}


def test_imports_run_one_way() -> None:
    linter = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([linter], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_the_catalogues_are_complete() -> None:
    done = subprocess.run(
        [sys.executable, ROOT / ".ci/translations.py", "--check"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout


def test_the_locks_hold_every_dependency_with_hashes_and_no_address() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    lock = (ROOT / "requirements.txt").read_text()
    locked = set(re.findall(r"^([a-z0-9-]+)(?:\[[a-z]+\])?==", lock, re.MULTILINE))
    named = {re.split(r"[\[<>=]", dependency)[0].lower() for dependency in project["dependencies"]}
    assert named <= locked
    for name in ("requirements.txt", "requirements-dev.txt"):
        text = (ROOT / name).read_text()
        assert text.count("==") <= text.count("--hash=sha256:")
        assert "://" not in text
        assert "--index-url" not in text
    for path in (p for p in tracked() if p.name == "package-lock.json"):
        assert '"resolved"' not in (ROOT / path).read_text()


def test_every_runtime_dependency_may_be_shipped_with_an_mit_project() -> None:
    """Permissive licences, and LGPL or MPL for libraries we only link to."""
    lock = (ROOT / "requirements.txt").read_text()
    names = set(re.findall(r"^([a-z0-9-]+)(?:\[[a-z]+\])?==", lock, re.MULTILINE))
    for name in names - {"colorama", "tzdata", "exceptiongroup"}:  # only installed on other systems
        told = licence(metadata.metadata(name))
        assert re.search(r"MIT|BSD|Apache|PSF|ISC|LGPL|Lesser|MPL|Python Software|0BSD|Unlicense", told), (name, told)


def licence(about: metadata.PackageMetadata) -> str:
    """What a distribution says of its licence, in any of the three places for it."""
    classifiers = [c for c in about.get_all("Classifier") or [] if c.startswith("License")]
    whole = about.json  # the one view whose keys may be missing
    return " ".join([str(whole.get("license_expression", "")), str(whole.get("license", ""))[:80], *classifiers])
