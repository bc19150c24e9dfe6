"""Who may do what: one table, and what is not in it is denied."""

ROLES = ("viewer", "editor", "publisher", "owner")

_EVERYONE = frozenset(ROLES)
_WRITERS = frozenset({"editor", "publisher", "owner"})
_PUBLISHERS = frozenset({"publisher", "owner"})
_OWNERS = frozenset({"owner"})

PERMISSIONS: dict[str, frozenset[str]] = {
    "organization.read": _EVERYONE,
    "organization.manage": _OWNERS,
    "catalogue.read": _EVERYONE,
    "catalogue.write": _WRITERS,
    "platform.read": _EVERYONE,
    "platform.write": _WRITERS,
    "platform.publish": _PUBLISHERS,
    "platform.delete": _OWNERS,
    "receipt.read": _PUBLISHERS,
    "receipt.manage": _OWNERS,
}


def allows(role: str, permission: str) -> bool:
    """Whether a role holds a permission; an unknown permission is held by nobody."""
    return role in PERMISSIONS.get(permission, frozenset())
