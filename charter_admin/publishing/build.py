"""The name of the renderer as it is: other code, templates or translations are another build."""

from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from charter_admin import paths

LENGTH = 12

# What turns a document into bytes, from the package's folder. Freezing is not part of it: it made the document.
_SOURCES = (
    "banner/bundle.py",
    "banner/style.py",
    "banner/texts.py",
    "catalogue/durations.py",
    "catalogue/standard.py",
    "catalogue/unit_words.py",
    "i18n.py",
    "platforms/contrast.py",
    "publishing/markdown.py",
    "publishing/page.py",
    "publishing/render.py",
    "publishing/theme.py",
    "publishing/words.py",
    "versions/banner.py",
    "versions/document.py",
)
_LIBRARIES = ("babel", "jinja2", "markdown-it-py", "markupsafe", "nh3")


@cache
def build_id() -> str:
    """Twelve hexadecimal digits; the same code on another machine has the same."""
    digest = sha256()
    for name, content in _parts():
        digest.update(f"{name}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()[:LENGTH]


def _parts() -> Iterator[tuple[str, bytes]]:
    for name in _SOURCES:
        yield name, (paths.PACKAGE / name).read_bytes()
    for path in _files(paths.PACKAGE / "publishing" / "templates", "*"):
        yield path.name, path.read_bytes()
    for path in _files(paths.PACKAGE / "banner" / "dist", "*"):
        yield f"banner/dist/{path.name}", path.read_bytes()
    for path in _files(paths.translations(), "*/LC_MESSAGES/visitor.po"):
        yield path.parent.parent.name, path.read_bytes()
    for library in _LIBRARIES:
        yield library, version(library).encode()


def _files(folder: Path, pattern: str) -> list[Path]:
    return sorted(path for path in folder.glob(pattern) if path.is_file())
