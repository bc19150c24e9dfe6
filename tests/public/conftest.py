"""A published platform behind the real public plane, on both databases."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session
from werkzeug.test import Client

from charter_admin.organizations.scope import Scope
from charter_admin.platforms.models import Platform
from charter_admin.public.app import PublicPlane
from charter_admin.publishing import service
from tests.publishing import drafts


@dataclass
class Site:
    """A platform that asks about statistics and marketing, its organization's owner, and a client of the plane."""

    engine: Engine
    scope: Scope
    platform: Platform
    client: Client

    @property
    def base(self) -> str:
        """The public path of the platform."""
        return f"/c/{self.platform.public_id}"

    def publish(self) -> int:
        """Publishes and commits; gives the number."""
        number = service.publish(self.scope, self.platform).version.number
        self.scope.session.commit()
        return number

    def edit(self, name: str) -> None:
        """Puts one more exempt service in use."""
        drafts.use(self.scope, self.platform, name, "necessary", name.lower())


@pytest.fixture
def site(engine: Engine) -> Iterator[Site]:
    """Published in French and English, as version 1."""
    # Without reloading after a commit: on SQLite that would begin a transaction nobody else can write in.
    with Session(engine, expire_on_commit=False) as session:
        scope = drafts.scope(session)
        platform = drafts.platform(scope)
        drafts.use(scope, platform, "Matomo", "statistics", "_pk_id.*")
        drafts.use(scope, platform, "Régie", "marketing", "_mk_*")
        plane = PublicPlane(engine)
        made = Site(engine, scope, platform, Client(plane))
        made.publish()
        yield made
        plane.close()
