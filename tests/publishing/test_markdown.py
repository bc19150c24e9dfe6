"""Markdown of the charter's texts: harmless whatever is written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from charter_admin.publishing.markdown import to_html


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("A **strong** word", "<p>A <strong>strong</strong> word</p>\n"),
        ("# One\n\n## Two", "<h3>One</h3>\n<h4>Two</h4>\n"),
        ("### Three\n\n###### Six", "<h3>Three</h3>\n<h4>Six</h4>\n"),
        ("![a picture](https://x.example/i.png)", "<p>a picture</p>\n"),
        ("[here](https://x.example/)", '<p><a href="https://x.example/" rel="noopener noreferrer">here</a></p>\n'),
        ("[mail](mailto:a@b.example)", '<p><a href="mailto:a@b.example" rel="noopener noreferrer">mail</a></p>\n'),
        ("[x](javascript:alert(1))", "<p>[x](javascript:alert(1))</p>\n"),
        ("[x]()", '<p><a rel="noopener noreferrer">x</a></p>\n'),
        ("[x](/admin)", "<p>[x](/admin)</p>\n"),
        ("[x](//evil.example)", "<p>[x](//evil.example)</p>\n"),
        ("`_ga_<id>`", "<p><code>_ga_&lt;id&gt;</code></p>\n"),
    ],
)
def test_what_becomes_of_it(source: str, expected: str) -> None:
    assert to_html(source) == expected


def test_a_table_has_column_headings() -> None:
    assert '<th scope="col">a</th>' in to_html("|a|b|\n|-|-|\n|1|2|")


PIECES = st.lists(
    st.sampled_from(["<script>", "</p>", "<img src=x onerror=y>", "[a](", "javascript:", "data:text/html,", ")", "*"])
    | st.text(max_size=8),
    max_size=12,
).map("".join)


@given(PIECES)
def test_nothing_harmful_comes_out(source: str) -> None:
    tree = LexborHTMLParser(to_html(source))
    assert not tree.css("script, img, style, iframe, form, svg, [onerror], [style], [id]")
    for link in tree.css("a[href]"):
        assert str(link.attributes["href"]).lower().startswith(("http:", "https:", "mailto:"))
