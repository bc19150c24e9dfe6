"""What the banner says, in the language of the page. Pure."""

from charter_admin.i18n import N_, visitor
from charter_admin.versions.document import Document

# Every text of the banner, in the order of the client's `Text`; the client fills in what stands in braces.
_TEXTS = {
    "title": N_("Your choice about cookies"),
    "intro": "",  # made by `_intro`
    "note": N_("If you refuse, none of it is loaded. You can change your mind at any time."),
    "charter": N_("Read the cookie charter"),
    "accept": N_("Accept all"),
    "refuse": N_("Refuse all"),
    "customize": N_("Customise"),
    "save": N_("Save my choices"),
    "close": N_("Close"),
    "always": N_("Always active"),
    "accepted": N_("accepted"),
    "refused": N_("refused"),
    "given": N_("Your choice of {date}. Reference: {id}"),
    "gpc": N_("Your browser asks not to be tracked (Global Privacy Control): that counts as a refusal."),
    "left": N_("Only your browser can delete these cookies: {names}"),
    "embed": N_("Loaded if you agree. Purpose: {purpose}"),
    "once": N_("Show this once"),
    "allow": N_("Always allow"),
    "copy": N_("Copy"),
}
_WITHOUT_QUESTION = {
    "title": N_("No consent is needed here"),
    "note": N_("The charter explains each of them, with its purpose and how long it stays."),
}
_EXEMPT = N_(
    "On this site, {controller} uses only cookies and similar trackers that are exempt from consent: "
    "they do just what the site needs to work, or what the law allows without asking. "
    "So there is nothing to accept or to refuse."
)
_NOTHING = N_(
    "On this site, {controller} declares no cookie and no similar tracker. So there is nothing to accept or to refuse."
)


def texts(document: Document, locale: str) -> list[str]:
    """All texts of a charter's banner, in the client's order (`client/src/config.ts`)."""
    said = _TEXTS if document.asks else _TEXTS | _WITHOUT_QUESTION
    catalogue = visitor(locale)
    return [catalogue.gettext(text) if text else _intro(document, locale) for text in said.values()]


def _intro(document: Document, locale: str) -> str:
    """What the first layer must say before anything: who asks, and how many others are behind it."""
    catalogue = visitor(locale)
    controller = document.platform.controller or document.platform.name
    if not document.asks:
        return catalogue.gettext(_EXEMPT if document.services else _NOTHING).format(controller=controller)
    count = len({service.provider for service in document.services if service.basis == "consent"})
    return catalogue.ngettext(
        "With your consent, {controller} uses cookies and similar trackers from {count} provider, for:",
        "With your consent, {controller} uses cookies and similar trackers from {count} providers, for:",
        count,
    ).format(controller=controller, count=count)
