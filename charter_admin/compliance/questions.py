"""The questions of the worksheet, with help on where to set it. "Yes" always speaks for the exemption."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from charter_admin.i18n import N_


@dataclass(frozen=True)
class Question:
    """`asks` and the help are msgids of the admin catalogue; `where` is the help by tool.

    `fatal`: a "no" cannot be mended by a setting, so the measurement needs consent.
    """

    id: str
    asks: str
    help: str
    where: Mapping[str, str] = field(default_factory=dict)
    fatal: bool = False


QUESTIONS: tuple[Question, ...] = (
    Question(
        "measure_only",
        N_("Do the figures serve to measure this website’s audience and nothing else?"),
        N_(
            "Allowed: how it performs, where visitors get stuck, its speed and ease of use, what the servers must "
            "bear, which contents are read."
        ),
        fatal=True,
    ),
    Question(
        "publisher_only",
        N_("Does the supplier work for you alone, without using the data for itself?"),
        N_("Your contract must say so. Google Analytics, for one, does not meet this."),
        {
            "matomo": N_(
                "On your own server nobody else has the data. For Matomo Cloud, keep the data-processing contract."
            ),
            "piano": N_("Look for it in the data-processing contract you signed with Piano."),
        },
        fatal=True,
    ),
    Question(
        "no_third_party",
        N_("Do the data stay with you and with those who work for you alone?"),
        N_("They go to no partner, no advertiser and no other company of the group."),
        fatal=True,
    ),
    Question(
        "no_marketing",
        N_("Are campaigns, conversions and advertising left out of what is measured?"),
        N_("Nor may anybody be shown other contents because of it: no test groups, no personalisation."),
        {
            "matomo": N_("Do not install the plugins for A/B tests and for sending conversions to advertisers."),
            "piano": N_("Do not allow the properties of campaigns in the exempt mode."),
        },
    ),
    Question(
        "not_joined",
        N_("Are the data kept apart from all other data you have?"),
        N_("No account number, no customer file, no order number that leads back to somebody."),
        {
            "matomo": N_(
                "Do not use User ID, and in Administration → Privacy → Anonymise data, anonymise the order ID."
            ),
            "piano": N_("Do not send a user identifier (the user_id property)."),
        },
    ),
    Question(
        "one_site",
        N_("Is a visitor followed on this website only, never from one website to another?"),
        N_("The supplier may measure many websites, but each apart, with a tracker of its own."),
        {
            "matomo": N_(
                "Do not use cross-domain linking or third-party cookies, and give each website its own number."
            ),
            "piano": N_("Use a first-party cookie and a site number of its own for each website."),
        },
    ),
    Question(
        "ip_shortened",
        N_("Is the IP address shortened before it is kept, and the place of a visitor never finer than a city?"),
        N_("The IP address may tell roughly where from, then it must no longer lead to a person."),
        {
            "matomo": N_("Administration → Privacy → Anonymise data: mask two bytes or more, for places too."),
            "piano": N_("Ask Piano’s support that IP addresses are made anonymous for your sites."),
        },
    ),
    Question(
        "anonymous",
        N_("Do only anonymous figures come out of it?"),
        N_("No recording of what one visitor does, and no name or e-mail address in page addresses, titles or events."),
        {
            "matomo": N_(
                "Turn off session recordings and heat maps; leave out page parameters that hold personal data."
            ),
            "piano": N_("Keep to the properties the exempt mode allows by itself."),
        },
    ),
    Question(
        "not_renewed",
        N_("Does the tracker’s period run from the first visit, without starting again at each visit?"),
        N_("Answer “yes” if it sets no tracker at all."),
        {
            "matomo": N_("This is how _pk_id works by itself; _pk_ses ends after 30 minutes."),
            "piano": N_("Set visitorStorageMode to fixed."),
        },
    ),
    Question(
        "mode_on",
        N_("Is the tool’s mode for measuring without consent on?"),
        N_("If the tool has no such mode, answer for the settings you made by hand."),
        {
            "matomo": N_(
                "Recent releases have a CNIL mode in the privacy settings; it sets several points of this sheet."
            ),
            "piano": N_("Ask Piano to activate the exemption, then put the visitor into the exempt mode in the tag."),
        },
    ),
    Question(
        "told",
        N_("Do visitors read in your charter that the audience is measured, and what for?"),
        N_("Being exempt from consent does not exempt from telling."),
    ),
    Question(
        "can_object",
        N_("Can visitors say no to it, easily, on your website?"),
        N_("It must work on every device and not only by a setting of the browser."),
        {
            "matomo": N_("Administration → Privacy → Users opt-out gives a form to paste into your charter."),
            "piano": N_("Put a link into your charter that sets the visitor to optout in the tag."),
        },
    ),
    Question(
        "inside_europe",
        N_("Do the data stay in Europe, or go only where the law allows it?"),
        N_("Outside: a country the European Commission found adequate, or standard contractual clauses."),
    ),
    Question(
        "assessed",
        N_("Do you keep the proof that the tool can be set up this way?"),
        N_("Since July 2025 suppliers fill in the CNIL’s self-assessment (14 points). Ask for it and keep it."),
        {
            "matomo": N_("Matomo publishes its self-assessment and a guide for the settings."),
            "piano": N_("Ask your contact at Piano for their self-assessment."),
        },
    ),
    Question(
        "reviewed",
        N_("Does somebody look at these settings and periods again, at least once a year?"),
        N_("An update of the tool or of the website can change them."),
    ),
)

PERIODS: Mapping[str, tuple[str, str, Mapping[str, str]]] = {
    "cookie_months": (
        N_("How many months does the tracker stay?"),
        N_("At most 13. Write 0 if it sets none."),
        {
            "matomo": N_("13 months (393 days) unless the page sets another setVisitorCookieTimeout."),
            "piano": N_("storageLifetimeVisitor, in days; 395 unless the page sets another."),
        },
    ),
    "data_months": (
        N_("How many months are the data kept?"),
        N_("At most 25, as long as they are not anonymous figures."),
        {
            "matomo": N_(
                "Administration → Privacy → Anonymise data: delete old visits regularly, after 760 days at "
                "most. By itself Matomo deletes nothing."
            ),
            "piano": N_("The period is set in your contract; ask Piano’s support."),
        },
    ),
}
