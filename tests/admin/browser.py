"""A small browser over Flask's test client: it follows forms as a person's browser would, CSRF token included."""

import re
from typing import Any

from flask import Flask
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from charter_admin.accounts import signing_in, users
from charter_admin.admin.database import db
from tests.personas import email


class Browser:
    """One person's browser."""

    def __init__(self, app: Flask, language: str = "en") -> None:
        self.app = app
        self.client = app.test_client()
        self.headers = {"Accept-Language": language}

    def sign_in(self, person: str) -> "Browser":
        """Opens a one-time link."""
        with self.app.app_context():
            engine = db.engine
        with Session(engine) as session, session.begin():
            who = users.find(session, email(person))
            assert who
            token = signing_in.issue_link(session, who)
        assert self.get(f"/sign-in/{token}").status_code == 303
        return self

    def get(self, path: str, **kwargs: Any) -> TestResponse:
        """Opens a page."""
        return self.client.get(path, headers=self.headers, **kwargs)

    def post(self, path: str, data: dict[str, Any] | None = None, page: str | None = None) -> TestResponse:
        """Sends a form: the hidden fields of the form on `page` (by default the same address), then `data`."""
        hidden = self.hidden(page or path)
        return self.client.post(path, data=hidden | (data or {}), headers=self.headers)

    def hidden(self, page: str) -> dict[str, str]:
        """The hidden fields a page's forms carry: the CSRF token, and the revision if there is one."""
        text = self.get(page).text
        found = re.findall(r'<input[^>]*type="hidden"[^>]*>', text)
        pairs = [(re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)) for tag in found]
        values = {name[1]: value[1] if value else "" for name, value in pairs if name}
        values.pop("next", None)
        if "csrf_token" not in values:  # a page without a form still has the language switch
            raise AssertionError(f"no form on {page}")
        return values
