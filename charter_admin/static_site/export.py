"""`charter-admin export-site`: the tree of files, and the configuration that serves it."""

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine

from charter_admin.db import READ_ONLY
from charter_admin.public.answers import refusal
from charter_admin.static_site import nginx, tree
from charter_admin.static_site.writing import Folder
from charter_admin.versions.store import Stored

CONFIGURATION = ("nginx-maps.conf", "nginx.conf")


@dataclass(frozen=True)
class Exported:
    """How many files were written and removed, and whether the web server has to read its configuration again."""

    written: int
    removed: int
    reload: bool


def export(engine: Engine, root: Path, application: str) -> Exported:
    """Writes what the public plane answers now to a folder. Raises Refused for a folder that is not ours."""
    folder, root = Folder(root), root.resolve()
    one_moment = {"isolation_level": "REPEATABLE READ"} if engine.dialect.name == "postgresql" else {}
    with engine.connect().execution_options(**READ_ONLY, **one_moment) as connection:
        places, gone = list(tree.places(connection)), tree.gone(connection)
        for place in places:
            for path, stored in tree.files(connection, place):
                _put(folder, path, stored)
    for status in nginx.ERRORS:
        folder.put(nginx.error_file(status), refusal(status).body)
    texts = (nginx.maps(places, gone), nginx.server(str(root), application))
    # Last: what it names is there by then, and what it no longer names is removed only after it.
    changed = [folder.put(name, text.encode()) for name, text in zip(CONFIGURATION, texts, strict=True)]
    folder.tidy()
    return Exported(folder.written, folder.removed, any(changed))


def _put(folder: Folder, path: str, stored: Stored) -> None:
    folder.put(path, stored.identity)
    folder.put(f"{path}.gz", stored.gzip)
    folder.put(f"{path}.br", stored.brotli)
