"""From the address of a list page to what was asked of it."""

from collections.abc import Mapping

from charter_admin.listing import Query

LONGEST = 400


def query_of(arguments: Mapping[str, str]) -> Query:
    """Search words, sort and cursor; over-long ones are cut."""
    search, sort, after = (arguments.get(name, "")[:LONGEST] for name in ("search", "sort", "after"))
    return Query(search, sort, after)
