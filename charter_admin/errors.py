"""What the domain says when it refuses. It knows no HTTP: the admin plane turns these into answers."""

from collections.abc import Mapping, Sequence
from typing import Any


class DomainError(Exception):
    """A refusal in words a person can act on.

    `message` is an English msgid of the admin catalogue with `%(name)s` places, `values` what fills them.
    """

    def __init__(self, message: str, **values: Any) -> None:
        super().__init__(message % values if values else message)
        self.message = message
        self.values = values


class NotFound(DomainError):
    """No such thing in this organization (also what a stranger to the organization is told)."""

    def __init__(self, message: str = "There is nothing at this address.", **values: Any) -> None:
        super().__init__(message, **values)


class Forbidden(DomainError):
    """The role of this person does not allow the action."""

    def __init__(self, message: str = "Your role does not allow this.", **values: Any) -> None:
        super().__init__(message, **values)


class Invalid(DomainError):
    """A value that cannot be stored; `field` names the form field it belongs to."""

    def __init__(self, field: str, message: str, **values: Any) -> None:
        super().__init__(message, **values)
        self.field = field


class Refused(DomainError):
    """The action is well formed but cannot be done now."""


class InUse(Refused):
    """Deleting something that others still use; `where` names them, for people."""

    def __init__(self, where: Sequence[str]) -> None:
        super().__init__("This is still in use: %(where)s.", where=", ".join(where))
        self.where = tuple(where)


class Stale(DomainError):
    """The row changed since the form was shown; `current` holds the stored value of each submitted field."""

    def __init__(self, current: Mapping[str, Any]) -> None:
        super().__init__("Somebody else changed this while you were editing. Nothing was saved yet.")
        self.current = dict(current)
