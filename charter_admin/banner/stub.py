"""The few lines that a website runs before any tag of Google's: everything is refused until the banner says otherwise.

Pure. The banner itself may still be on its way when a tag manager starts; this stub is not, because it stands in the
page (or in a file of the website's own).
"""

import json

from charter_admin.versions.banner import GOOGLE_TYPES
from charter_admin.versions.document import Document

# Keeping a website safe is never asked for, in any purpose.
ALWAYS_GRANTED = "security_storage"


def stub(document: Document) -> str:
    """The script of a charter, ending with a line end; empty where Google Consent Mode is off."""
    google = document.banner.google
    if not google.on:
        return ""
    default: dict[str, str | int] = {t: "granted" if t == ALWAYS_GRANTED else "denied" for t in GOOGLE_TYPES}
    lines = [
        "window.dataLayer = window.dataLayer || [];",
        "window.gtag = window.gtag || function () { dataLayer.push(arguments); };",
        f'gtag("consent", "default", {json.dumps(default | {"wait_for_update": google.wait_for_update})});',
        *(
            f'gtag("set", "{name}", true);'
            for name in ("ads_data_redaction", "url_passthrough")
            if getattr(google, name)
        ),
    ]
    return "\n".join(lines) + "\n"
