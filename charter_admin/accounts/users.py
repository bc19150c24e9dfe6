"""Making and finding people."""

import re

from sqlalchemy import select
from sqlalchemy.orm import Session

from charter_admin.accounts import passwords
from charter_admin.accounts.models import User
from charter_admin.errors import Invalid
from charter_admin.i18n import ADMIN_LOCALES, N_

# One @, no spaces, a dot in the domain: the rest only the mail server knows.
_EMAIL = re.compile(r"[^@\s\x00-\x1f]{1,64}@[^@\s\x00-\x1f]{1,190}\.[^@\s.\x00-\x1f]{2,60}")


def find(session: Session, email: str) -> User | None:
    """The person with this address, whatever its case."""
    return session.scalar(select(User).where(User.email == email.strip().casefold()))


def find_or_create(session: Session, email: str) -> User:
    """The person with this address, made if new. Raises Invalid for what is no address."""
    email = email.strip().casefold()
    if not _EMAIL.fullmatch(email):
        raise Invalid("email", N_("This is not an e-mail address."))
    user = find(session, email)
    if user is None:
        user = User(email=email)
        session.add(user)
        session.flush()
    return user


def set_password(user: User, password: str) -> User:
    """Gives a person a password. Raises Invalid when it is too short."""
    user.password_hash = passwords.hash_password(password)
    return user


def set_locale(user: User, locale: str) -> None:
    """Remembers the language a person works in."""
    if locale not in ADMIN_LOCALES:
        raise Invalid("locale", N_("There is no such language."))
    user.locale = locale
