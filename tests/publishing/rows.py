"""Rows of a draft that no database holds, for the pure parts."""

from collections.abc import Sequence

from charter_admin.catalogue.models import Cookie, Provider, Purpose, Service
from charter_admin.platforms.models import Domain, Platform, Usage
from charter_admin.platforms.standard_texts import KEYS
from charter_admin.platforms.texts import Section


def both(name: str) -> dict[str, str]:
    """A text in two languages of the platform and in one it does not have."""
    return {"fr": f"{name} (fr)", "en": f"{name} (en)", "de": f"{name} (de)"}


def purpose(key: str, basis: str, position: int = 0) -> Purpose:
    """A purpose."""
    return Purpose(key=key, name=both(key), description=both(f"about {key}"), basis=basis, position=position)


def provider(key: str, name: str = "") -> Provider:
    """A provider."""
    return Provider(key=key, name=name or key, country="FR", policy_url="")


def cookie(name: str, position: int = 0) -> Cookie:
    """A cookie of a session."""
    return Cookie(
        name=name,
        pattern="*" in name,
        storage="cookie",
        host="",
        party="first",
        duration_kind="session",
        duration_text={},
        purpose=both(f"what {name} is for"),
        position=position,
    )


def usage(key: str, of: Purpose, by: Provider, *names: str, basis: str | None = None, name: str | None = None) -> Usage:
    """A service in use."""
    service = Service(key=key, name=both(name or key), hosts=[], purpose=of, provider=by)
    service.cookies = [cookie(one, place) for place, one in enumerate(names)]
    return Usage(service=service, location={"fr": "partout", "en": "", "de": "überall"}, basis=basis)


def platform(
    locales: Sequence[str] = ("fr", "en"), default: str = "fr", controller: str = "Rives *et* monts"
) -> Platform:
    """A platform with one domain."""
    made = Platform(
        public_id="rives01",
        name="Portail",
        default_locale=default,
        locales=list(locales),
        controller=controller,
        contact_email="",
        contact_url="",
        contact_address="",
        dpo="",
    )
    made.domains = [Domain(name="www.rives.example")]
    return made


def sections(locales: Sequence[str] = ("fr", "en")) -> dict[str, list[Section]]:
    """A text for each section in each language, the last one nobody wrote."""
    return {
        locale: [
            Section(key, f"{key} {locale}", "" if key == "contact" else "Of {controller}.", False, 0) for key in KEYS
        ]
        for locale in locales
    }
