"""The rules look at the whole application."""

from tests.admin.conftest import app, owner, sign_in

__all__ = ["app", "owner", "sign_in"]
