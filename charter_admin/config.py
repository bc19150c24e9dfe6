"""Settings, read once from the environment and refused when they would be unsafe."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

MIN_SECRET = 32
PUBLIC_MEMORY_MB = 128
WELL_KNOWN = ("change", "secret", "default", "example", "password", "dev-", "test-")


class ConfigError(Exception):
    """The environment does not describe an installation that can be started; the text says what to set."""


@dataclass(frozen=True)
class Config:
    """One installation.

    `base_url` is the public origin of the admin and the charters, without a trailing slash;
    `database_url` is an SQLAlchemy URL of SQLite or PostgreSQL; `proxies` counts the reverse proxies whose
    `X-Forwarded-For` and `X-Forwarded-Proto` are believed.
    """

    database_url: str
    secret_key: str
    base_url: str
    proxies: int = 0

    @property
    def secure(self) -> bool:
        """Whether cookies must be marked Secure."""
        return self.base_url.startswith("https://")


def from_env(environ: Mapping[str, str] | None = None) -> Config:
    """The configuration of `charter-admin serve`. Raises ConfigError."""
    env = os.environ if environ is None else environ
    return Config(database_url(env), _secret(env), _base_url(env), proxies(env))


def database_url(env: Mapping[str, str]) -> str:
    """CHARTER_DATABASE_URL with the driver this project ships. Raises ConfigError."""
    url = env.get("CHARTER_DATABASE_URL", "").strip()
    for prefix in ("postgres://", "postgresql://"):
        if url.startswith(prefix):
            return "postgresql+psycopg://" + url.removeprefix(prefix)
    if not url.startswith(("sqlite:///", "postgresql+psycopg://")):
        raise ConfigError(
            "Set CHARTER_DATABASE_URL to postgresql://user:password@host/name or sqlite:////folder/file.db."
        )
    return url


def public_memory(env: Mapping[str, str]) -> int:
    """How many bytes of finished answers each process of the public plane holds. Raises ConfigError."""
    text = env.get("CHARTER_PUBLIC_MEMORY_MB", "").strip() or str(PUBLIC_MEMORY_MB)
    if not (text.isascii() and text.isdigit() and 1 <= int(text[:9]) <= 65_536):
        raise ConfigError(
            "Set CHARTER_PUBLIC_MEMORY_MB to the megabytes each process may use for charters, such as 128."
        )
    return int(text) * 1024 * 1024


def _secret(env: Mapping[str, str]) -> str:
    secret = env.get("CHARTER_SECRET_KEY", "")
    guessable = len(set(secret)) < 10 or any(word in secret.lower() for word in WELL_KNOWN)
    if len(secret) < MIN_SECRET or guessable:
        raise ConfigError(
            "Set CHARTER_SECRET_KEY to at least 32 random characters, for instance the output of"
            ' python3 -c "import secrets; print(secrets.token_urlsafe(48))".'
        )
    return secret


def _base_url(env: Mapping[str, str]) -> str:
    url = env.get("CHARTER_BASE_URL", "").strip().rstrip("/")
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path:
        raise ConfigError("Set CHARTER_BASE_URL to the public address, such as https://charters.example.org.")
    return url


def proxies(env: Mapping[str, str]) -> int:
    """How many reverse proxies stand in front. Raises ConfigError."""
    text = env.get("CHARTER_PROXIES", "0").strip()
    if not (text.isascii() and text.isdigit()) or int(text) > 9:
        raise ConfigError("Set CHARTER_PROXIES to the number of reverse proxies in front, such as 1.")
    return int(text)
