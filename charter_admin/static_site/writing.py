"""Writing files so that nobody ever reads half of one, and only those that changed."""

import os
import shutil
from hashlib import sha256
from pathlib import Path

from charter_admin.errors import Refused
from charter_admin.i18n import N_

MARK = ".charter-site"  # a folder with it was written by us, and may be tidied


class Folder:
    """The folder of an export. Files that are not put again until `tidy` are removed by it.

    Raises Refused for a folder that holds other things: tidying would remove them.
    """

    def __init__(self, root: Path) -> None:
        if root.is_dir() and any(root.iterdir()) and not (root / MARK).exists():
            raise Refused(N_("%(folder)s holds other files. Give a folder of its own."), folder=str(root))
        root.mkdir(parents=True, exist_ok=True)
        (root / MARK).touch()
        self.written = self.removed = 0
        self._root = root
        self._names: set[str] = {MARK}

    def put(self, name: str, content: bytes) -> bool:
        """Writes a file unless it has this content already; gives whether it was written."""
        self._names.add(name)
        path = self._root / name
        if path.is_file() and path.stat().st_size == len(content) and path.read_bytes() == content:
            return False
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_name(f".{path.name}.part")
        part.write_bytes(content)
        # A web server makes its ETag of the time and the size: with a time made of the content equal files have equal
        # tags on every machine, and changed ones never the same, however soon they follow.
        moment = int.from_bytes(sha256(content).digest()[:4]) >> 1
        os.utime(part, (moment, moment))
        part.replace(path)
        self.written += 1
        return True

    def tidy(self) -> None:
        """Removes what is no longer there, and folders that are empty then."""
        for folder, folders, names in os.walk(self._root, topdown=False):
            here = Path(folder)
            for name in names:
                if (here / name).relative_to(self._root).as_posix() not in self._names:
                    (here / name).unlink()
                    self.removed += 1
            for name in folders:
                if not any((here / name).iterdir()):
                    shutil.rmtree(here / name)
