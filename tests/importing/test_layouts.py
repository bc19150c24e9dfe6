"""One small document for each layout that the corpora, which are judged by shares, would not miss alone."""

import json

import pytest

from charter_admin.importing.extract import import_bytes

REGISTER = (
    "retention_policy\nProvider: Hill Payroll\nPurpose: Pays wages\n\n"
    "staff list\nPurpose: Pays wages\nDuration: 5 years\n"
)


def read(name: str, text: str) -> list[tuple[str | None, ...]]:
    """Name, provider, purpose and duration of what a document declares."""
    found = import_bytes(text.encode(), name).cookies
    return [(each.name, each.provider, each.purpose, each.duration) for each in found]


@pytest.mark.parametrize(
    ("name", "text", "declared"),
    [
        pytest.param(
            "list.html",
            "<h1>Cookies</h1><ul>"
            "<li><code>stay_id</code> – Keeps you signed in. Set by Hearth Housing. 6 months</li></ul>",
            [("stay_id", "Hearth Housing", "Keeps you signed in", "6 months")],
            id="who sets it in a sentence of its own",
        ),
        pytest.param(
            "turned.html",
            "<h1>Cookies</h1><table><tr><th></th><th>a_sid</th><th>keep_me</th></tr>"
            "<tr><th>Purpose<td>Signs in<td>Remembers</tr><tr><th>Provider<td>Oak School<td>Oak School</tr></table>",
            [("a_sid", "Oak School", "Signs in", None), ("keep_me", "Oak School", "Remembers", None)],
            id="names beside an empty corner",
        ),
        pytest.param(
            "card.html",
            "<h2>Cookies</h2><dl><dt>Name</dt><dd>OpenStreetMap</dd><dt>Provider</dt><dd>OSM Foundation</dd>"
            "<dt>Purpose</dt><dd>Shows maps</dd><dt>Cookie Name</dt><dd>_osm_session</dd></dl>",
            [("_osm_session", "OSM Foundation", "Shows maps", None)],
            id="a card named after its service",
        ),
        pytest.param(
            "list.json",
            json.dumps(
                {"providers": {"Oak School": [{"name": "oak-sid", "purpose": "Signs in", "expiry": "8 hours"}]}}
            ),
            [("oak-sid", "Oak School", "Signs in", "8 hours")],
            id="lists under their providers",
        ),
        pytest.param(
            "table.txt",
            "Cookies\n\nName Provider Purpose Duration\n----------------------------------------\n"
            "oak_sid      Oak School     Signs people in     8 hours\n"
            "keep_me      Oak School     Remembers them      1 year\n",
            [
                ("oak_sid", "Oak School", "Signs people in", "8 hours"),
                ("keep_me", "Oak School", "Remembers them", "1 year"),
            ],
            id="a narrow header over aligned rows",
        ),
        pytest.param(
            "lines.txt",
            "Statistics\n\n_ga\nProvider: Google LLC\nPurpose: Tells visitors apart\nDuration: 2 years\n",
            [("_ga", "Google LLC", "Tells visitors apart", "2 years")],
            id="sure names where nobody says cookie",
        ),
        pytest.param("register.txt", REGISTER, [], id="a register that tells less"),
        pytest.param(
            "glossary.html",
            "<h1>Cookie glossary</h1><dl><dt>Session cookie</dt><dd>It goes when you leave.</dd>"
            "<dt>localStorage</dt><dd>A place where sites keep data until it is cleared.</dd></dl>",
            [],
            id="kinds of storage",
        ),
    ],
)
def test_it_is_read(name: str, text: str, declared: list[tuple[str | None, ...]]) -> None:
    assert read(name, text) == declared
