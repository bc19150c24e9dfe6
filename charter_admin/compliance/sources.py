"""Where rules come from: the texts of law and guidance, and the places in them."""

from dataclasses import dataclass

from charter_admin.i18n import N_


@dataclass(frozen=True)
class Source:
    """A text, a msgid of the admin catalogue, and the place in it (empty: the whole text)."""

    text: str
    place: str = ""

    def __str__(self) -> str:
        return f"{self.text}, {self.place}" if self.place else self.text


_GDPR = N_("GDPR")
_FRENCH_ACT = N_("Loi Informatique et Libertés")
_GUIDELINES = N_("CNIL, guidelines 2020-091 on cookies")
_RECOMMENDATION = N_("CNIL, recommendation 2020-092 on cookies")
_ON_CONSENT = N_("EDPB, guidelines 05/2020 on consent")

# Which trackers need consent: what puts article 5(3) of the ePrivacy directive into French law.
ARTICLE_82 = Source(_FRENCH_ACT, "art. 82")
CONSENT = Source(_GDPR, "art. 4(11)")
STORAGE_LIMIT = Source(_GDPR, "art. 5(1)(e)")
WITHDRAWAL = Source(_GDPR, "art. 7(3)")
CLEAR_WORDS = Source(_GDPR, "art. 12(1)")
IDENTITY = Source(_GDPR, "art. 13(1)(a)")
OFFICER = Source(_GDPR, "art. 13(1)(b), 37")
RECIPIENTS = Source(_GDPR, "art. 13(1)(e)")
TRANSFERS = Source(_GDPR, "art. 13(1)(f), 44-49")
RETENTION = Source(_GDPR, "art. 13(2)(a)")
SECURITY = Source(_GDPR, "art. 32")
GUIDELINES = Source(_GUIDELINES)
GUIDELINES_CONSENT = Source(_GUIDELINES, "art. 2")
GUIDELINES_EXEMPT = Source(_GUIDELINES, "art. 5")
RECOMMENDATION = Source(_RECOMMENDATION)
AUDIENCE = Source(N_("CNIL, audience measurement without consent (4 July 2025)"))
SEVERAL_DEVICES = Source(N_("CNIL, recommendation 2025-131 on consent for several devices"))
PLANET49 = Source(N_("Court of Justice of the EU, Planet49 (C-673/17)"))
EDPB_CONSENT = Source(_ON_CONSENT)
EDPB_WALLS = Source(_ON_CONSENT, "§ 38-41")
EDPB_SILENCE = Source(_ON_CONSENT, "§ 75-86")
EDPB_INFORMATION = Source(_ON_CONSENT, "§ 64")
EDPB_SCOPE = Source(N_("EDPB, guidelines 2/2023 on the scope of art. 5(3) of the ePrivacy directive"))
