"""The table of rules in the documentation is the one of the code."""

from pathlib import Path

from charter_admin.compliance.lint import RULES
from charter_admin.compliance.rule import Rule

PAGE = Path(__file__).parents[2] / "docs" / "compliance.md"
HEAD = "| rule | severity | finds | source | fix |\n|---|---|---|---|---|\n"


def row(rule: Rule) -> str:
    """One rule as the page shows it, by the first line of its function's own words."""
    finds = (rule.check.__doc__ or "").strip().splitlines()[0].removesuffix(".")
    sources = "; ".join(map(str, rule.sources))
    return f"| `{rule.id}` | {rule.severity} | {finds} | {sources} | {rule.fix} |\n"


def test_the_table_of_rules_is_the_codes() -> None:
    """When a rule comes or goes, write the table again: see the message."""
    made = HEAD + "".join(map(row, RULES))
    assert made in PAGE.read_text(), f"write this into {PAGE.name}:\n{made}"
