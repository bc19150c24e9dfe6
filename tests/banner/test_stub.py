"""The default of Google Consent Mode: what a website runs before any tag of Google's."""

import json
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

from charter_admin.banner.stub import stub
from charter_admin.versions.banner import GOOGLE_TYPES, Banner, Google
from charter_admin.versions.document import Document
from tests.banner.charters import asking

NODE = """
globalThis.window = globalThis;
%s
console.log(JSON.stringify(dataLayer.map((entry) => [...entry])));
"""


def charter(**more: object) -> Document:
    """A charter whose banner tells Google."""
    return replace(asking(), banner=Banner(google=Google(on=True, **more)))  # type: ignore[arg-type]


def test_nothing_where_google_is_not_told() -> None:
    assert stub(asking()) == ""


def test_everything_is_denied_but_security() -> None:
    found = re.search(r'"default", ({.*})\);', stub(charter(wait_for_update=800)))
    assert found
    default = json.loads(found[1])
    assert default.pop("wait_for_update") == 800
    assert default.pop("security_storage") == "granted"
    assert set(default) == set(GOOGLE_TYPES) - {"security_storage"}
    assert set(default.values()) == {"denied"}


def test_an_exempt_purpose_grants_nothing_in_advance() -> None:
    """That audience measurement is exempt for one service says nothing about Google's."""
    told = charter(meaning={"necessary": ("analytics_storage", "security_storage")})
    assert stub(told) == stub(charter())


def test_two_settings() -> None:
    assert 'gtag("set", "ads_data_redaction", true);' in stub(charter())
    assert "url_passthrough" not in stub(charter())
    other = stub(charter(ads_data_redaction=False, url_passthrough=True))
    assert "ads_data_redaction" not in other
    assert 'gtag("set", "url_passthrough", true);' in other


def test_it_runs() -> None:
    node = Path(sys.executable).with_name("node")
    done = subprocess.run([node, "-e", NODE % stub(charter())], capture_output=True, text=True, check=True)
    entries = json.loads(done.stdout)
    assert [entry[:2] for entry in entries] == [["consent", "default"], ["set", "ads_data_redaction"]]
    assert entries[0][2]["ad_storage"] == "denied"
