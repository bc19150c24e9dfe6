"""The bundle: what the configuration holds, and that the code accepts any text in it."""

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import brotli
import pytest

from charter_admin.banner import bundle as banner
from charter_admin.banner import texts
from charter_admin.versions.banner import GOOGLE_TYPES, Banner, Colours, Google, Theme
from charter_admin.versions.document import Document, consent_digest
from tests.banner import charters
from tests.npm import run

CLIENT = Path(banner.__file__).parent / "client"


def config(document: Document, locale: str = "en") -> dict[str, Any]:
    return banner.config(document, 7, consent_digest(document), "b1", locale)


def embedded(script: bytes) -> dict[str, Any]:
    """The configuration as it stands near the end of the finished file."""
    literal = re.search(r'=(\{id:".*\}),\w+=document\.currentScript\b', script.decode("ascii"))
    assert literal is not None
    found: dict[str, Any] = json.loads(run(Path(), "node", "-p", f"JSON.stringify({literal[1]})"))
    return found


def intro_of(document: Document) -> str:
    """What the first layer says first."""
    said: str = config(document)["t"][1]
    return said


def test_configuration_says_who_what_and_how_long() -> None:
    document = charters.asking()
    made = config(document)
    assert (made["id"], made["v"], made["b"], made["l"], made.get("r")) == ("rives01", 7, "b1", "en", None)
    assert made["d"] == consent_digest(document)[:16]
    assert made["c"] == "charter_consent"
    assert 180 <= made["m"] / 86400 <= 184
    assert made["a"] == 1
    assert [(p["k"], p.get("a")) for p in made["p"]] == [
        ("necessary", None),
        ("statistics", 1),
        ("marketing", 1),
        ("video", 1),
    ]


def test_exempt_service_of_an_asking_purpose_is_named_and_its_cookie_kept() -> None:
    made = config(charters.asking())
    statistics = made["p"][1]
    assert statistics["s"][0] == ["matomo", "Matomo", "Ville de Rives", [], 1]
    assert statistics["s"][1] == ["analytics", "Google Analytics", "Google Ireland Ltd"]
    assert statistics["x"] == {"c": ["_ga_*", "_ga"]}
    assert statistics["e"] == {"c": ["_pk_id.*"]}


def test_storages_and_patterns_become_what_a_script_can_erase() -> None:
    assert config(charters.asking())["p"][2]["x"] == {"c": ["_mk_*"], "l": ["mk.*"], "s": ["mk_visit"]}


def test_cookies_of_other_sites_are_named_apart() -> None:
    document = charters.asking()
    foreign = replace(charters.cookie("IDE"), party="third")
    service = replace(document.services[2], cookies=(foreign, charters.cookie("_ga"), charters.cookie("_ga")))
    assert config(replace(document, services=(service,)))["p"][1]["x"] == {"t": ["IDE"], "c": ["_ga"]}


@pytest.mark.parametrize(
    ("declared", "glob"),
    [("_ga_<id>", "_ga_*"), ("_hjSession_{id}", "_hjSession_*"), ("_gat_##", "_gat_*"), ("a**b.*", "a*b.*")],
)
def test_every_kind_of_wildcard_is_one_star(declared: str, glob: str) -> None:
    assert erased(declared) == {"c": [glob]}


@pytest.mark.parametrize("declared", ["*", "<id>", "###"])
def test_a_name_of_wildcards_alone_erases_nothing(declared: str) -> None:
    assert erased(declared) == {}


def erased(name: str) -> dict[str, list[str]]:
    document = charters.asking()
    service = replace(document.services[2], cookies=(charters.cookie(name),))
    found: dict[str, list[str]] = config(replace(document, services=(service,)))["p"][1]["x"]
    return found


def test_first_layer_names_the_controller_and_counts_the_providers() -> None:
    intro = intro_of(charters.asking())
    assert "Ville de Rives" in intro
    assert "3 providers" in intro


def test_without_a_controller_the_platform_is_named() -> None:
    document = charters.asking()
    site = replace(document.platform, controller="", name="Rives en ligne")
    assert "Rives en ligne" in intro_of(replace(document, platform=site))


def test_a_charter_that_asks_nothing_says_so() -> None:
    made = config(charters.exempt())
    assert "a" not in made
    assert "nothing to accept" in intro_of(charters.exempt())
    assert "exempt" in intro_of(charters.exempt())


def test_an_empty_charter_does_not_speak_of_exempt_trackers() -> None:
    document = replace(charters.exempt(), purposes=(), services=(), providers=())
    assert "declares no cookie" in intro_of(document)


