"""The bundle: what the configuration holds, and that the code accepts any text in it."""

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import brotli
import pytest

from charter_admin.banner import bundle as banner
from charter_admin.versions.document import Document, consent_digest
from tests.banner import charters

CLIENT = Path(banner.__file__).parent / "client"


def config(document: Document, locale: str = "en") -> dict[str, Any]:
    return banner.config(document, 7, consent_digest(document), "b1", locale)


def embedded(script: bytes) -> dict[str, Any]:
    """The configuration as it stands at the end of the finished file."""
    text = script.decode("ascii")
    found: dict[str, Any] = json.loads(text[text.rindex('({"id":') + 1 : text.rindex(");})();")])
    return found


def test_configuration_says_who_what_and_how_long() -> None:
    document = charters.asking()
    made = config(document)
    assert (made["id"], made["v"], made["b"], made["l"], made["r"]) == ("rives01", 7, "b1", "en", False)
    assert made["d"] == consent_digest(document)[:16]
    assert made["c"] == "charter_consent"
    assert 180 <= made["m"] / 86400 <= 184
    assert made["ask"] is True
    assert [(p["k"], p["a"]) for p in made["p"]] == [
        ("necessary", False),
        ("statistics", True),
        ("marketing", True),
        ("video", True),
    ]


def test_exempt_service_of_an_asking_purpose_is_named_and_its_cookie_kept() -> None:
    made = config(charters.asking())
    statistics = made["p"][1]
    assert made["e"] == ["matomo"]
    assert statistics["s"][0] == {"n": "Matomo", "p": "Ville de Rives", "e": 1}
    assert statistics["s"][1] == {"n": "Google Analytics", "p": "Google Ireland Ltd"}
    assert statistics["x"] == [["_pk_id.*", "c", 1], ["_ga_*", "c"], ["_ga", "c"]]


def test_storages_and_patterns_become_what_a_script_can_erase() -> None:
    assert config(charters.asking())["p"][2]["x"] == [["_mk_*", "c"], ["mk.*", "l"], ["mk_visit", "s"]]


@pytest.mark.parametrize(
    ("declared", "glob"),
    [("_ga_<id>", "_ga_*"), ("_hjSession_{id}", "_hjSession_*"), ("_gat_##", "_gat_*"), ("a**b.*", "a*b.*")],
)
def test_every_kind_of_wildcard_is_one_star(declared: str, glob: str) -> None:
    assert erased(declared) == [[glob, "c"]]


@pytest.mark.parametrize("declared", ["*", "<id>", "###"])
def test_a_name_of_wildcards_alone_erases_nothing(declared: str) -> None:
    assert erased(declared) == []


def erased(name: str) -> list[Any]:
    document = charters.asking()
    service = replace(document.services[2], cookies=(charters.cookie(name),))
    found: list[Any] = config(replace(document, services=(service,)))["p"][1]["x"]
    return found


def test_first_layer_names_the_controller_and_counts_the_providers() -> None:
    intro = config(charters.asking())["t"]["intro"]
    assert "Ville de Rives" in intro
    assert "3 providers" in intro


def test_without_a_controller_the_platform_is_named() -> None:
    document = charters.asking()
    site = replace(document.platform, controller="", name="Rives en ligne")
    assert "Rives en ligne" in config(replace(document, platform=site))["t"]["intro"]


def test_a_charter_that_asks_nothing_says_so() -> None:
    made = config(charters.exempt())
    assert made["ask"] is False
    assert made["e"] == []
    assert "nothing to accept" in made["t"]["intro"]
    assert "exempt" in made["t"]["intro"]


def test_an_empty_charter_does_not_speak_of_exempt_trackers() -> None:
    document = replace(charters.exempt(), purposes=(), services=(), providers=())
    assert "declares no cookie" in config(document)["t"]["intro"]


def test_texts_are_the_ones_the_client_knows() -> None:
    source = (CLIENT / "src" / "config.ts").read_text()
    interface = source[source.index("interface Texts") : source.index("interface Config")]
    known = set(re.findall(r"readonly (\w+): string", interface))
    assert set(config(charters.asking())["t"]) == known
    assert set(config(charters.exempt())["t"]) == known


def test_purpose_texts_fall_back_to_the_default_language() -> None:
    made = config(charters.asking(), "de")
    assert made["p"][1]["n"] == "Audience measurement"


def test_right_to_left() -> None:
    assert config(charters.asking(), "ar")["r"] is True


@pytest.mark.parametrize("name", ["</script><!--", "line\u2028end", 'quote" \\ back', "é–×😀", "{controller}", "$&$1"])
def test_any_text_survives_as_plain_ascii(name: str) -> None:
    document = charters.asking()
    made = config(replace(document, platform=replace(document.platform, controller=name)))
    script = banner.bundle(made)
    assert script.isascii()
    assert b"</script" not in script
    assert b"<!--" not in script
    assert b"__CHARTER_CONFIG__" not in script
    assert embedded(script) == made


def test_same_input_same_bytes() -> None:
    assert banner.bundle(config(charters.asking())) == banner.bundle(config(charters.asking()))


def test_size_of_a_banner_with_four_purposes() -> None:
    assert len(brotli.compress(banner.bundle(config(charters.asking())))) <= 6_144


def test_own_cookie_is_declared_for_six_months() -> None:
    declared = banner.consent_cookie(["en", "fr"])
    assert (declared.name, declared.storage, declared.party) == ("charter_consent", "cookie", "first")
    assert (declared.duration.kind, declared.duration.amount, declared.duration.unit) == ("fixed", 6, "month")
    assert set(declared.purpose) == {"en", "fr"}
    assert all(declared.purpose.values())
