"""The tables of what was counted: small sums by day, never a row about a visitor. Plain ids, no foreign keys.

Days are of Coordinated Universal Time, as `2026-11-24`.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from charter_admin.db import Base


class _Counted:
    """What every sum is of."""

    public_id: Mapped[str] = mapped_column(primary_key=True)
    day: Mapped[str] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    locale: Mapped[str] = mapped_column(primary_key=True)
    layout: Mapped[str] = mapped_column(primary_key=True)
    organization_id: Mapped[int]


def _of_organization(*more: Any) -> tuple[Any, ...]:
    return (Index(None, "organization_id", "day"), *more)


class DecisionTally(_Counted, Base):
    """How many receipts there were of each action."""

    __table_args__ = _of_organization()

    accept_all: Mapped[int]
    refuse_all: Mapped[int]
    customise: Mapped[int]
    withdraw: Mapped[int]
    gpc: Mapped[int]
    expire: Mapped[int]


class PurposeTally(_Counted, Base):
    """How often the banner's question was answered with yes and with no, for one purpose."""

    __table_args__ = _of_organization()

    purpose: Mapped[str] = mapped_column(primary_key=True)
    accepted: Mapped[int]
    refused: Mapped[int]


class ShownTally(_Counted, Base):
    """On how many pages the banner was shown, and on how many of them nobody had answered when they were left."""

    __table_args__ = _of_organization()

    shown: Mapped[int]
    unanswered: Mapped[int]


class TallyProgress(Base):
    """One row: before `settled_until` nothing is counted again; who counts now, and when it was done last."""

    id: Mapped[int] = mapped_column(primary_key=True)
    settled_until: Mapped[datetime | None]
    counted_at: Mapped[datetime | None]
    holder: Mapped[str]
    held_until: Mapped[datetime]
