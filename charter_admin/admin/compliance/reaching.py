"""Whether the privacy policies a charter links to answer. Asked for by a person, never by the check itself."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from flask_babel import gettext as _

from charter_admin.admin.publishing.checking import WORDS, fetcher
from charter_admin.publishing.fetching import Unreachable
from charter_admin.versions.document import Provider

MOST = 24  # links a click looks at: eight at a time, ten seconds each at the worst
AT_ONCE = 8


@dataclass(frozen=True)
class Reached:
    """What came of one link; `code` is empty where the page answered, else a name of `WORDS`."""

    name: str
    address: str
    code: str
    status: int = 200

    @property
    def words(self) -> str:
        """What went wrong, in the reader's language."""
        return str(_(WORDS[self.code][0], status=self.status)) if self.code else ""


def reach_all(providers: Sequence[Provider], origin: str) -> list[Reached]:
    """Follows the policy links of providers, the first `MOST` of them, in their order."""
    linked = [provider for provider in providers if provider.policy_url][:MOST]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(lambda provider: reach(provider.name, provider.policy_url, origin), linked))


def reach(name: str, address: str, origin: str) -> Reached:
    """Follows one link; `origin` is this installation's own."""
    try:
        page = fetcher(origin).page(address)
    except Unreachable as error:
        return Reached(name, address, error.code)
    return Reached(name, address, "" if page.status < 400 else "status", page.status)
