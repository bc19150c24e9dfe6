"""The stable keys of purposes, providers and services, which markup on customers' sites may name."""

import re
from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from charter_admin.catalogue.models import Keyed
from charter_admin.errors import Invalid
from charter_admin.i18n import N_
from charter_admin.organizations.scope import Scope
from charter_admin.organizations.service import slugify
from charter_admin.values import optional

MOST = 40
_SHAPE = re.compile(r"[a-z][a-z0-9-]{0,39}")


def new(scope: Scope, model: type[Keyed], typed: str, name: str) -> str:
    """The key of a new row: the one typed, or a free one made from the name. Raises Invalid."""
    key = optional("key", typed)
    return _free(scope, model, _from_name(name, model)) if not key else _unused(scope, model, _shaped(key))


def changed(scope: Scope, row: Any, typed: str) -> str:
    """The key an existing row shall have; an empty one leaves it as it is. Raises Invalid."""
    key = optional("key", typed) or row.key
    if key == row.key:
        return key
    if row.key_frozen:
        raise Invalid("key", N_("The key was published and can no longer change: pages of websites may name it."))
    return _unused(scope, type(row), _shaped(key))


def any_name(texts: Mapping[str, str]) -> str:
    """One of the names, where no language is asked for."""
    return next((text for text in texts.values() if text), "")


def _shaped(key: str) -> str:
    if not _SHAPE.fullmatch(key):
        message = N_("A key is made of small letters, digits and hyphens, begins with a letter and has at most 40.")
        raise Invalid("key", message)
    return key


def _from_name(name: str, model: type[Keyed]) -> str:
    slug = slugify(name)
    if not slug[:1].isalpha():
        slug = f"{model.__name__.lower()}-{slug}"
    return slug[: MOST - 5].strip("-")  # room for a number


def _unused(scope: Scope, model: type[Any], key: str) -> str:
    if key in _taken(scope, model, key):
        raise Invalid("key", N_("This key is already taken."))
    return key


def _free(scope: Scope, model: type[Any], wanted: str) -> str:
    taken = _taken(scope, model, wanted)
    numbered = (f"{wanted}-{n}" for n in range(2, len(taken) + 3))
    return next(key for key in (wanted, *numbered) if key not in taken)


def _taken(scope: Scope, model: type[Any], beginning: str) -> set[str]:
    statement = select(model.key).where(
        model.organization_id == scope.organization_id, model.key.startswith(beginning, autoescape=True)
    )
    return set(scope.session.scalars(statement))
