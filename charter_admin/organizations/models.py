"""Tables of organizations and memberships."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from charter_admin.db import Base, Identified, Revised, Timestamped
from charter_admin.listing import Named


class Organization(Named, Identified, Revised, Timestamped, Base):
    """A tenant; `slug` stands in the admin's addresses."""

    slug: Mapped[str] = mapped_column(unique=True)


class Membership(Timestamped, Base):
    """One person's role in one organization."""

    organization_id: Mapped[int] = mapped_column(ForeignKey("organization.id"), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), primary_key=True, index=True)
    role: Mapped[str]

    organization: Mapped[Organization] = relationship()
