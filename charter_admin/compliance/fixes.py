"""What one click can mend: only what changes nothing on the website itself and can be taken back in a form."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from urllib.parse import urlsplit

from charter_admin.catalogue import cookies, durations, providers, purposes, services
from charter_admin.catalogue.models import Provider, Purpose, Service
from charter_admin.catalogue.standard import PURPOSES, in_languages
from charter_admin.compliance.asking import LONGEST, USUAL, unasked_types
from charter_admin.compliance.rule import Context, Finding
from charter_admin.organizations.scope import Scope
from charter_admin.platforms import banner, usages
from charter_admin.platforms.models import Platform
from charter_admin.platforms.usages import UsageValues
from charter_admin.versions.document import Document

Fix = Callable[[Scope, Platform, Document, Finding], None]
_STANDARD = {key: (name, description) for key, _basis, name, description in PURPOSES}


def offered(finding: Finding) -> str:
    """The name of the fix of a finding; empty where it has none."""
    if finding.rule.fix == "standard-purpose" and finding.subject.key not in _STANDARD:
        return ""
    if finding.rule.fix == "known-purpose" and not finding.values["alike"]:
        return ""
    return finding.rule.fix


def apply(scope: Scope, platform: Platform, document: Document, finding: Finding) -> None:
    """Mends a finding of the platform's present draft. Raises Forbidden, Invalid, Stale.

    For `https` the caller has seen that the address answers.
    """
    scope.require("platform.write")
    if name := offered(finding):
        FIXES[name](scope, platform, document, finding)


def secure(address: str) -> str:
    """An http address as https, without the port that was http's."""
    parts = urlsplit(address)
    netloc = parts.netloc.removesuffix(":80")
    return parts._replace(scheme="https", netloc=netloc).geturl()


def _ask_consent(scope: Scope, platform: Platform, _document: Document, finding: Finding) -> None:
    for usage in usages.every(scope, platform):
        if usage.service.key == finding.subject.key and usage.effective_basis == "exempt":
            basis = None if usage.service.purpose.basis == "consent" else "consent"
            usages.update(scope, usage, UsageValues(usage.location, basis), usage.revision)


def _shorten(months: int) -> Fix:
    def shorten(scope: Scope, platform: Platform, _document: Document, _finding: Finding) -> None:
        settings = banner.values_of(platform)
        banner.update(scope, platform, replace(settings, months=min(settings.months, months)), platform.revision)

    return shorten


def _google_asks(scope: Scope, platform: Platform, document: Document, _finding: Finding) -> None:
    """Takes the types that nobody is asked about away from the exempt purposes, so that they stay denied."""
    unasked = set(unasked_types(Context(document)))
    exempt = {purpose.key for purpose in document.purposes if purpose.basis == "exempt"}
    settings = banner.values_of(platform)
    meaning = {
        key: tuple(one for one in types if key not in exempt or one not in unasked)
        for key, types in settings.google.meaning.items()
    }
    google = replace(settings.google, meaning=meaning)
    banner.update(scope, platform, replace(settings, google=google), platform.revision)


def _google_redacts(scope: Scope, platform: Platform, _document: Document, _finding: Finding) -> None:
    settings = banner.values_of(platform)
    google = replace(settings.google, url_passthrough=False, ads_data_redaction=True)
    banner.update(scope, platform, replace(settings, google=google), platform.revision)


def _standard_purpose(scope: Scope, platform: Platform, _document: Document, finding: Finding) -> None:
    """Fills in what a standard purpose lacks in the platform's languages, and replaces nothing."""
    row = scope.get(Purpose, key=finding.subject.key)
    name, description = (
        {locale: said for locale, said in in_languages(text).items() if locale in platform.locales}
        for text in _STANDARD[row.key]
    )
    values = purposes.values_of(row)
    filled = replace(values, name=name | dict(values.name), description=description | dict(values.description))
    purposes.update(scope, row, filled, row.revision)


def _https(scope: Scope, _platform: Platform, _document: Document, finding: Finding) -> None:
    row = scope.get(Provider, key=finding.subject.key)
    values = providers.values_of(row)
    providers.update(scope, row, replace(values, policy_url=secure(values.policy_url)), row.revision)


def _known_purpose(scope: Scope, platform: Platform, _document: Document, finding: Finding) -> None:
    """Moves the service to the standard purpose it is known for, and lets that purpose's basis hold here."""
    known = finding.values["known"]
    purpose = next((one for one in purposes.every(scope) if one.key == known), None) or _standard(scope, known)
    row = scope.get(Service, key=finding.subject.key)
    services.update(scope, row, replace(services.values_of(row), purpose_id=purpose.id), row.revision)
    usage = usages.find(scope, platform, row)
    if usage is not None and usage.basis == "exempt":
        usages.update(scope, usage, UsageValues(usage.location), usage.revision)


def _standard(scope: Scope, key: str) -> Purpose:
    """A standard purpose, for an organization that has taken it out."""
    _key, basis, name, description = next(purpose for purpose in PURPOSES if purpose[0] == key)
    return purposes.create(scope, purposes.PurposeValues(in_languages(name), in_languages(description), basis, key))


def _known_duration(scope: Scope, _platform: Platform, _document: Document, finding: Finding) -> None:
    """Declares the duration that is known, which a person can still change."""
    known = durations.parse(str(finding.values["lasting"]))
    service = scope.get(Service, key=finding.subject.key)
    for row in service.cookies:
        if (row.name, row.storage) == (finding.subject.name, finding.subject.storage):
            declared = replace(
                cookies.values_of(row),
                duration_kind=known.kind,
                duration_amount=known.amount,
                duration_unit=known.unit,
                duration_text={},
            )
            cookies.update(scope, row, declared, row.revision)


FIXES: Mapping[str, Fix] = {
    "ask-consent": _ask_consent,
    "choice-6-months": _shorten(USUAL),
    "choice-13-months": _shorten(LONGEST),
    "google-ask": _google_asks,
    "google-redact": _google_redacts,
    "standard-purpose": _standard_purpose,
    "https": _https,
    "known-purpose": _known_purpose,
    "known-duration": _known_duration,
}
