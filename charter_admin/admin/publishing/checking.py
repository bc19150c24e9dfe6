"""Looking whether the tag is on the website, and saying what was seen and what to do next."""

from collections.abc import Mapping
from http import HTTPStatus
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from flask_babel import gettext

from charter_admin.i18n import N_
from charter_admin.importing.errors import ImportRefused
from charter_admin.importing.formats.cost import check_nesting
from charter_admin.publishing.fetching import Fetcher, Unreachable
from charter_admin.publishing.tag_check import BAD, DOUBTFUL, Finding, Place, check, own_address

# By what a finding is about: what was seen, and what to do next (empty where nothing is left to do).
WORDS: Mapping[str, tuple[str, str]] = {
    "found": (N_("The banner’s line is in the page."), ""),
    "first": (N_("It stands before every other script."), ""),
    "latest": (N_("It brings the latest version, which is number %(number)s now."), ""),
    "pinned": (N_("It brings version %(number)s, the current one, and nothing else."), ""),
    "missing": (
        N_("The banner’s line is not in the page."),
        N_(
            "Paste it as the first script inside <head>. If a tag manager or a script adds it, it comes too late: "
            "put it into the page itself."
        ),
    ),
    "elsewhere": (
        N_("The line is there, but it leads to %(host)s instead of %(ours)s."),
        N_("Replace it by the line above."),
    ),
    "stranger": (
        N_("The line is there, but it is another platform’s (%(id)s)."),
        N_("Replace it by the line above: visitors are asked about another website’s services."),
    ),
    "twice": (
        N_("The line is in the page %(count)s times."),
        N_("Keep the first one only; the others are without effect."),
    ),
    "inert": (
        N_("The browser does not run the line: its type is “%(type)s”."),
        N_("Remove the attribute type. If another consent tool added it, exempt this line there."),
    ),
    "deferred": (
        N_("The line runs too late: it has “%(name)s”."),
        N_("Remove it. If a plugin that speeds up the website adds it, exempt this line there."),
    ),
    "outside_head": (
        N_("The line is not inside <head>."),
        N_("Move it up, before every other script. An element that does not belong into <head> ends it early."),
    ),
    "late": (
        N_("Other scripts come before the line (%(count)s). The first of them: %(script)s"),
        N_("Move the line above them: what runs before it cannot be held back."),
    ),
    "offline": (
        N_("The charter is not online, so the line brings nothing."),
        N_("Publish the charter."),
    ),
    "own_current": (N_("It brings a file of the website’s own, which is version %(number)s, the current one."), ""),
    "own_old": (
        N_("It brings a file of the website’s own, which is version %(number)s; the current one is %(current)s."),
        N_("Download the file again and put it in the place of the old one, as after each publication."),
    ),
    "own_changed": (
        N_("It brings a file of the website’s own, whose bytes are not those of version %(current)s."),
        N_("Download the file again, and exempt it from whatever compresses or joins scripts there."),
    ),
    "own_other": (
        N_("The file the line leads to is no banner of ours."),
        N_("Download the file again and put it where the line leads to."),
    ),
    "own_missing": (
        N_("The file the line leads to did not come."),
        N_("Download the file and put it where the line leads to."),
    ),
    "scheme": (
        N_("The line does not have the address %(origin)s: browsers block it or warn of it."),
        N_("Replace it by the line above."),
    ),
    "integrity_of_latest": (
        N_("The line asks for the latest version but allows only the bytes of one."),
        N_(
            "Remove the attribute integrity, or use the line of one version: the next publication would end the banner."
        ),
    ),
    "no_version": (
        N_("The line asks for version %(number)s, which does not exist in that form."),
        N_("Replace it by the line of version %(current)s."),
    ),
    "old": (
        N_("The line brings version %(number)s; the current one is %(current)s."),
        N_("Replace it by the line of version %(current)s, or by the one that always brings the latest."),
    ),
    "integrity_wrong": (
        N_("The attribute integrity is not that of version %(number)s: browsers refuse the banner."),
        N_("Copy the line of version %(number)s again, whole."),
    ),
    "unprotected": (
        N_("The line names a version but does not let the browser check its bytes."),
        N_("Copy the line of that version again, with integrity and crossorigin."),
    ),
    "no_crossorigin": (
        N_("The line has integrity but not crossorigin: browsers refuse the banner."),
        N_('Add crossorigin="anonymous".'),
    ),
    "no_language": (
        N_("The line asks for a language the charter does not have (%(locale)s)."),
        N_("Replace it by one of the lines above, or add the language to the platform and publish."),
    ),
    "language": (
        N_("The page says it is written in “%(written)s”, the banner speaks “%(spoken)s”."),
        N_("Use the line of the page’s language."),
    ),
    "stub_missing": (
        N_("The default of Google Consent Mode is not in the page before the line."),
        N_("Paste its lines above the banner’s. If they are in a file of another name, all is well."),
    ),
    "stub_late": (
        N_("The default of Google Consent Mode comes after the banner’s line."),
        N_("Move it above: nothing of Google’s may run before it."),
    ),
    "status": (
        N_("The website answered with an error (%(status)s)."),
        N_("What follows was seen on that page. Check the first address of the platform in its settings."),
    ),
    "no_domain": (
        N_("The platform has no address."),
        N_("Fill it in, in the settings of the platform."),
    ),
    "forbidden": (
        N_("The website’s address is not on the internet: it is one of a private network."),
        N_("Check it from there: the line must be the first script inside <head>."),
    ),
    "unknown": (
        N_("The website’s name is not known."),
        N_("Check the first address of the platform in its settings."),
    ),
    "certificate": (
        N_("The website’s certificate is not valid."),
        N_("Renew it; until then browsers warn your visitors too."),
    ),
    "time": (N_("The website did not answer within ten seconds."), N_("Try again in a moment.")),
    "silent": (
        N_("The website did not answer."),
        N_("Try again in a moment. A firewall may also turn this server away."),
    ),
    "redirects": (
        N_("The website sends its visitors around without an end, or to an address that is none."),
        N_("Check the first address of the platform in its settings."),
    ),
    "tangled": (
        N_("The page is nested too deeply to be read."),
        N_("Look into its source yourself: the line must be the first script inside <head>."),
    ),
}


