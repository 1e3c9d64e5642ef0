"""Numbers and dates of a worksheet as Excel shows them: 0.2 as 20%, 84640 as 84,640円."""

from __future__ import annotations

import datetime as dt
import re
from decimal import ROUND_HALF_UP, Decimal

_LITERAL = re.compile(r'"([^"]*)"|\\(.)|_.|\*.|\[\$([^\]-]*)[^\]]*\]|\[[^\]]*\]')
_PLACES = re.compile(r"([0#?](?:[0#?,]*[0#?])?)(?:\.([0#?]*))?(,*)")
_GENERAL = re.compile(r"General|G/標準|標準|@")
_SIGNIFICANT = 11
"""Digits that the format General shows."""


def shown(value: object, number_format: str) -> str:
    """The value of a cell as text; "" for none."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, (int, float)):
        return _number(value, number_format)
    if isinstance(value, (dt.datetime, dt.date)):
        return _date(value, number_format)
    if isinstance(value, dt.time):
        return value.strftime("%H:%M:%S" if value.second else "%H:%M")
    return str(value)


def _number(value: float, number_format: str) -> str:
    sections = _sections(number_format)
    if value < 0 and len(sections) > 1:
        return _in_section(-value, sections[1])
    if value == 0 and len(sections) > 2:
        return _in_section(value, sections[2])
    return _in_section(value, sections[0])


def _sections(number_format: str) -> list[str]:
    """The parts for positive, negative and zero; literals stand between U+0001 and U+0002."""

    def literal(match: re.Match[str]) -> str:
        text = next((group for group in match.groups() if group), "")
        return f"\x01{text}\x02" if text else ""

    return _LITERAL.sub(literal, number_format).split(";")


def _in_section(value: float, section: str) -> str:
    places = _PLACES.search(re.sub("\x01[^\x02]*\x02", lambda match: "\x03" * len(match[0]), section))
    if places is None:
        literal = re.sub("[\x01\x02]", "", section).strip()
        return _GENERAL.sub(lambda _: _general(value), literal) or _general(value)
    before, after = section[: places.start()], section[places.end() :]
    if "E" in section or "/" in section:
        return _general(value)
    number = Decimal(repr(value)).scaleb(2 * section.count("%") - 3 * len(places[3]))
    least, most = (places[2] or "").count("0"), len(places[2] or "")
    number = number.quantize(Decimal(1).scaleb(-most), ROUND_HALF_UP)
    text = f"{number:,f}" if "," in places[1] else f"{number:f}"
    whole, _, fraction = text.partition(".")
    whole = whole.zfill(places[1].count("0"))
    fraction = fraction[:least] + fraction[least:].rstrip("0")
    text = f"{whole}.{fraction}" if fraction else whole
    return re.sub("[\x01\x02]", "", f"{before}{text}{after}").strip()


def _general(value: float) -> str:
    if float(value).is_integer():
        return str(int(value))
    text = f"{value:.{_SIGNIFICANT}g}"
    return f"{Decimal(repr(value)):f}" if "e" in text else text


def _date(value: dt.date, number_format: str) -> str:
    """The parts of a date that its format has: with 年月日, with slashes, or as in ISO 8601."""
    codes = re.sub(r'"[^"]*"|\[[^\]]*\]', "", number_format.lower())
    kanji, slashes = "年" in number_format or "月" in number_format, "/" in codes
    year, month, day = f"{value.year}", f"{value.month}", f"{value.day}"
    has = [bool(re.search(pattern, codes)) for pattern in ("y|e", "m", "d")]
    if kanji:
        units = zip((year, month, day), "年月日", has, strict=True)
        text = "".join(f"{part}{unit}" for part, unit, present in units if present)
    elif slashes:
        text = "/".join(part for part, present in zip((year, month, day), has, strict=True) if present)
    else:
        text = f"{value:%Y-%m-%d}"
    clock = isinstance(value, dt.datetime) and value.time() != dt.time()
    return f"{text} {value:%H:%M}" if clock and text else text
