"""What visitors are told in standard words, which are in the visitor's catalogue."""

from charter_admin.i18n import N_, visitor

LOCALES = ("fr", "en")

# The purposes most sites need, in the order a visitor reads them: key, basis, name, description.
PURPOSES = (
    (
        "necessary",
        "exempt",
        N_("Necessary"),
        N_("Without them the site cannot work or cannot give you what you asked for. They need no consent."),
    ),
    (
        "preferences",
        "consent",
        N_("Preferences"),
        N_("They remember how you like the site to look and behave, beyond what you asked for."),
    ),
    (
        "statistics",
        "consent",
        N_("Statistics"),
        N_("They count visits and show how the site is used, so that it can be made better."),
    ),
    (
        "marketing",
        "consent",
        N_("Marketing"),
        N_("They follow what interests you, here and on other sites, to choose the advertising you are shown."),
    ),
)

# How long a tracker stays, by the kinds of durations that are no amount.
LASTING = {"session": N_("Until the browser is closed"), "persistent": N_("Until you delete it")}


def in_languages(message: str) -> dict[str, str]:
    """A msgid of the visitor's catalogue in the languages the standard texts exist in."""
    return {locale: visitor(locale).gettext(message) for locale in LOCALES}
