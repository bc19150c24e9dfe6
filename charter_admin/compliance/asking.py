"""Rules on how visitors are asked: how long a choice holds, and whether refusing is as strong as accepting."""

import re
from collections.abc import Iterator

from charter_admin.compliance.rule import BANNER, ERROR, WARNING, Context, Found, Subject, rule
from charter_admin.compliance.sources import (
    ARTICLE_82,
    EDPB_SILENCE,
    EDPB_WALLS,
    GUIDELINES_CONSENT,
    PLANET49,
    RECOMMENDATION,
    SEVERAL_DEVICES,
    WITHDRAWAL,
)
from charter_admin.i18n import N_
from charter_admin.listing import fold
from charter_admin.versions.banner import GOOGLE_TYPES

LONGEST, USUAL = 13, 6  # months a choice holds: the most, and what the CNIL's recommendation takes as good practice
# Types that let Google store or use what is about a person; the others serve the visitor's own settings and security.
ASKED_TYPES = frozenset({"ad_storage", "ad_user_data", "ad_personalization", "analytics_storage"})

# Folded; both are about words that nobody writes about a banner that asks.
_SILENCE = re.compile(
    r"(?:en (?:poursuivant|continuant)|si vous (?:poursuivez|continuez))[^.]{0,80}(?:acceptez|consentez|accord)"
    r"|(?:by (?:continuing|browsing|using)|if you continue)[^.]{0,80}"
    r"(?:you (?:accept|agree|consent)|accepting|agreeing)"
)
_WALL = re.compile(
    r"(?:refus(?:ez|er|ant|al|e|ing)?\b|sans votre (?:accord|consentement)|without your consent)[^.]{0,80}"
    r"(?:ne pour\w+ (?:pas|plus) (?:acceder|consulter|utiliser)|acces (?:\w+ ){0,3}(?:refuse|bloque|impossible)"
    r"|cannot (?:access|use|visit)|will not be able to (?:access|use|visit)|denies you access)"
)
_PERIOD = re.compile(r"\b(\d{1,2}|six|douze|treize|twelve|thirteen)[\s\u00a0]+(?:mois|months)\b")
_NUMBERS = {"six": 6, "douze": 12, "twelve": 12, "treize": 13, "thirteen": 13}


@rule(
    "choice-over-13-months",
    ERROR,
    RECOMMENDATION,
    ARTICLE_82,
    says=N_("A choice holds %(months)s months, longer than 13."),
    why=N_("People forget what they agreed to. They have to be asked again after a reasonable time."),
    fix="choice-13-months",
)
def choice_too_long(context: Context) -> Found:
    """A banner that keeps a choice longer than 13 months."""
    if context.document.banner.months > LONGEST:
        yield BANNER, {"months": context.document.banner.months}


@rule(
    "choice-over-6-months",
    WARNING,
    RECOMMENDATION,
    says=N_("A choice holds %(months)s months. The CNIL recommends six."),
    why=N_("Yes and no are kept equally long. Six months is what the CNIL calls good practice."),
    fix="choice-6-months",
)
def choice_long(context: Context) -> Found:
    """A banner that asks, and keeps a choice longer than six months."""
    if context.document.asks and USUAL < context.document.banner.months <= LONGEST:
        yield BANNER, {"months": context.document.banner.months}


@rule(
    "choice-text-differs",
    WARNING,
    WITHDRAWAL,
    RECOMMENDATION,
    says=N_("A text says that a choice holds %(said)s months; the banner keeps it %(months)s."),
    why=N_("What visitors read must be what happens. Correct the text, or the setting of the banner."),
)
def choice_text_differs(context: Context) -> Found:
    """The section on choices names periods, and none is the banner's."""
    months = context.document.banner.months
    for key, locale, body in _bodies(context):
        said = [_NUMBERS.get(number) or int(number) for number in _PERIOD.findall(body)] if key == "choices" else []
        if context.document.asks and said and months not in said:
            yield Subject("text", key, locale=locale), {"said": said[0], "months": months}


@rule(
    "refusal-weaker-signals",
    ERROR,
    ARTICLE_82,
    GUIDELINES_CONSENT,
    says=N_("Google is told “granted” without anybody being asked: %(types)s"),
    why=N_("A purpose exempt here means these types to Google, so a refusal has no effect on them."),
    fix="google-ask",
)
def signals_unasked(context: Context) -> Found:
    """Google Consent Mode with a type that only exempt purposes mean: `signals.ts` grants it to everybody."""
    if types := list(unasked_types(context)):
        yield BANNER, {"types": ", ".join(types)}


@rule(
    "refusal-weaker-traces",
    WARNING,
    RECOMMENDATION,
    SEVERAL_DEVICES,
    says=N_("After a refusal Google still receives identifiers of advertisements."),
    why=N_("A refusal has to be as effective as a consent. Passing through addresses must be off, redaction on."),
    fix="google-redact",
)
def refusal_leaks(context: Context) -> Found:
    """Google Consent Mode that passes or keeps identifiers of clicks when storage was refused."""
    google = context.document.banner.google
    if google.on and context.document.asks and (google.url_passthrough or not google.ads_data_redaction):
        yield BANNER, {}


@rule(
    "refusal-weaker-access",
    WARNING,
    EDPB_WALLS,
    GUIDELINES_CONSENT,
    says=N_("A text seems to say that who refuses cannot visit the website."),
    why=N_("Consent is free only if refusing has no bad consequence."),
)
def refusal_punished(context: Context) -> Found:
    """A text that ties access to consent."""
    for key, locale, body in _bodies(context):
        if _WALL.search(body):
            yield Subject("text", key, locale=locale), {}


@rule(
    "consent-by-silence",
    WARNING,
    PLANET49,
    EDPB_SILENCE,
    GUIDELINES_CONSENT,
    says=N_("A text says that browsing on means consent."),
    why=N_("Silence is no consent: only a clear act is. Take the standard text, or correct yours."),
)
def consent_by_silence(context: Context) -> Found:
    """A text that takes further browsing for consent."""
    for key, locale, body in _bodies(context):
        if _SILENCE.search(body):
            yield Subject("text", key, locale=locale), {}


@rule(
    "withdrawal-unexplained",
    WARNING,
    WITHDRAWAL,
    RECOMMENDATION,
    says=N_("No section says how to refuse and how to change one’s mind."),
    why=N_("Before they consent, people must be told that they may withdraw it, as easily as they gave it."),
)
def withdrawal_unexplained(context: Context) -> Found:
    """A charter that asks, without the section on choices in the default language."""
    document = context.document
    default = document.platform.default_locale
    told = any(text.key == "choices" and text.body.get(default, "").strip() for text in document.texts)
    if document.asks and not told:
        yield Subject("text", "choices", locale=default), {}


def unasked_types(context: Context) -> Iterator[str]:
    """Google's types about people that hold without anybody's consent, in Google's order."""
    google = context.document.banner.google
    for name in GOOGLE_TYPES if google.on else ():
        meant = [p for p in context.document.purposes if name in google.meaning.get(p.key, ())]
        if name in ASKED_TYPES and meant and all(p.basis == "exempt" for p in meant):
            yield name


def _bodies(context: Context) -> Iterator[tuple[str, str, str]]:
    """Every text of the charter, folded: key, language, body."""
    for text in context.document.texts:
        for locale, body in text.body.items():
            yield text.key, locale, fold(body)


RULES = (
    choice_too_long,
    choice_long,
    choice_text_differs,
    signals_unasked,
    refusal_leaks,
    refusal_punished,
    consent_by_silence,
    withdrawal_unexplained,
)
