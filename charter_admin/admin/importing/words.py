"""What the pages about imports say: why a file cannot be read, and how sure a proposal is."""

from collections.abc import Mapping

from charter_admin.i18n import N_

NOT_READABLE = N_("This file could not be read. Copy the text you see in it and paste it above.")

REFUSALS: Mapping[str, str] = {
    "empty": N_("Paste a text or choose a file."),
    "too_large": N_("This is larger than 5 MB. Keep only the part with the cookies."),
    "binary": N_(
        "This is not a document. Choose a text, a web page (HTML), a Word (DOCX), Excel (XLSX) or PDF file, or copy "
        "what you see and paste it above."
    ),
    "old_office": N_(
        "This is an older office format. Open the file, save it as DOCX, XLSX or PDF, and choose that one."
    ),
    "encrypted": N_("This file is protected by a password. Save it without one, or copy its text and paste it above."),
    "broken": N_("This file is damaged. Open it in its own program, save it again and choose the new one."),
    "no_text": N_(
        "This PDF holds pictures of text only. Choose the document it was made from, or type the cookies in."
    ),
    "encoding": N_("The encoding of this file is unknown. Save it as UTF-8, or copy its text and paste it above."),
    "nesting": N_("This page is too deeply nested to be read. Copy what you see on it and paste it above."),
    "tables": N_("This document holds too many tables. Keep only the part with the cookies."),
    "too_many": N_("This document declares too many cookies. Keep only the part that is about your website."),
    "unpacked": N_("This file is far larger inside than it looks. Keep only the part with the cookies."),
    "entities": N_(
        "This file holds instructions no document needs, so it was not opened. Save it again, or paste its text."
    ),
    "too_long": N_("Reading this file takes too long. Keep only the part with the cookies, or paste it above."),
    "memory": N_("This file is too heavy to be read. Keep only the part with the cookies, or paste it above."),
    "crashed": NOT_READABLE,
    "busy": N_("Several files are being read at this moment. Wait a minute and try again."),
}

# By confidence: the words of the mark, and what to do.
CONFIDENCE: Mapping[str, tuple[str, str]] = {
    "high": (N_("Clear"), N_("The document says this plainly.")),
    "medium": (N_("To compare"), N_("Something is missing or was deduced: compare with the passage.")),
    "low": (N_("Doubtful"), N_("This may be no cookie: check every field.")),
}
