"""Signed-in browsers, as rows: ending one ends it everywhere, at once."""

from datetime import timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session as DbSession

from charter_admin import clock
from charter_admin.accounts import tokens
from charter_admin.accounts.models import Session, User

LIFETIME = timedelta(days=14)


def start(db: DbSession, user: User) -> str:
    """Opens a session and gives the token for the browser; forgets the sessions that are over."""
    db.execute(delete(Session).where(Session.expires_at < clock.now()))
    token = tokens.new()
    db.add(Session(token_hash=tokens.hashed(token), user_id=user.id, expires_at=clock.now() + LIFETIME))
    db.flush()
    return token


def user_of(db: DbSession, token: str) -> User | None:
    """Whose session a token opens, if it still does."""
    live = (Session.token_hash == tokens.hashed(token), Session.expires_at > clock.now())
    return db.scalar(select(User).join(Session, Session.user_id == User.id).where(*live))


def end(db: DbSession, token: str) -> None:
    """Ends a session; a token that opens none is no error."""
    db.execute(delete(Session).where(Session.token_hash == tokens.hashed(token)))


def end_others(db: DbSession, user: User, token: str) -> None:
    """Ends every session of a person but this one, as after a change of password."""
    others = (Session.user_id == user.id, Session.token_hash != tokens.hashed(token))
    db.execute(delete(Session).where(*others))
