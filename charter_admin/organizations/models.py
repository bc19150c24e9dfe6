"""Tables of organizations and memberships."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from charter_admin.db import Base, Identified, Revised, Timestamped
from charter_admin.listing import Named


class Organization(Named, Identified, Revised, Timestamped, Base):
    """A tenant; `slug` stands in the admin's addresses.

    Consent receipts are kept for `receipt_months` after they ceased to apply.
    """

    slug: Mapped[str] = mapped_column(unique=True)
    receipt_months: Mapped[int] = mapped_column(default=13, server_default="13")


class Membership(Timestamped, Base):
    """One person's role in one organization."""

    organization_id: Mapped[int] = mapped_column(ForeignKey("organization.id"), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), primary_key=True, index=True)
    role: Mapped[str]

    organization: Mapped[Organization] = relationship()
