"""Two ways in: a one-time link, and a password whose guessing is slowed down."""

from datetime import timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from charter_admin import clock
from charter_admin.accounts import passwords, tokens, users
from charter_admin.accounts.models import FailedSignIn, SignInLink, User
from charter_admin.errors import Refused
from charter_admin.i18n import N_

LINK_LIFETIME = timedelta(hours=24)
WINDOW = timedelta(minutes=15)
MOST_PER_ACCOUNT = 10
MOST_PER_NETWORK = 60


class TooManyTries(Refused):
    """Wrong passwords came too fast for this account or from this network."""

    def __init__(self) -> None:
        super().__init__(N_("Too many tries. Wait %(minutes)s minutes, or use a one-time link."), minutes=15)


def issue_link(session: Session, user: User) -> str:
    """A token for `/sign-in/<token>`, good once within a day."""
    token = tokens.new()
    link = SignInLink(token_hash=tokens.hashed(token), user_id=user.id, expires_at=clock.now() + LINK_LIFETIME)
    session.add(link)
    session.flush()
    return token


def redeem_link(session: Session, token: str) -> User | None:
    """Whom a link lets in, using it up; nobody for a used, old or unknown one."""
    # DELETE … RETURNING lets exactly one of two simultaneous clicks through.
    used = session.execute(
        delete(SignInLink)
        .where(SignInLink.token_hash == tokens.hashed(token))
        .returning(SignInLink.user_id, SignInLink.expires_at)
    ).first()
    return session.get(User, used.user_id) if used and used.expires_at > clock.now() else None


def check_password(session: Session, secret: str, email: str, password: str, network: str) -> User | None:
    """Whom the password lets in, or nobody. Counts failures by keyed hash. Raises TooManyTries."""
    account_key = tokens.keyed(secret, "account:" + email.strip().casefold())
    network_key = tokens.keyed(secret, "network:" + network)
    if _failures(session, account_key) >= MOST_PER_ACCOUNT or _failures(session, network_key) >= MOST_PER_NETWORK:
        raise TooManyTries()
    user = users.find(session, email)
    if passwords.verify(user.password_hash if user else None, password):
        session.execute(delete(FailedSignIn).where(FailedSignIn.key == account_key))
        return user
    _remember_failure(session, account_key, network_key)
    return None


def _failures(session: Session, key: str) -> int:
    recent = (FailedSignIn.key == key, FailedSignIn.at > clock.now() - WINDOW)
    return session.scalar(select(func.count()).select_from(FailedSignIn).where(*recent)) or 0


def _remember_failure(session: Session, *keys: str) -> None:
    session.execute(delete(FailedSignIn).where(FailedSignIn.at < clock.now() - WINDOW))
    session.add_all(FailedSignIn(key=key, at=clock.now()) for key in keys)
    session.flush()
