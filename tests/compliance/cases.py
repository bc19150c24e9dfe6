"""For each rule a charter that trips it, what the finding is about, and a charter near it that does not."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from charter_admin.compliance.worksheet import QUESTIONS, Sheet
from charter_admin.versions.document import Contact, Document, Duration
from tests.compliance.lawful import (
    CHOICES,
    COUNTING,
    NECESSARY,
    OURS,
    PLAYER,
    VIDEOS,
    both,
    charter,
    cookie,
    counting,
    service,
    with_banner,
    with_choices,
    with_cookie,
    with_google,
    with_provider,
    with_session,
    with_site,
)

YES: Mapping[str, str] = {question.id: "yes" for question in QUESTIONS}
FILLED = Sheet("matomo", YES, 13, 25)


@dataclass(frozen=True)
class Case:
    """`tripping` breaks the rule about `subject` and `fine` does not; `sheet` and `fine_sheet` are of `matomo`."""

    tripping: Document
    subject: str
    fine: Document
    sheet: Sheet | None = None
    fine_sheet: Sheet | None = field(default=None)


def text(body: str) -> Duration:
    """A duration only words tell."""
    return Duration("unknown", None, None, {"fr": body})


def fixed(amount: int, unit: str) -> Duration:
    """An exact duration."""
    return Duration("fixed", amount, unit, {})


UNKNOWN = Duration("unknown", None, None, {})
FOREVER = Duration("persistent", None, None, {})
ADS = replace(VIDEOS, key="marketing", name=both("Advertising", "Publicité"), basis="exempt")
MEANT = {"videos": ("analytics_storage",), "necessary": ("ad_storage", "security_storage")}

CASES: Mapping[str, Case] = {
    "controller-missing": Case(with_site(controller=""), "platform", charter()),
    "contact-missing": Case(with_site(contact=Contact()), "platform", with_site(contact=Contact(address="1 rue"))),
    "dpo-missing": Case(with_site(dpo=" "), "platform", charter()),
    "domains-missing": Case(with_site(domains=()), "platform", charter()),
    "nothing-declared": Case(replace(charter(), services=(), purposes=()), "platform", charter()),
    "language-incomplete": Case(with_session(name={"fr": "Session"}), "language:en", with_session(location={})),
    "language-foreign": Case(with_site(locales=("fr", "xx")), "language:xx", charter()),
    "choice-over-13-months": Case(with_banner(months=14), "banner", with_banner(months=13)),
    "choice-over-6-months": Case(with_banner(months=7), "banner", with_banner(months=6)),
    "choice-text-differs": Case(
        with_choices("Kept for 12 months.", "Gardé six mois."), "text:choices/en", with_choices("It is kept.", "Gardé.")
    ),
    "refusal-weaker-signals": Case(
        with_google(meaning=MEANT), "banner", with_google(meaning={"necessary": ("security_storage",)})
    ),
    "refusal-weaker-traces": Case(with_google(url_passthrough=True), "banner", with_google()),
    "refusal-weaker-access": Case(
        with_choices("Six months.", "Si vous refusez, vous ne pourrez pas accéder au site. Six mois."),
        "text:choices/fr",
        with_choices("Six months.", "Refuser ne vous empêche pas de visiter le site. Six mois."),
    ),
    "consent-by-silence": Case(
        with_choices("By continuing to browse you accept them.", "Rien."),
        "text:choices/en",
        with_choices("You accept or refuse.", "En poursuivant votre visite, rien ne change. Vous acceptez ou non."),
    ),
    "withdrawal-unexplained": Case(replace(charter(), texts=()), "text:choices/fr", charter()),
    "exempt-tracker": Case(with_cookie("_gcl_au"), "cookie:session/cookie/_gcl_au", with_cookie("_gclid")),
    "exempt-host": Case(
        with_session(hosts=("stats.g.doubleclick.net",)), "service:session", with_session(hosts=("notdoubleclick.net",))
    ),
    "exempt-google-analytics": Case(
        counting(cookie("_ga_<id>", pattern=True)), "service:matomo", counting(cookie("_ga"), basis="consent")
    ),
    "exempt-advertising": Case(
        replace(
            charter(), purposes=(NECESSARY, ADS), services=(service("adline", "marketing", "player", cookie("m_x")),)
        ),
        "service:adline",
        charter(),
    ),
    "exempt-pixel": Case(
        with_cookie("seen", storage="pixel"), "cookie:session/pixel/seen", with_cookie("seen", storage="local_storage")
    ),
    "audience-over-13-months": Case(
        counting(cookie("_pk_id.*", duration=fixed(398, "day"))),
        "cookie:matomo/cookie/_pk_id.*",
        counting(cookie("_pk_id.*", duration=fixed(397, "day"))),
    ),
    "audience-data-over-25-months": Case(
        counting(), "service:matomo", counting(), replace(FILLED, data_months=26), FILLED
    ),
    "audience-worksheet-missing": Case(counting(), "service:matomo", counting(), None, FILLED),
    "audience-worksheet-refuses": Case(
        counting(), "service:matomo", counting(), replace(FILLED, answers={**YES, "publisher_only": "no"}), FILLED
    ),
    "audience-worksheet-open": Case(
        counting(), "service:matomo", counting(), replace(FILLED, answers={**YES, "ip_shortened": "no"}), FILLED
    ),
    "audience-worksheet-stale": Case(counting(), "service:matomo", counting(), replace(FILLED, stale=True), FILLED),
    "provider-missing": Case(with_session(provider="nobody"), "service:session", charter()),
    "provider-unnamed": Case(with_provider(name="Inconnu"), "provider:player", with_provider(name="Inconnus SARL")),
    "recipient-policy-missing": Case(with_provider(policy_url=""), "provider:player", charter()),
    "policy-link-broken": Case(with_provider(policy_url="javascript:alert(1)"), "provider:player", charter()),
    "policy-not-https": Case(with_provider(policy_url="http://video.example/"), "provider:player", charter()),
    "recipient-country-missing": Case(with_provider(country=""), "provider:player", charter()),
    "transfer-safeguard-missing": Case(
        with_provider(country="US"),
        "provider:player",
        replace(
            with_provider(country="US"),
            texts=(CHOICES, replace(CHOICES, key="uses", body=both("Standard contractual clauses.", "Clauses types."))),
        ),
    ),
    "duration-missing": Case(
        with_cookie(duration=UNKNOWN), "cookie:session/cookie/sid", with_cookie(duration=text("le temps qu’il faut"))
    ),
    "duration-unlimited": Case(
        with_cookie(duration=FOREVER),
        "cookie:session/cookie/sid",
        with_cookie(duration=FOREVER, storage="local_storage"),
    ),
    "tracker-over-13-months": Case(
        with_cookie(duration=text("2 ans")), "cookie:session/cookie/sid", with_cookie(duration=fixed(13, "month"))
    ),
    "purpose-text-missing": Case(with_cookie(purpose={"fr": " "}), "cookie:session/cookie/sid", charter()),
    "purpose-unexplained": Case(
        replace(charter(), purposes=(replace(NECESSARY, description={}), VIDEOS)), "purpose:necessary", charter()
    ),
    "pattern-everything": Case(with_cookie("*"), "cookie:session/cookie/*", with_cookie("*sid")),
    "pattern-wide": Case(with_cookie("_s*"), "cookie:session/cookie/_s*", with_cookie("_si*")),
    "cookie-twice": Case(
        with_session(cookies=(cookie(), cookie())),
        "cookie:session/cookie/sid",
        with_session(cookies=(cookie(), cookie(storage="local_storage"))),
    ),
    "known-otherwise": Case(
        with_cookie("_gcl_au"), "cookie:session/cookie/_gcl_au", with_cookie("_gcl_au", storage="local_storage")
    ),
    "duration-shorter-than-known": Case(
        with_cookie("_ga", duration=fixed(1, "month")),
        "cookie:session/cookie/_ga",
        with_cookie("_ga", duration=fixed(13, "month")),
    ),
    "service-empty": Case(with_session(cookies=()), "service:session", with_session(cookies=(), hosts=("a.example",))),
}

__all__ = ["CASES", "COUNTING", "FILLED", "OURS", "PLAYER", "Case"]
