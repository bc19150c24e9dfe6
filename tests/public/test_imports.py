"""The public plane starts without what only the admin needs."""

import subprocess
import sys

HEAVY = ("flask", "flask_babel", "flask_sqlalchemy", "flask_wtf", "wtforms", "jinja2", "babel", "markdown_it", "nh3")


def test_no_framework_comes_along() -> None:
    source = f"import sys, charter_admin.public.app; print([name for name in {HEAVY} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", source], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
