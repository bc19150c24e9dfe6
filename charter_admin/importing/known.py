"""What the known-cookie library can add to a proposal where its document says nothing. Pure.

It is offered beside the form and never taken by itself: a library knows what a cookie usually is, a person what it is
here.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from charter_admin.catalogue.known import words
from charter_admin.catalogue.known.entries import Entry
from charter_admin.catalogue.known.matching import Match
from charter_admin.catalogue.models import Purpose
from charter_admin.importing.suggestions import AcceptValues, guess_purpose
from charter_admin.listing import fold

# Words that many names share and that tell nothing.
_SHARED_WORDS = "analytics company europe france group inc ireland limited llc ltd gmbh sas the and"
_SHARED = frozenset(_SHARED_WORDS.split())


def meant(values: AcceptValues, found: Sequence[Match]) -> Entry | None:
    """The entry a proposal is about: the one of the provider or service the document names, else a sure one.

    A common word such as `lang` is nobody's until the document names its provider.
    """
    named = _names(f"{values.provider} {values.service}")
    agreeing = (each.entry for each in found if named & _names(f"{each.entry.provider} {each.entry.service}"))
    sure = (each.entry for each in found if each.confidence == "high")
    return next(agreeing, None) or next(sure, None)


def completed(values: AcceptValues, entry: Entry, purposes: Sequence[Purpose], locale: str) -> AcceptValues:
    """The values of a proposal with its blanks filled in, in the language the import is stored under.

    For software a website runs itself the provider stays empty, which means the controller.
    """
    purpose = guess_purpose(entry.purpose, purposes)
    return replace(
        values,
        purpose_id=values.purpose_id or (purpose.id if purpose else None),
        provider=values.provider or ("" if entry.self_hosted else entry.provider),
        service=values.service or entry.service,
        purpose=values.purpose or entry.description.get(locale, ""),
        duration=values.duration or words.lasting(entry, locale),
    )


def _names(text: str) -> frozenset[str]:
    """The words of a name that tell it from others."""
    return frozenset(re.findall(r"\w{3,}", fold(text))) - _SHARED
