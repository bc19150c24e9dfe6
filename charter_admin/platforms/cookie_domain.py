"""Which Domain attribute the banner's cookie may have: one that every address of the website lies under. Pure."""

import re
from collections.abc import Iterable

# The second labels under which countries register names. A browser refuses a cookie for the whole of such a domain
# by the Public Suffix List; this short form of it catches what people type by mistake.
_REGISTRIES = frozenset({"ac", "asso", "co", "com", "edu", "gob", "gouv", "gov", "gv", "net", "nom", "or", "org", "tm"})
_ADDRESS = re.compile(r"\d+(\.\d+){3}|\[.*")


def is_public_suffix(domain: str) -> bool:
    """Whether others register their names under a domain, such as `fr` or `gouv.fr`."""
    labels = domain.split(".")
    return len(labels) < 2 or (len(labels) == 2 and len(labels[1]) == 2 and labels[0] in _REGISTRIES)


def outside(domain: str, hosts: Iterable[str]) -> str:
    """The first host (a port may follow it) that does not lie under a domain, where its browser refuses the cookie."""
    return next((host for host in hosts if not _under(domain, host)), "")


def _under(domain: str, host: str) -> bool:
    name = host.rpartition(":")[0] if re.search(r":\d+$", host) else host
    return name == domain or (name.endswith(f".{domain}") and not _ADDRESS.fullmatch(name))
