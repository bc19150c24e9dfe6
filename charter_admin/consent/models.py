"""The table of consent receipts. Plain ids, no foreign keys: a receipt outlives what it was given to."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import JSON

from charter_admin.db import Base


class ConsentReceipt(Base):
    """One decision of one visitor on one version (GDPR art. 7(1)). Holds no address and no user agent."""

    id: Mapped[str] = mapped_column(primary_key=True)
    consent_id: Mapped[str] = mapped_column(index=True)
    organization_id: Mapped[int]
    public_id: Mapped[str] = mapped_column(index=True)
    version: Mapped[int]
    digest: Mapped[str]
    build: Mapped[str]
    locale: Mapped[str]
    action: Mapped[str]
    choices: Mapped[dict[str, bool]] = mapped_column(JSON)
    layout: Mapped[str]
    claimed_at: Mapped[datetime]
    received_at: Mapped[datetime]
