"""The settings of tarteaucitron: services a site describes itself. What it only asks for by name tells no cookies."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from charter_admin.importing.declarations import Declaration
from charter_admin.importing.sources.texts import cookie_names, declared, items, text

_SERVICE = re.compile(r"(?:window\.)?tarteaucitron\.services(?:\.|\[)")


def matches(name: str, value: Any) -> bool:
    """Tell whether a literal describes a service of tarteaucitron's."""
    return bool(_SERVICE.match(name)) and isinstance(value, Mapping)


def read(service: Mapping[str, Any]) -> Iterator[Declaration]:
    """Give the cookies a service lists."""
    for cookie in items(service.get("cookies")):
        for name in cookie_names(cookie):
            title = text(service.get("name"))
            called = title or text(service.get("key"))
            yield declared(name, service, provider=title, service=called, category=text(service.get("type")))
