"""Every address of the admin is known and says who may use it."""

from pathlib import Path

from flask import Flask

from charter_admin.admin import access

LIST = Path(__file__).with_name("routes.txt")


def lines(app: Flask) -> list[str]:
    """One line a route: methods, address, endpoint, permission."""
    found = []
    for rule in app.url_map.iter_rules():
        methods = ",".join(sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}))
        permission = access.permission_of(app.view_functions[rule.endpoint]) or "static"
        found.append(f"{methods:9} {rule.rule}  {rule.endpoint}  {permission}")
    return sorted(found, key=lambda line: line[10:])


def test_the_list_of_routes_is_the_committed_one(app: Flask) -> None:
    """When a route comes or goes on purpose, write the list again: see the message."""
    made = "\n".join(lines(app)) + "\n"
    assert LIST.read_text() == made, f"write this into {LIST.name}:\n{made}"


def test_every_view_declares_a_permission(app: Flask) -> None:
    for rule in app.url_map.iter_rules():
        if rule.endpoint == "static" or rule.endpoint.endswith(".static"):
            continue
        assert access.permission_of(app.view_functions[rule.endpoint]), f"{rule.endpoint} declares no permission"


def test_an_address_of_an_organization_needs_one_of_its_permissions(app: Flask) -> None:
    for rule in app.url_map.iter_rules():
        inside = rule.rule.startswith("/o/<org>")
        permission = access.permission_of(app.view_functions[rule.endpoint])
        assert inside == (permission not in (None, access.PUBLIC, access.SIGNED_IN)), rule.rule
