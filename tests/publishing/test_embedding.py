"""What a pinned tag names."""

from base64 import b64encode
from hashlib import sha384

from sqlalchemy.orm import Session

from charter_admin.platforms import banner as banners
from charter_admin.publishing import service
from charter_admin.publishing.embedding import pinned
from charter_admin.versions.banner import Banner
from tests.publishing import drafts


def test_the_integrity_is_of_the_bytes_of_that_version(session: Session) -> None:
    scope = drafts.scope(session)
    platform = drafts.platform(scope)
    first = service.publish(scope, platform).version
    found = pinned(scope, first)
    assert set(found) == {"fr", "en"}
    assert found["fr"].content != found["en"].content
    assert found["fr"].integrity == "sha384-" + b64encode(sha384(found["fr"].content).digest()).decode()
    assert b",v:1," in found["fr"].content
    banners.update(scope, platform, Banner(months=3), platform.revision)
    second = service.publish(scope, platform).version
    assert pinned(scope, second)["fr"].number == 2
    assert pinned(scope, first) == found
