"""The rules look at the whole application."""

from tests.admin.conftest import app, owner, settled, sign_in

__all__ = ["app", "owner", "settled", "sign_in"]
