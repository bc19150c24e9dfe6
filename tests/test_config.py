"""What an installation is refused for."""

import pytest

from charter_admin.config import PUBLIC_MEMORY_MB, Config, ConfigError, from_env, public_memory

GOOD = {
    "CHARTER_DATABASE_URL": "sqlite:////srv/charter.db",
    "CHARTER_SECRET_KEY": "uY2-qT9wXb7_Lk4PzRm8VcNd3Js6HfGa",
    "CHARTER_BASE_URL": "https://charters.example.org/",
}


def test_a_good_environment() -> None:
    assert from_env(GOOD) == Config(
        GOOD["CHARTER_DATABASE_URL"], GOOD["CHARTER_SECRET_KEY"], GOOD["CHARTER_BASE_URL"][:-1]
    )
    assert from_env(GOOD).secure


@pytest.mark.parametrize("prefix", ["postgres://", "postgresql://", "postgresql+psycopg://"])
def test_postgresql_is_reached_with_the_driver_we_ship(prefix: str) -> None:
    found = from_env(GOOD | {"CHARTER_DATABASE_URL": f"{prefix}me@db/charter"})
    assert found.database_url == "postgresql+psycopg://me@db/charter"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("CHARTER_SECRET_KEY", ""),
        ("CHARTER_SECRET_KEY", "tooshort"),
        ("CHARTER_SECRET_KEY", "change-me-please-change-me-please-0123"),
        ("CHARTER_SECRET_KEY", "a" * 64),
        ("CHARTER_DATABASE_URL", ""),
        ("CHARTER_DATABASE_URL", "mysql://db/charter"),
        ("CHARTER_BASE_URL", ""),
        ("CHARTER_BASE_URL", "charters.example.org"),
        ("CHARTER_BASE_URL", "https://example.org/charters"),
        ("CHARTER_PROXIES", "-1"),
        ("CHARTER_PROXIES", "many"),
    ],
)
def test_a_bad_setting_is_named(name: str, value: str) -> None:
    with pytest.raises(ConfigError, match=name):
        from_env(GOOD | {name: value})


def test_memory_is_given_in_megabytes() -> None:
    assert public_memory({}) == PUBLIC_MEMORY_MB * 1024 * 1024
    assert public_memory({"CHARTER_PUBLIC_MEMORY_MB": "8"}) == 8 * 1024 * 1024


@pytest.mark.parametrize("value", ["0", "-1", "much", "1.5", "9" * 30])
def test_memory_that_is_none(value: str) -> None:
    with pytest.raises(ConfigError):
        public_memory({"CHARTER_PUBLIC_MEMORY_MB": value})
