"""Random tokens that are handed out once and kept only as hashes."""

import hashlib
import hmac
import secrets


def new() -> str:
    """A URL-safe token of 256 random bits."""
    return secrets.token_urlsafe(32)


def hashed(token: str) -> str:
    """What is stored for a token. A plain hash is enough: the token cannot be guessed."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def keyed(secret: str, value: str) -> str:
    """A hash of something guessable (an e-mail address, a network), useless without the secret."""
    return hmac.new(secret.encode(), value.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()
