"""The documents shown in the preview's frames, each with a policy of its own.

A frame shows what is not published yet on the admin's own origin. The `sandbox` directive takes that origin away, also
when somebody opens the address by itself: what runs there can read no cookie of the admin and set none, and without
`connect-src` it sends no receipt. A browser gives a sandboxed document's requests no cookie either, so a script of its
own address would be refused by the gate; that is why the banner is written into its page, allowed by its digest.
The directive allows scripts in both frames, for the tools that look at pages from inside (checks of accessibility,
extensions); what keeps the page's own from running is the policy, which names no source of scripts.
"""

import re
from base64 import b64encode
from collections.abc import Iterable
from hashlib import sha256
from typing import Any

from flask import Response, render_template

_STYLE = re.compile(rb"<style[^>]*>(.*?)</style>", re.DOTALL)
_POLICY = (
    "default-src 'none'; img-src data:; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'self'; sandbox allow-scripts"
)

# The banner appears when it finds the time, so these ask again and again for two seconds.
_WHEN = """(() => {{
  let left = 40;
  const turn = setInterval(() => {{
    const banner = document.querySelector("charter-banner");
    {act}
    if (--left < 1) clearInterval(turn);
  }}, 50);
}})();"""
ACTS = {
    "dialog": _WHEN.format(
        act="""const more = banner?.shadowRoot?.querySelector('[part~="customize"]');
    if (more) { clearInterval(turn); more.click(); }"""
    ),
    # A refusal is what leaves the placeholder alone on the page.
    "placeholder": _WHEN.format(
        act="if (banner && window.charter) { clearInterval(turn); window.charter.refuseAll(); }"
    ),
}


def page(html: bytes) -> Response:
    """The draft's charter page, without any script."""
    return _framed(html, f"style-src {_digests(_STYLE.findall(html))}")


def banner(script: bytes, act: str = "", **shown: Any) -> Response:
    """A page of a website that does not exist, with the draft's banner on it.

    `act` is what the page does with the banner by itself, a name of `ACTS`; `shown` goes to the template.
    """
    acts = [ACTS[act]] if act in ACTS else []
    html = render_template("publishing/host.html", script=script.decode(), acts=acts, **shown).encode()
    scripts = [script, *(one.encode() for one in acts)]
    return _framed(html, f"script-src {_digests(scripts)}; style-src {_digests(_STYLE.findall(html))}")


def _framed(html: bytes, more: str) -> Response:
    response = Response(html, mimetype="text/html")
    response.headers["Content-Security-Policy"] = f"{_POLICY}; {more}"
    return response


def _digests(sources: Iterable[bytes]) -> str:
    """The sources of a policy that allow exactly these inline scripts or styles (CSP Level 3, hash-source)."""
    found = [f"'sha256-{b64encode(sha256(source).digest()).decode()}'" for source in sources]
    return " ".join(found) or "'none'"
