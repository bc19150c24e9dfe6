"""Rules on the platform as a whole: who answers for it, where it is, in which languages it speaks."""

from collections.abc import Iterator

from charter_admin.compliance.rule import PLATFORM, WARNING, Context, Found, Subject, rule
from charter_admin.compliance.sources import (
    ARTICLE_82,
    CLEAR_WORDS,
    EDPB_INFORMATION,
    GUIDELINES_CONSENT,
    IDENTITY,
    OFFICER,
    WITHDRAWAL,
)
from charter_admin.i18n import N_, has_visitor_texts
from charter_admin.versions.document import Localized


@rule(
    "controller-missing",
    WARNING,
    IDENTITY,
    EDPB_INFORMATION,
    says=N_("No controller is named."),
    why=N_("The law wants visitors to know who answers for the trackers, before they choose."),
)
def controller_missing(context: Context) -> Found:
    """Nobody is named who answers for it."""
    if not context.document.platform.controller.strip():
        yield PLATFORM, {}


@rule(
    "contact-missing",
    WARNING,
    IDENTITY,
    says=N_("There is no contact."),
    why=N_("Visitors must know whom to ask, and where to use their rights."),
)
def contact_missing(context: Context) -> Found:
    """Neither an e-mail address, nor a page, nor a postal address."""
    contact = context.document.platform.contact
    if not any(one.strip() for one in (contact.email, contact.url, contact.address)):
        yield PLATFORM, {}


@rule(
    "dpo-missing",
    WARNING,
    OFFICER,
    says=N_("No data-protection officer is named."),
    why=N_("Every public body has one, and many companies must. Say how to reach the officer, or why you have none."),
)
def dpo_missing(context: Context) -> Found:
    """No data-protection officer."""
    if not context.document.platform.dpo.strip():
        yield PLATFORM, {}


@rule(
    "domains-missing",
    WARNING,
    WITHDRAWAL,
    says=N_("The platform has no address."),
    why=N_("Its charter cannot lead back to the website to change a choice, and nobody knows what it holds for."),
)
def domains_missing(context: Context) -> Found:
    """A platform without domains."""
    if not any(domain.strip() for domain in context.document.platform.domains):
        yield PLATFORM, {}


@rule(
    "nothing-declared",
    WARNING,
    ARTICLE_82,
    says=N_("No service is in use on this platform."),
    why=N_("Its charter will say that nothing is declared. Hardly any website sets no tracker at all."),
    place="usages",
)
def nothing_declared(context: Context) -> Found:
    """A charter without services."""
    if not context.services:
        yield PLATFORM, {}


@rule(
    "language-incomplete",
    WARNING,
    CLEAR_WORDS,
    GUIDELINES_CONSENT,
    says=N_("Texts missing in this language: %(language)s (%(count)s)"),
    why=N_("Who cannot read a text has not been told. Until it exists, the default language stands in for it."),
)
def language_incomplete(context: Context) -> Found:
    """A language in which names, descriptions or texts are missing."""
    for locale in context.document.platform.locales:
        missing = sum(1 for texts in _texts(context) if not texts.get(locale, "").strip())
        if missing:
            yield Subject("language", locale=locale), {"language": locale, "count": missing}


@rule(
    "language-foreign",
    WARNING,
    CLEAR_WORDS,
    says=N_("The banner’s own words are in English for this language: %(language)s"),
    why=N_("Your texts are shown in it, the buttons and headings around them are not."),
)
def language_foreign(context: Context) -> Found:
    """A language the standard words of banner and page do not exist in."""
    for locale in context.document.platform.locales:
        if not _spoken(locale):
            yield Subject("language", locale=locale), {"language": locale}


def _spoken(locale: str) -> bool:
    """Whether the standard words exist; a document from elsewhere may name anything as its language."""
    return locale.replace("-", "").isalnum() and locale.isascii() and len(locale) < 20 and has_visitor_texts(locale)


def _texts(context: Context) -> Iterator[Localized]:
    """What must exist in every language: names and explanations, and whatever is said in one language at least."""
    used = {service.purpose for service in context.services}
    for purpose in context.document.purposes:
        if purpose.key in used:
            yield from (purpose.name, purpose.description)
    for service in context.services:
        yield service.name
        yield from (cookie.purpose for cookie in service.cookies)
        if any(service.location.values()):
            yield service.location
    for text in context.document.texts:
        yield {locale: body for locale, body in text.body.items() if text.title.get(locale, "").strip()}


RULES = (
    controller_missing,
    contact_missing,
    dpo_missing,
    domains_missing,
    nothing_declared,
    language_incomplete,
    language_foreign,
)
