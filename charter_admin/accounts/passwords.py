"""Passwords, kept as argon2id hashes with the library's current parameters (RFC 9106)."""

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from charter_admin.errors import Invalid
from charter_admin.i18n import N_

MIN_LENGTH = 12
MAX_LENGTH = 1000

_hasher = PasswordHasher()
# Verified against when there is no such account, so that both cases take the same time.
_NOBODY = _hasher.hash("nobody has this password")


def hash_password(password: str) -> str:
    """The hash to store. Raises Invalid for a password that is too short or absurdly long."""
    if not MIN_LENGTH <= len(password) <= MAX_LENGTH:
        raise Invalid("password", N_("Use at least %(count)s characters."), count=MIN_LENGTH)
    return _hasher.hash(password)


def verify(stored: str | None, password: str) -> bool:
    """Whether the password is the one that was hashed; an account without one takes as long to say no."""
    try:
        return _hasher.verify(stored or _NOBODY, password[:MAX_LENGTH]) and stored is not None
    except (VerificationError, InvalidHashError):
        return False
