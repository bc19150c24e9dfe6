"""The table of what an organization adds to the library."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from charter_admin.db import Base, Identified, Revised, Timestamped, tenant_key
from charter_admin.listing import Named


class KnownCookie(Named, Identified, Revised, Timestamped, Base):
    """One tracker the organization knows: the same facts as an entry of the library, and before it where both fit.

    `purpose` is the key of a standard purpose, `duration` in words that catalogue/durations can read.
    """

    __table_args__ = tenant_key()

    organization_id: Mapped[int] = mapped_column(ForeignKey("organization.id"))
    provider: Mapped[str] = mapped_column(default="")
    service: Mapped[str] = mapped_column(default="")
    purpose: Mapped[str]
    duration: Mapped[str] = mapped_column(default="")
    storage: Mapped[str] = mapped_column(default="cookie")
    party: Mapped[str] = mapped_column(default="first")
    host: Mapped[str] = mapped_column(default="")
    self_hosted: Mapped[bool] = mapped_column(default=False)
    description: Mapped[dict[str, str]]
    source: Mapped[str] = mapped_column(default="")
