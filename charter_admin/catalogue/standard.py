"""What visitors are told in standard words, which are in the visitor's catalogue."""

from collections.abc import Iterable, Mapping

from charter_admin.i18n import ADMIN_LOCALES, N_, VISITOR_LOCALES, has_visitor_texts, visitor

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
    """A msgid of the visitor's catalogue in the languages the standard texts exist in.

    Those of the admin come first: they sort a list, and stand for the others where no language is asked for.
    """
    return {locale: visitor(locale).gettext(message) for locale in dict.fromkeys((*ADMIN_LOCALES, *VISITOR_LOCALES))}


def lacking(message: str, texts: Mapping[str, str], locales: Iterable[str]) -> dict[str, str]:
    """A msgid in those of `locales` that `texts` lacks; nothing where somebody wrote words of their own.

    Own words in one language say something else than the standard ones in another would.
    """
    if any(not has_visitor_texts(own) or text != visitor(own).gettext(message) for own, text in texts.items()):
        return {}
    return {one: visitor(one).gettext(message) for one in locales if has_visitor_texts(one) and one not in texts}