def visit(domain: str, place: Place) -> tuple[list[Finding], str]:
    """What there is to say of a website's first page, and the address it was found at."""
    try:
        fetch = fetcher(place.origin)
        page = fetch.home(domain)
        check_nesting(page.html)
    except Unreachable as error:
        return [Finding(BAD, error.code)], ""
    except ImportRefused:
        return [Finding(BAD, "tangled")], ""
    failed = [Finding(DOUBTFUL, "status", {"status": page.status})] if page.status != 200 else []
    own = own_address(page.html, page.address, place)
    return [*failed, *check(page.html, page.address, place, _own_file(fetch, own))], page.address


def _own_file(fetch: Fetcher, address: str) -> str:
    """The banner on the website's own origin; empty where there is none."""
    try:
        page = fetch.page(address) if address else None
    except Unreachable:
        return ""
    return page.html if page and page.status == HTTPStatus.OK else ""


def fetcher(origin: str) -> Fetcher:
    """What fetches pages for this installation, whose own address is `origin`."""
    return Fetcher(loopback=_is_loopback(origin))


def said(finding: Finding) -> tuple[str, str]:
    """What was seen and what to do next, in the reader's language."""
    seen, onward = WORDS[finding.code]
    values: dict[str, Any] = dict(finding.values)
    return gettext(seen, **values), gettext(onward, **values) if onward else ""


def _is_loopback(origin: str) -> bool:
    """Whether this installation serves its own machine only, as the demo does."""
    host = urlsplit(origin).hostname or ""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")
