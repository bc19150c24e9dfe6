"""Figures in words."""

from flask_babel import format_decimal, format_percent, lazy_gettext, ngettext
from flask_babel import gettext as _

from charter_admin.consent.comparing import Difference

ACTIONS = {
    "accept_all": lazy_gettext("Accepted everything"),
    "customise": lazy_gettext("Chose purpose by purpose"),
    "refuse_all": lazy_gettext("Refused everything"),
    "withdraw": lazy_gettext("Took their consent back"),
    "gpc": lazy_gettext("Refused by the browser (Global Privacy Control)"),
    "expire": lazy_gettext("Choice that ended by itself"),
    "shown": lazy_gettext("Pages that showed the banner"),
    "unanswered": lazy_gettext("Pages left without a choice"),
}
# Of one visitor.
DECISIONS = {
    "accept_all": lazy_gettext("Everything accepted"),
    "customise": lazy_gettext("Choice purpose by purpose"),
    "refuse_all": lazy_gettext("Everything refused"),
    "withdraw": lazy_gettext("Consent taken back"),
    "gpc": lazy_gettext("Refusal sent by the browser (Global Privacy Control)"),
    "expire": lazy_gettext("Choice that came to its end"),
}
LAYOUTS = {
    "bar": lazy_gettext("Bar"),
    "corner": lazy_gettext("Corner"),
    "dialog": lazy_gettext("Dialog"),
}


def percent(share: float | None) -> str:
    """A share, or a dash where there is none."""
    return "–" if share is None else str(format_percent(share))


def count(number: int) -> str:
    """A number with its separators."""
    return str(format_decimal(number))


def compared(found: Difference | None, other: int) -> str:
    """What may be said of a version compared with another one."""
    if found is None:
        return str(_("There is no answer yet to compare."))
    if not found.sure:
        return str(_("Too close to version %(number)s to tell them apart.", number=other))
    low, high = sorted((_points(found.low), _points(found.high)))
    if found.low > 0:
        said = ngettext(
            "Between %(low)s and %(num)s point more visitors accepted everything than with version %(other)s.",
            "Between %(low)s and %(num)s points more visitors accepted everything than with version %(other)s.",
            high, low=low, other=other,
        )  # fmt: skip
    else:
        said = ngettext(
            "Between %(low)s and %(num)s point fewer visitors accepted everything than with version %(other)s.",
            "Between %(low)s and %(num)s points fewer visitors accepted everything than with version %(other)s.",
            high, low=low, other=other,
        )  # fmt: skip
    return str(said)


def _points(share: float) -> int:
    return max(round(abs(share) * 100), 1)
