"""The value of a spreadsheet's cell as a person sees it, by the number format of the cell."""

import re
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from itertools import pairwise

_GENERAL = "General"
_BRACKETS = re.compile(r"\[[^\]]*\]")
# What is written out in a format: in quotes, behind a backslash, or as wide as the sign behind an underscore.
_PIECES = re.compile(r'"([^"]*)"|\\(.)|_(.)|\*.|([0#?.,]+%?)|(.)')
_DATE_PIECES = re.compile(r'"([^"]*)"|\\(.)|(yyyy|yy|mmmm?|mm?|dddd?|dd?|hh?|ss?|AM/PM)|(.)', re.I)
_SHORT_DATE = "mm-dd-yy"  # stands for the short date of the reader's country: nearly everywhere, the day first
_DAY_FIRST = "dd/mm/yyyy"


def shown(value: object, code: str) -> str:
    """Write a cell's value with its number format."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, (int, float)):
        return _number(value, code)
    if isinstance(value, timedelta):
        return _hours(value)
    if isinstance(value, (datetime, date, time)):
        return _date(value, _DAY_FIRST if code in (_SHORT_DATE, _GENERAL) else code)
    text = str(value)
    return "" if text.startswith("#") and text.rstrip("!?").isupper() and text.endswith(("!", "?", "A")) else text


def _number(value: float, code: str) -> str:
    section = _BRACKETS.sub("", code.split(";")[0])
    if section in (_GENERAL, "@", ""):
        return _plain(value)
    written = ""
    for match in _PIECES.finditer(section):
        quoted, escaped, space, digits, sign = match.groups()
        written += (
            quoted or escaped or (" " if space else "") or (_digits(value, digits) if digits else "") or sign or ""
        )
    return " ".join(written.split())


def _plain(value: float) -> str:
    if isinstance(value, int) or value.is_integer():
        return str(int(value))
    return f"{value:.10g}"


def _digits(value: float, mask: str) -> str:
    if mask.endswith("%"):
        return _digits(value * 100, mask[:-1]) + "%"
    if not set(mask) & set("0#?"):
        return mask
    places = len(mask.partition(".")[2])
    least = mask.partition(".")[2].count("0")
    text = f"{value:.{places}f}"
    while "." in text and text.endswith("0") and len(text.partition(".")[2]) > least:
        text = text[:-1]
    return text.rstrip(".")


def _hours(value: timedelta) -> str:
    minutes, seconds = divmod(int(value.total_seconds()), 60)
    return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"


def _date(value: datetime | date | time, code: str) -> str:
    pieces = [match.groups() for match in _DATE_PIECES.finditer(_BRACKETS.sub("", code.split(";")[0]))]
    codes = [(code or "").lower() for _, _, code, _ in pieces]
    minutes = _minutes(codes)
    written = ""
    for place, (quoted, escaped, _, sign) in enumerate(pieces):
        if codes[place]:
            written += _part(value, "minute" if place in minutes else codes[place])
        else:
            written += quoted or escaped or sign or ""
    return " ".join(written.replace("@", "").split())


def _minutes(codes: list[str]) -> set[int]:
    """Tell which of the m are minutes: those right behind the hours or before the seconds."""
    units = [(place, code[:1]) for place, code in enumerate(codes) if code]
    pairs: Iterable[tuple[tuple[int, str], tuple[int, str]]] = pairwise(units)
    return {
        place
        for first, second in pairs
        for place in (
            [second[0]]
            if first[1] == "h" and second[1] == "m"
            else [first[0]]
            if (first[1], second[1]) == ("m", "s")
            else []
        )
    }


def _part(value: datetime | date | time, code: str) -> str:
    formats = {
        "yyyy": "%Y", "yy": "%y", "mm": "%m", "m": "%m", "mmm": "%m", "mmmm": "%m", "dd": "%d", "d": "%d",
        "hh": "%H", "h": "%H", "minute": "%M", "ss": "%S", "s": "%S",
    }  # fmt: skip
    if isinstance(value, time) and code[0] in "ymd" and code != "minute":
        return ""
    text = value.strftime(formats.get(code, ""))
    return text.lstrip("0") or "0" if code in ("m", "d", "h", "s") else text
