"""The public plane starts without what only the admin needs."""

import subprocess
import sys

HEAVY = ("flask", "flask_babel", "flask_sqlalchemy", "flask_wtf", "wtforms", "jinja2", "babel", "markdown_it", "nh3")


def test_no_framework_comes_along() -> None:
    source = f"import sys, charter_admin.public.app; print([name for name in {HEAVY} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", source], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_public_plane_alone_is_started_without_it(sqlite_url: str) -> None:
    """As the web server starts `charter-admin serve --plane public`: by the name of the application, then a request."""
    source = f"""
import importlib, sys
from charter_admin import serving
module, name = serving.APPLICATIONS["public"].split(":")
plane = getattr(importlib.import_module(module), name)({{"CHARTER_DATABASE_URL": {sqlite_url!r}}})
body = plane({{"REQUEST_METHOD": "GET", "PATH_INFO": "/c/unknown/"}}, lambda status, headers: print(status[:3]))
print([name for name in {HEAVY} if name in sys.modules])
"""
    done = subprocess.run([sys.executable, "-c", source], capture_output=True, text=True, check=True)
    assert done.stdout.split("\n")[:2] == ["404", "[]"]
