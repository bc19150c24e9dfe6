"""The build's name changes with whatever rendering depends on."""

import grimp
import pytest

from charter_admin import paths
from charter_admin.publishing import build
from charter_admin.publishing.build import build_id

# Used by what renders, but with no say in the bytes: searching, and where files are.
SILENT = {"listing", "paths", "publishing/build"}


def test_every_module_that_renders_is_in_it() -> None:
    graph = grimp.build_graph("charter_admin", cache_dir=None)
    modules = {"charter_admin.publishing.render", *graph.find_upstream_modules("charter_admin.publishing.render")}
    files = {module.removeprefix("charter_admin.").replace(".", "/") for module in modules}
    code = {f"{file}.py" for file in files - SILENT if (paths.PACKAGE / f"{file}.py").is_file()}
    assert code - {"charter_admin.py", "db.py", "clock.py"} == {s for s in build._SOURCES if s.endswith(".py")}


def test_it_is_short_and_stable() -> None:
    assert build_id() == build_id()
    assert len(build_id()) == build.LENGTH
    assert set(build_id()) <= set("0123456789abcdef")


@pytest.mark.parametrize("part", ["page.css", "print.css", "page.html", "fr", "banner/dist/banner.js", "babel"])
def test_each_part_counts(part: str, monkeypatch: pytest.MonkeyPatch) -> None:
    parts = list(build._parts())
    assert part in [name for name, _ in parts]
    changed = [(name, content + b"x" if name == part else content) for name, content in parts]
    before = build_id.__wrapped__()
    monkeypatch.setattr(build, "_parts", lambda: iter(changed))
    assert build_id.__wrapped__() != before
