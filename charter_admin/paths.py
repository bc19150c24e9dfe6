"""Where the files that are not code live, in a checkout and in an installed wheel alike."""

from pathlib import Path

PACKAGE = Path(__file__).parent


def migrations() -> Path:
    """The Alembic folder."""
    return _beside_or_inside("migrations")


def translations() -> Path:
    """The folder of message catalogues."""
    return _beside_or_inside("translations")


def _beside_or_inside(name: str) -> Path:
    """A wheel carries the folder inside the package under `_name`; a checkout has it at the top."""
    inside = PACKAGE / f"_{name}"
    return inside if inside.is_dir() else PACKAGE.parent / name
