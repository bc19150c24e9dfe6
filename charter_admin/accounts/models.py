"""Tables of users, sessions, one-time links and failed sign-ins."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from charter_admin.db import Base, Identified, Timestamped


class User(Identified, Timestamped, Base):
    """A person. `email` is kept folded; without `password_hash` only one-time links let them in."""

    email: Mapped[str] = mapped_column(unique=True)
    password_hash: Mapped[str | None]
    locale: Mapped[str | None]


class Session(Timestamped, Base):
    """A signed-in browser. Only the SHA-256 of its token is kept: a stolen table opens no session."""

    token_hash: Mapped[str] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), index=True)
    expires_at: Mapped[datetime]

    user: Mapped[User] = relationship()


class SignInLink(Timestamped, Base):
    """A one-time link, kept hashed; its row goes when it is used."""

    token_hash: Mapped[str] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), index=True)
    expires_at: Mapped[datetime]

    user: Mapped[User] = relationship()


class FailedSignIn(Identified, Base):
    """A wrong password, counted per account and per network; `key` is a keyed hash of either."""

    key: Mapped[str] = mapped_column(index=True)
    at: Mapped[datetime] = mapped_column(index=True)
