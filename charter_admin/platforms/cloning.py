"""One more platform like another one."""

from collections.abc import Sequence
from dataclasses import asdict, replace

from sqlalchemy import insert

from charter_admin.editing import owned
from charter_admin.organizations.scope import Scope
from charter_admin.platforms import service
from charter_admin.platforms.cookie_domain import outside
from charter_admin.platforms.models import CharterText, Platform, Usage
from charter_admin.versions.banner import Banner, banner_of

_USAGE = (Usage.organization_id, Usage.service_id, Usage.location, Usage.basis, Usage.translated_from)
_TEXT = (
    CharterText.organization_id,
    CharterText.key,
    CharterText.title,
    CharterText.body,
    CharterText.taken,
    CharterText.translated_from,
)


def clone(scope: Scope, original: Platform, name: str, domains: Sequence[str]) -> Platform:
    """A new platform with the settings, services, texts, languages and banner of another, and none of its versions.

    Raises Invalid for a name or an address that cannot be.
    """
    owned(scope, original)
    values = replace(service.values_of(original), name=name, domains=domains)
    made = service.create(scope, values, templates=False)
    made.banner = _banner(original, service.domain_names(made))
    for model, columns in ((Usage, _USAGE), (CharterText, _TEXT)):
        _copy(scope, model, columns, original, made)
    scope.session.flush()
    scope.session.expire(made, ["usages", "texts"])
    return made


def _copy(
    scope: Scope, model: type[Usage | CharterText], columns: Sequence[object], old: Platform, new: Platform
) -> None:
    theirs = scope.select(model).with_only_columns(*columns).where(model.platform_id == old.id)  # type: ignore[call-overload]  # columns of either table
    rows = [dict(row) | {"platform_id": new.id} for row in scope.session.execute(theirs.order_by(model.id)).mappings()]
    if rows:
        scope.session.execute(insert(model), rows)


def _banner(original: Platform, domains: Sequence[str]) -> dict[str, object]:
    """The looks and the behaviour; a domain for the cookie only where the new addresses are part of it."""
    banner = banner_of(original.banner)
    if banner.domain and outside(banner.domain, domains):
        banner = replace(banner, domain="")
    return {} if banner == Banner() else asdict(banner)
