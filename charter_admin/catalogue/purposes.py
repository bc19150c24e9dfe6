"""Declaring purposes, the units of consent."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from charter_admin import values as check
from charter_admin.catalogue import keys
from charter_admin.catalogue.in_use import few
from charter_admin.catalogue.models import BASES, Purpose, Service
from charter_admin.catalogue.standard import PURPOSES, in_languages, lacking
from charter_admin.editing import editing, owned, remove
from charter_admin.errors import InUse
from charter_admin.listing import Page, Query, page
from charter_admin.organizations.scope import Scope

SORTS = {"position": Purpose.position, "name": Purpose.folded, "key": Purpose.key}


@dataclass(frozen=True)
class PurposeValues:
    """What a person fills in; texts by language; an empty key is made from the name, or left as it is."""

    name: Mapping[str, str]
    description: Mapping[str, str]
    basis: str
    key: str = ""


def values_of(purpose: Purpose) -> PurposeValues:
    """The values as stored."""
    return PurposeValues(purpose.name, purpose.description, purpose.basis, purpose.key)


def listed(scope: Scope, query: Query) -> Page[Purpose]:
    """One page of the organization's purposes."""
    return page(scope.session, scope.select(Purpose), query, folded=Purpose.folded, sorts=SORTS, id_=Purpose.id)


def every(scope: Scope) -> Sequence[Purpose]:
    """All of them, in the order visitors see them."""
    return scope.session.scalars(scope.select(Purpose).order_by(Purpose.position, Purpose.id)).all()


def get(scope: Scope, purpose_id: int) -> Purpose:
    """One purpose. Raises NotFound."""
    return scope.get(Purpose, id=purpose_id)


def create(scope: Scope, values: PurposeValues) -> Purpose:
    """A new purpose, last in the order. Raises Invalid."""
    scope.require("catalogue.write")
    checked = _checked(values)
    key = keys.new(scope, Purpose, values.key, keys.any_name(checked.name))
    return scope.add(_fill(Purpose(key=key, position=_next_position(scope)), checked))


def update(scope: Scope, purpose: Purpose, values: PurposeValues, revision: int) -> Purpose:
    """Changes a purpose. Raises Invalid, and Stale when `revision` is not the stored one."""
    scope.require("catalogue.write")
    with editing(scope, purpose, revision, values_of):
        key = keys.changed(scope, purpose, values.key)
        _fill(purpose, _checked(values)).key = key
    return purpose


def move_up(scope: Scope, purpose: Purpose) -> None:
    """Shows a purpose to visitors before the one that stood before it; the first one stays."""
    scope.require("catalogue.write")
    owned(scope, purpose)
    order = list(every(scope))
    at = order.index(purpose)
    order.insert(max(at - 1, 0), order.pop(at))
    for position, each in enumerate(order):
        each.position = position
    scope.session.flush()


def used_by(scope: Scope, purpose: Purpose) -> list[str]:
    """The names of services that have this purpose, for people: a few of them when there are many."""
    return few(scope, select(Service.name).where(Service.purpose_id == purpose.id).order_by(Service.folded))


def delete(scope: Scope, purpose: Purpose) -> None:
    """Removes a purpose. Raises InUse while services have it."""
    scope.require("catalogue.write")
    if where := used_by(scope, purpose):
        raise InUse(where)
    remove(scope, purpose, values_of)


def install_defaults(scope: Scope) -> list[Purpose]:
    """Adds the standard purposes the organization lacks, in every language the standard texts exist in."""
    scope.require("catalogue.write")
    known = {purpose.key for purpose in every(scope)}
    return [
        create(scope, PurposeValues(in_languages(name), in_languages(description), basis, key))
        for key, basis, name, description in PURPOSES
        if key not in known
    ]


def speak(scope: Scope, locales: Iterable[str]) -> None:
    """Says the organization's standard purposes in more languages, as far as their words are still the standard ones.

    For purposes that were installed when the standard texts existed in fewer languages.
    """
    scope.require("catalogue.write")
    spoken, rows = list(locales), {purpose.key: purpose for purpose in every(scope)}
    for key, _basis, name, description in PURPOSES:
        if purpose := rows.get(key):
            names, descriptions = (
                lacking(name, purpose.name, spoken),
                lacking(description, purpose.description, spoken),
            )
            if names:
                purpose.name = purpose.name | names
                purpose.description = purpose.description | descriptions
    scope.session.flush()


def _checked(values: PurposeValues) -> PurposeValues:
    return PurposeValues(
        check.named("name", values.name),
        check.localized("description", values.description, check.LONG, several_lines=True),
        check.choice("basis", values.basis, BASES),
    )


def _fill(purpose: Purpose, values: PurposeValues) -> Purpose:
    purpose.name, purpose.description = dict(values.name), dict(values.description)
    purpose.basis = values.basis
    return purpose


def _next_position(scope: Scope) -> int:
    owned = Purpose.organization_id == scope.organization_id
    last = scope.session.scalar(select(func.max(Purpose.position)).where(owned))
    return 0 if last is None else last + 1
