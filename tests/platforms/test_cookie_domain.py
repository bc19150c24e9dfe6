"""Which domains the banner's cookie may be set for."""

import pytest

from charter_admin.platforms.cookie_domain import is_public_suffix, outside


@pytest.mark.parametrize("domain", ["fr", "localhost", "gouv.fr", "co.uk", "com.br"])
def test_public_suffixes(domain: str) -> None:
    assert is_public_suffix(domain)


@pytest.mark.parametrize("domain", ["rives.fr", "finances.gouv.fr", "example.co.uk", "org.example", "bl.uk"])
def test_domains_of_somebody(domain: str) -> None:
    assert not is_public_suffix(domain)


def test_hosts_under_a_domain() -> None:
    assert outside("rives.fr", ["rives.fr", "www.rives.fr", "data.rives.fr:8443"]) == ""
    assert outside("rives.fr", ["www.rives.fr", "arrives.fr"]) == "arrives.fr"
    assert outside("www.rives.fr", ["rives.fr"]) == "rives.fr"
    assert outside("0.0.1", ["127.0.0.1:8000"]) == "127.0.0.1:8000"
    assert outside("rives.fr", []) == ""
