"""Where a finding is mended."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import g, url_for

from charter_admin.compliance.rule import Finding, Subject
from charter_admin.organizations.scope import Scope
from charter_admin.platforms.models import Platform, Usage
from charter_admin.platforms.standard_texts import KEYS

# Places everybody may read; the others are forms, which only writers can open.
_READABLE = frozenset({"language", "purpose", "provider", "service", "banner", "usages", "worksheet"})


@dataclass(frozen=True)
class Places:
    """The forms of one platform, by what findings are about."""

    scope: Scope
    platform: Platform
    usages: Sequence[Usage]

    def kind(self, finding: Finding) -> str:
        """Which form it is: that of the rule, else that of its subject."""
        return finding.rule.place or finding.subject.kind

    def address(self, finding: Finding) -> str:
        """The address of the form; empty where there is none, or where the person may not open it."""
        kind, subject = self.kind(finding), finding.subject
        if kind not in _READABLE and not self.scope.can("platform.write"):
            return ""
        usage = next((one for one in self.usages if one.service.key == subject.key), None)
        return self._of_usage(kind, subject, usage) if usage else self._elsewhere(kind, subject)

    def _of_usage(self, kind: str, subject: Subject, usage: Usage) -> str:
        service = usage.service
        if kind == "cookie":
            cookie = next((c for c in service.cookies if (c.name, c.storage) == (subject.name, subject.storage)), None)
            return _inside("catalogue.service_cookie", service=service.id, cookie=cookie.id) if cookie else ""
        if kind == "service":
            return _inside("catalogue.service", service=service.id)
        endpoint = {"usage": "usages.edit", "worksheet": "exemption.show"}.get(kind, "")
        return self._here(endpoint, usage=usage.id) if endpoint else self._elsewhere(kind, subject)

    def _elsewhere(self, kind: str, subject: Subject) -> str:
        rows = {usage.service.provider.key: usage.service.provider for usage in self.usages}
        purposes = {usage.service.purpose.key: usage.service.purpose for usage in self.usages}
        if kind == "provider" and subject.key in rows:
            return _inside("catalogue.provider", provider=rows[subject.key].id)
        if kind == "purpose" and subject.key in purposes:
            return _inside("catalogue.purpose", purpose=purposes[subject.key].id)
        if kind == "text" and subject.key in KEYS:
            return self._here("texts.edit", locale=subject.locale, key=subject.key)
        if kind == "language":
            return self._here("platforms.language", locale=subject.locale)
        plain = {"platform": "platforms.settings", "banner": "banner.behaviour", "usages": "usages.index"}
        return self._here(plain[kind]) if kind in plain else ""

    def _here(self, endpoint: str, **values: Any) -> str:
        return _inside(endpoint, platform=self.platform.public_id, **values)


def _inside(endpoint: str, **values: Any) -> str:
    return url_for(endpoint, org=g.organization.slug, **values)
