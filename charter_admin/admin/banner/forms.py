"""Forms of the banner's looks and behaviour."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Field, IntegerField, RadioField, StringField
from wtforms.validators import InputRequired, Length

from charter_admin.admin.banner import words
from charter_admin.admin.forms import SHORT, RevisedForm
from charter_admin.platforms import contrast
from charter_admin.platforms.banner import LARGEST_RADIUS, LONGEST_MONTHS, LONGEST_WAIT
from charter_admin.versions.banner import GOOGLE_TYPES, Banner, Colours, Google, Theme

SHADES = ("light", "dark")
COLOURS = ("paper", "ink", "mark")


class ColourField(StringField):
    """A colour as text; a script adds the browser's own picker."""

    def __init__(self, part: str, **kwargs: Any) -> None:
        attributes = {"spellcheck": "false", "autocapitalize": "none", "autocomplete": "off", "maxlength": 7}
        label = words.NAMES[f"light_{part}"]
        super().__init__(label, [InputRequired(), Length(max=20)], render_kw=attributes, **kwargs)

    @property
    def shown(self) -> str:
        """The colour for the picker, which takes nothing else."""
        text = (self.data or "").strip().lower()
        return text if contrast.is_colour(text) else "#000000"


class MeaningField(Field):
    """Google's types per purpose: the inputs are called `<name>-<key>`, `data` gives the types by key."""

    types = GOOGLE_TYPES

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:
        """Keeps what was sent; `offer` says which purposes there are."""
        self.process_errors = []
        self.object_data = data
        self.data: dict[str, tuple[str, ...]] = dict(data or {})
        self.formdata = formdata
        self.purposes: Sequence[tuple[str, str]] = ()

    def offer(self, purposes: Sequence[tuple[str, str]]) -> None:
        """Fixes the purposes, by key and name, and with them which inputs are read."""
        self.purposes = purposes
        if self.formdata:
            sent = {key: tuple(self.formdata.getlist(f"{self.name}-{key}")) for key, _name in purposes}
            self.data = {key: types for key, types in sent.items() if types}


class ThemeForm(RevisedForm):
    """The looks. Accept and refuse share one style: there is nothing here to tell them apart."""

    layout = RadioField(words.NAMES["layout"])
    scheme = RadioField(words.NAMES["scheme"])
    light_paper = ColourField("paper")
    light_ink = ColourField("ink")
    light_mark = ColourField("mark")
    dark_paper = ColourField("paper")
    dark_ink = ColourField("ink")
    dark_mark = ColourField("mark")
    radius = IntegerField(
        words.NAMES["radius"],
        [InputRequired()],
        description=_l("In pixels, from 0 (square) to 24."),
        render_kw={"min": 0, "max": LARGEST_RADIUS},
    )

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.layout.choices = list(words.LAYOUTS.items())
        self.scheme.choices = list(words.SCHEMES.items())

    def theme(self) -> Theme:
        """What was filled in."""
        shades = {shade: Colours(*(self._text(f"{shade}_{name}") for name in COLOURS)) for shade in SHADES}
        radius: Any = self.radius.data
        return Theme(self._text("layout"), self._text("scheme"), shades["light"], shades["dark"], radius)

    def ratio(self, shade: str, name: str) -> float | None:
        """The contrast of a colour with its background, as far as both are colours."""
        pair = [self._text(f"{shade}_{part}").lower() for part in (name, "paper")]
        return contrast.shown(contrast.ratio(*pair)) if all(map(contrast.is_colour, pair)) else None

    def _text(self, name: str) -> str:
        return str(self._fields[name].data or "").strip()


class BehaviourForm(RevisedForm):
    """What the banner remembers, and whom it tells."""

    memory = RadioField(
        words.NAMES["memory"],
        description=_l("Local storage cannot be shared between subdomains, and is never sent to your server."),
    )
    months = IntegerField(
        words.NAMES["months"],
        [InputRequired()],
        description=_l(
            "From 1 to 13. The CNIL recommends six, for a refusal as for a consent; visits do not extend it."
        ),
        render_kw={"min": 1, "max": LONGEST_MONTHS},
    )
    domain = StringField(
        words.NAMES["domain"],
        [Length(max=SHORT)],
        description=_l(
            "Such as example.org, so that www.example.org and data.example.org share one choice. "
            "Leave empty for each address to ask by itself."
        ),
        render_kw={"spellcheck": "false", "autocapitalize": "none"},
    )
    google = BooleanField(
        words.NAMES["google"],
        description=_l(
            "Tells Google’s tags what the visitor chose. The snippet page then gives a short script to add."
        ),
    )
    meaning = MeaningField(
        words.NAMES["meaning"],
        description=_l("A type is granted when a purpose that is ticked for it is accepted."),
    )
    ads_data_redaction = BooleanField(words.NAMES["ads_data_redaction"])
    url_passthrough = BooleanField(words.NAMES["url_passthrough"])
    wait_for_update = IntegerField(
        words.NAMES["wait_for_update"],
        [InputRequired()],
        description=_l("From 0 to 10000. Half a second (500) is enough for almost every visitor."),
        render_kw={"min": 0, "max": LONGEST_WAIT},
    )
    microsoft = BooleanField(
        words.NAMES["microsoft"],
        description=_l("Tells them what the visitor chose for advertising and for audience measurement."),
    )
    matomo = RadioField(words.NAMES["matomo"])
    foreign = BooleanField(
        words.NAMES["foreign"],
        description=_l(
            "Those of Cookiebot, CookieConsent, Klaro, Orejime, OneTrust and tarteaucitron: "
            "then moving in takes one changed tag."
        ),
    )
    automatic = BooleanField(
        words.NAMES["automatic"],
        description=_l(
            "What comes from the hosts of your services waits for consent by itself; "
            "the website’s own code is never touched. Marks are surer: use this where pages cannot be changed."
        ),
    )
    shown = BooleanField(
        words.NAMES["shown"],
        description=_l(
            "Then the statistics also tell how many visitors chose nothing. "
            "One word is sent when a page is left, with no cookie and no identifier."
        ),
    )

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.memory.choices = list(words.MEMORIES.items())
        self.matomo.choices = list(words.MATOMO.items())

    def applied(self, banner: Banner) -> Banner:
        """The settings with what was filled in; the looks stay."""
        wait: Any = self.wait_for_update.data
        months: Any = self.months.data
        google = Google(
            bool(self.google.data),
            self.meaning.data,
            bool(self.ads_data_redaction.data),
            bool(self.url_passthrough.data),
            wait,
        )
        return Banner(
            banner.theme,
            self.memory.data,
            months,
            self.domain.data or "",
            google,
            bool(self.microsoft.data),
            self.matomo.data,
            bool(self.foreign.data),
            bool(self.automatic.data),
            bool(self.shown.data),
        )

    def worded(self, name: str) -> Any:
        """The same; the meaning of the purposes as a list."""
        if name != "meaning":
            return super().worded(name)
        named = dict(self.meaning.purposes)
        meaning: Mapping[str, Sequence[str]] = self.stored[name]
        said = [f"{named[key]} ({', '.join(types)})" for key, types in meaning.items() if key in named]
        return said or [gettext("nothing")]
