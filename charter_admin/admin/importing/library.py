"""What the known-cookie library offers beside the proposals of an import."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from charter_admin.admin.importing.forms import ProposalForm
from charter_admin.catalogue.known import matching, own
from charter_admin.catalogue.known.entries import Entry
from charter_admin.catalogue.models import Purpose
from charter_admin.importing import known as library
from charter_admin.importing.models import CharterImport
from charter_admin.importing.suggestions import AcceptValues
from charter_admin.organizations.scope import Scope


@dataclass(frozen=True)
class Offer:
    """An entry, the values a proposal would have with it, and what is new in them: (label, text) for people."""

    entry: Entry
    values: AcceptValues
    news: Sequence[tuple[str, str]]


def offered(
    scope: Scope, taken: CharterImport, forms: Mapping[int, ProposalForm], purposes: Sequence[Purpose]
) -> dict[int, Offer]:
    """By proposal, what the library could fill in; nothing where it knows no more than the form says."""
    index = own.index(scope)
    offers = {key: _offer(form, matching.match(form.name.data or "", own=index), purposes, taken.locale)
              for key, form in forms.items()}  # fmt: skip
    return {key: offer for key, offer in offers.items() if offer}


def _offer(
    form: ProposalForm, found: Sequence[matching.Match], purposes: Sequence[Purpose], locale: str
) -> Offer | None:
    values = form.values()
    entry = library.meant(values, found)
    if entry is None:
        return None
    better = library.completed(values, entry, purposes, locale)
    return Offer(entry, better, _news(form, values, better)) if better != values else None


def _news(form: ProposalForm, values: AcceptValues, better: AcceptValues) -> list[tuple[str, str]]:
    changed = [name for name in vars(better) if getattr(better, name) != getattr(values, name)]
    return [(str(form[name].label.text), _worded(form, name, str(getattr(better, name)))) for name in changed]


def _worded(form: ProposalForm, name: str, value: str) -> str:
    choices: Any = form.purpose_id.choices
    return str(dict(choices)[value]) if name == "purpose_id" else value
