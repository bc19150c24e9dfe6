"""Structured sources: what their readers take for a literal, and that odd ones break nothing."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from charter_admin.importing.extract import import_bytes
from charter_admin.importing.sources.javascript import Regex, literals
from charter_admin.importing.sources.texts import of_regex

SIGNS = st.sampled_from(
    [
        "var",
        "klaroConfig",
        "=",
        "{",
        "}",
        "[",
        "]",
        "(",
        ")",
        "services",
        ":",
        ",",
        "apps",
        "cookies",
        "name",
        "purposes",
        "'a'",
        "`b`",
        "/^_x.*$/",
        ";",
        "categories",
        "language",
        "body",
        "cookieTable",
        "headers",
        "tarteaucitron.services.x",
        "CookieConsent.run",
        "=>",
        "\\u12",
        "0x",
        "1",
        "...",
        "//",
        "/*",
        "\n",
        '"',
        "<script>",
    ]
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=6),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    "services",
                    "apps",
                    "purposes",
                    "name",
                    "id",
                    "title",
                    "cookies",
                    "categories",
                    "language",
                    "translations",
                    "sections",
                    "cookieTable",
                    "headers",
                    "body",
                    "format",
                    "platform",
                    "providers",
                    "uri_ins",
                    "localStorage",
                    "domain",
                    "duration",
                ]
            ),
            inner,
            max_size=5,
        )
    ),
    max_leaves=20,
)


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("x = {a: 'b', \"c\": [1, 2.5, true], d: null, e: f()}", {"a": "b", "c": [1, 2.5, True], "d": None, "e": None}),
        ("x = {a: 'it' + '\\'s', b: `c`, d: `e${f}`}", {"a": "it's", "b": "c", "d": None}),
        ("const a = 'b'; x = {a, ...{c: 'd'}}", {"a": "b", "c": "d"}),
        ("x = {a: /^_ga/}", {"a": Regex("^_ga")}),
    ],
)
def test_literals_are_read_without_being_run(source: str, value: Any) -> None:
    assert dict(literals(source))["x"] == value


@pytest.mark.parametrize(
    ("pattern", "names"),
    [
        ("^_ga$", ["_ga"]),
        ("^_ga", ["_ga*"]),
        ("^_pk_.*$", ["_pk_*"]),
        (r"^_pk_id\..*", ["_pk_id.*"]),
        ("^(_gcl|_gac)_", ["_gcl_*", "_gac_*"]),
        ("_fbp$", ["*_fbp"]),
        ("^a{3}b?$", ["/^a{3}b?$/"]),
    ],
)
def test_regular_expressions_become_names(pattern: str, names: list[str]) -> None:
    assert list(of_regex(pattern)) == names


@given(st.lists(SIGNS, max_size=60).map(" ".join))
@settings(max_examples=150, deadline=None)
def test_any_script_is_read(source: str) -> None:
    import_bytes(f"klaroConfig = {source}".encode())


@given(st.dictionaries(st.sampled_from(["services", "purposes", "categories", "cookies", "platform"]), VALUES))
@settings(max_examples=150, deadline=None)
def test_any_json_is_read(value: Any) -> None:
    import_bytes(json.dumps(value | {"format": 2, "language": {}, "providers": [], "uri_ins": ""}).encode())
