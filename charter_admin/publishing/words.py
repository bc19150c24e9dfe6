"""What the page says about facts: durations, storages, parties, countries, dates, in the visitor's language. Pure."""

from dataclasses import dataclass
from datetime import UTC, datetime

from babel import Locale
from babel.dates import format_date, format_time

from charter_admin.catalogue.durations import describe
from charter_admin.i18n import N_, direction, has_visitor_texts, visitor
from charter_admin.versions.document import Duration, Localized

_STORAGES = {
    "cookie": N_("Cookie"),
    "local_storage": N_("Local storage"),
    "session_storage": N_("Session storage"),
    "indexed_db": N_("IndexedDB"),
    "pixel": N_("Invisible image (pixel)"),
    "other": N_("Other technique"),
}
_PARTIES = {"first": N_("First party"), "third": N_("Third party")}
_NOT_STATED = N_("Not stated")
_MOMENT = N_("{date}, {time} UTC")


@dataclass(frozen=True)
class Said:
    """A text and, where it is not in the language around it, its own `lang` (else empty) and `dir`."""

    text: str
    lang: str = ""

    @property
    def dir(self) -> str:
        """The value of HTML's `dir` for the text's own language."""
        return direction(self.lang)

    def __bool__(self) -> bool:
        return bool(self.text)


class Speaker:
    """One language of a charter.

    `locale` is the page's, `default` the platform's; `ui` the one our own words are in: English where the locale has
    no catalogue.
    """

    def __init__(self, locale: str, default: str) -> None:
        self.locale, self.default = locale, default
        self.ui = locale if has_visitor_texts(locale) else "en"
        self.catalogue = visitor(self.ui)
        self._babel = Locale.parse(self.ui, sep="-")

    def say(self, texts: Localized) -> Said:
        """The text in the page's language, else in the platform's, else in any; empty when there is none."""
        order = (self.locale, self.default, *sorted(texts))
        found = next((locale for locale in order if texts.get(locale)), self.ui)
        return Said(texts.get(found, ""), "" if found == self.ui else found)

    def duration(self, duration: Duration) -> Said:
        """How long, from the structure; where that is unknown, as the operator wrote it."""
        words = describe(duration.kind, duration.amount, duration.unit, self.ui)
        return Said(words) if words else self.say(duration.text) or Said(self.catalogue.gettext(_NOT_STATED))

    def storage(self, storage: str) -> str:
        """The technique's name."""
        return self.catalogue.gettext(_STORAGES.get(storage, _STORAGES["other"]))

    def party(self, party: str) -> str:
        """Who sets it, seen from the site."""
        return self.catalogue.gettext(_PARTIES[party])

    def country(self, code: str) -> str:
        """The country's name; the code itself where it has none; empty for an empty code."""
        return str(self._babel.territories.get(code, code))

    def day(self, moment: datetime) -> str:
        """The date, in words."""
        return format_date(moment.astimezone(UTC), "long", locale=self._babel)

    def moment(self, moment: datetime) -> str:
        """Date, time and zone, in words."""
        time = format_time(moment.astimezone(UTC), "short", locale=self._babel)
        return self.catalogue.gettext(_MOMENT).format(date=self.day(moment), time=time)