def test_texts_are_the_ones_the_client_knows() -> None:
    source = (CLIENT / "src" / "config.ts").read_text()
    names = source[source.index("enum Text {") : source.index("/** What a piece")]
    assert re.findall(r"^  (\w+),$", names, re.M) == list(texts._TEXTS)
    for document in (charters.asking(), charters.exempt()):
        assert len(config(document)["t"]) == len(texts._TEXTS)
        assert all(config(document)["t"])


def test_google_types_are_the_ones_the_client_knows() -> None:
    source = (CLIENT / "src" / "pieces" / "signals.ts").read_text()
    assert re.findall(r'^  "(\w+)",$', source, re.M) == list(GOOGLE_TYPES)


def test_purpose_texts_fall_back_to_the_default_language() -> None:
    made = config(charters.asking(), "de")
    assert made["p"][1]["n"] == "Audience measurement"


def test_right_to_left() -> None:
    assert config(charters.asking(), "ar")["r"] == 1


@pytest.mark.parametrize("name", ["</script><!--", "line\u2028end", 'quote" \\ back', "é–×😀", "{controller}", "$&$1"])
def test_any_text_survives_as_plain_ascii(name: str) -> None:
    document = charters.asking()
    made = config(replace(document, platform=replace(document.platform, controller=name)))
    script = banner.bundle(made, Banner())
    assert script.isascii()
    assert b"</script" not in script
    assert b"<!--" not in script
    assert b"__CHARTER_CONFIG__" not in script
    assert embedded(script) == made


def test_same_input_same_bytes() -> None:
    assert banner.bundle(config(charters.asking()), Banner()) == banner.bundle(config(charters.asking()), Banner())


def test_a_file_holds_the_pieces_that_are_used_and_no_others() -> None:
    signs = {
        "google": b"ads_data_redaction",
        "microsoft": b"uetq",
        "matomo": b"_paq",
        "foreign": b"optanon",
        "automatic": b'replaceWith"]',
        "shown": b'"/shown"',
    }
    settings = {
        "google": Banner(google=Google(on=True)),
        "microsoft": Banner(microsoft=True),
        "matomo": Banner(matomo="cookieless"),
        "foreign": Banner(foreign=True),
        "automatic": Banner(automatic=True),
        "shown": Banner(shown=True),
    }
    for name, one in settings.items():
        script = banner.bundle(config(replace(charters.asking(), banner=one)), one)
        assert [piece for piece, sign in signs.items() if sign in script] == [name]
    assert not any(sign in banner.bundle(config(charters.asking()), Banner()) for sign in signs.values())


def test_every_option_together_stays_small() -> None:
    everything = Banner(
        Theme(layout="dialog", light=Colours("#ffffff", "#000000", "#004488")),
        google=Google(on=True),
        microsoft=True,
        matomo="consent",
        foreign=True,
        automatic=True,
        shown=True,
    )
    script = banner.bundle(config(replace(charters.asking(), banner=everything)), everything)
    assert len(brotli.compress(script)) <= 10_000


def test_settings_reach_the_client() -> None:
    settings = Banner(
        Theme(layout="corner", scheme="dark", dark=Colours("#101010", "#f0f0f0", "#ffcc00"), radius=0),
        memory="local_storage",
        months=3,
        domain="rives.example",
        google=Google(on=True, url_passthrough=True, wait_for_update=300),
        matomo="consent",
    )
    made = config(replace(charters.asking(), banner=settings))
    assert (made["o"], made["w"], made["m"], made["h"]) == ("corner", 1, 91 * 24 * 3600, "rives.example")
    assert made["g"] == {
        "m": {"necessary": "6", "statistics": "3", "marketing": "012"},
        "w": 300,
        "r": 1,
        "u": 1,
        "q": 1,
    }
    assert "--mark:#ffcc00" in made["y"]
    assert "--round:0px" in made["y"]
    assert "prefers-color-scheme" not in made["y"]


def test_own_cookie_is_declared_for_six_months() -> None:
    declared, queue = banner.own_trackers(["en", "fr"], Banner())
    assert (declared.name, declared.storage, declared.party) == ("charter_consent", "cookie", "first")
    assert (declared.duration.kind, declared.duration.amount, declared.duration.unit) == ("fixed", 6, "month")
    assert set(declared.purpose) == {"en", "fr"}
    assert all(declared.purpose.values())
    assert (queue.name, queue.storage, queue.party) == ("charter_receipts", "local_storage", "first")
    assert queue.duration.text == {"en": "Until the proof is sent", "fr": "Jusqu’à l’envoi de la preuve"}
    assert queue.purpose["fr"] == "Garde la preuve de votre choix jusqu’à ce qu’elle nous parvienne."
