"""Figures in a text: amounts, percentages, dates, durations, counts, phone numbers and web addresses.

Two texts say the same figure when their `Figure.same_as` holds: 1億円, 100,000,000円 and "100 million yen" are
one, 5% and 5円 are not. Units that nobody listed (3泊, 5,000マイル) are taken from the text that follows.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import NamedTuple

_DIGIT = {kanji: value for value, kanji in enumerate("〇一二三四五六七八九")} | {"零": 0}
_TENS = {"十": 10, "百": 100, "千": 1000}
_MYRIADS = {"万": 10**4, "億": 10**8, "兆": 10**12}
_ENGLISH = {
    "k": 10**3,
    "thousand": 10**3,
    "m": 10**6,
    "mn": 10**6,
    "million": 10**6,
    "b": 10**9,
    "bn": 10**9,
    "billion": 10**9,
    "trillion": 10**12,
}
_ERAS = {"昭和": 1925, "平成": 1988, "令和": 2018}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_UNITS = {
    "yen": "円",
    "jpy": "円",
    "円": "円",
    "percent": "%",
    "パーセント": "%",
    "%": "%",
    "ドル": "ドル",
    "米ドル": "ドル",
    "dollars": "ドル",
    "usd": "ドル",
    "か月": "か月",
    "ヶ月": "か月",
    "ケ月": "か月",
    "カ月": "か月",
    "ヵ月": "か月",
    "箇月": "か月",
    "months": "か月",
    "month": "か月",
    "年間": "年間",
    "years": "年間",
    "year": "年間",
    "週間": "週間",
    "日間": "日",
    "日": "日",
    "days": "日",
    "day": "日",
    "時間": "時間",
    "hours": "時間",
    "hour": "時間",
    "分": "分",
    "minutes": "分",
    "件": "件",
    "cases": "件",
    "社": "社",
    "companies": "社",
    "名": "人",
    "人": "人",
    "people": "人",
    "employees": "人",
    "年": "年",
    "月": "月",
    "倍": "倍",
    "times": "倍",
    "回": "回",
    "つ": "つ",
    "個": "つ",
}
_COUNTERS = "円|ドル|%|パーセント|割|件|社|名|人|年|月|日|か月|ヶ月|カ月|時間|回|倍|つ"
_NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_QUANTITY = re.compile(
    rf"(?P<money>[¥$])?\s?(?P<number>{_NUMBER}(?:\s?[十百千万億兆](?:{_NUMBER}|[十百千万億兆〇零一二三四五六七八九])*)?"
    rf"|[一二三四五六七八九十百千][〇零一二三四五六七八九十百千万億兆]*(?={_COUNTERS})"
    r"|[一二三四五六七八九十百千][〇零一二三四五六七八九十百千]*[万億兆][〇零一二三四五六七八九十百千万億兆]*)"
    r"(?:\s?(?P<scale>thousand|million|billion|trillion|bn|mn|[kmb])(?![a-z]))?"
)
_UNIT = re.compile(
    r"\s?(?:" + "|".join(sorted(map(re.escape, _UNITS), key=len, reverse=True)) + r")(?![a-z])"
    r"|割|[ァ-ヶー]{2,8}|[a-z]{2,12}|[一-龥々]{1,2}"
)
_DATE = re.compile(
    r"(?P<year>(?:19|20)\d\d)\s?年(?!間)(?:\s?(?P<month>1[0-2]|0?[1-9])\s?月(?:\s?(?P<day>3[01]|[12]\d|0?[1-9])\s?日)?)?"
    r"|(?P<year2>(?:19|20)\d\d)[-/.](?P<month2>1[0-2]|0?[1-9])(?:[-/.](?P<day2>3[01]|[12]\d|0?[1-9]))?(?![\d,])"
    r"|(?P<era>昭和|平成|令和)\s?(?P<era_year>\d{1,2}|元)\s?年(?!間)"
    r"(?:\s?(?P<month3>1[0-2]|0?[1-9])\s?月(?:\s?(?P<day3>3[01]|[12]\d|0?[1-9])\s?日)?)?"
    r"|(?:(?P<day4>3[01]|[12]\d|0?[1-9])\s)?(?P<month4>" + "|".join(_MONTHS) + r")[a-z]*\.?"
    r"(?:\s(?P<day5>3[01]|[12]\d|0?[1-9]),)?\s(?P<year4>(?:19|20)\d\d)",
    re.IGNORECASE,
)
_PHONE = re.compile(r"(?<![\d-])(?:0\d{1,4}-\d{1,4}-\d{3,4}|0(?:120|800|570|570)-?\d{3}-?\d{3,4}|0\d{9,10})(?![\d-])")
_URL = re.compile(r"https?://[^\s、。」』)>\"']+")


class Figure(NamedTuple):
    """A figure as it stands in a text.

    Attributes:
        unit: 円, %, date, phone, url, a counter, or "" for a bare number.
        value: canonical value, equal for equal figures: a plain decimal, YYYY-MM-DD with what is stated,
            digits of a phone number, a web address.
        text: the words of the text (after NFKC).
        start, end: where they stand in the text after NFKC.
    """

    unit: str
    value: str
    text: str
    start: int
    end: int

    def same_as(self, other: Figure) -> bool:
        """Whether `other` says this figure too.

        A bare number equals the same number of anything; a date is said by a more exact one.
        """
        if other.unit == "date" and self.unit in ("date", ""):
            return other.value == self.value or other.value.startswith(f"{self.value}-")
        return self.value == other.value and (self.unit == other.unit or "" in (self.unit, other.unit))


def figures(text: str) -> list[Figure]:
    """All figures of `text` in order; they do not overlap."""
    text = unicodedata.normalize("NFKC", text)
    found: list[Figure] = []
    taken = [False] * len(text)
    for figure in (*_addresses(text), *_dates(text), *_quantities(text)):
        if not any(taken[figure.start : figure.end]):
            found.append(figure)
            taken[figure.start : figure.end] = [True] * (figure.end - figure.start)
    return sorted(found, key=lambda figure: figure.start)


def yen(amount: int) -> Figure:
    """The figure of an amount in yen."""
    return Figure("円", str(amount), f"{amount:,}円", 0, 0)


def percent(share: int) -> Figure:
    """The figure of a percentage."""
    return Figure("%", str(share), f"{share}%", 0, 0)


def missing(wanted: Iterable[Figure], given: Iterable[Figure]) -> list[Figure]:
    """The figures of `wanted` that none of `given` says."""
    known = list(given)
    return [figure for figure in wanted if not any(figure.same_as(other) for other in known)]


def number(text: str) -> Decimal:
    """The value of a number in Arabic digits, kanji, or both (1億2,000万, 八千万, 0.9億, 100百万)."""
    total = section = Decimal(0)
    current: Decimal | None = None
    for part in re.findall(rf"{_NUMBER}|\S", text):
        if part in _DIGIT:
            current = (current or Decimal(0)) * 10 + _DIGIT[part]
        elif part in _TENS:
            section += (Decimal(1) if current is None else current) * _TENS[part]
            current = None
        elif part in _MYRIADS:
            amount = section + (current or Decimal(0))
            total += (amount if amount or current is not None else Decimal(1)) * _MYRIADS[part]
            section, current = Decimal(0), None
        else:
            current = Decimal(part.replace(",", ""))
    return total + section + (current or Decimal(0))


def plain(value: Decimal) -> str:
    """A decimal without exponent and trailing zeros."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _addresses(text: str) -> Iterator[Figure]:
    for match in _URL.finditer(text):
        yield Figure("url", match[0].rstrip("/").lower(), match[0], *match.span())
    for match in _PHONE.finditer(text):
        yield Figure("phone", match[0].replace("-", ""), match[0], *match.span())


def _dates(text: str) -> Iterator[Figure]:
    for match in _DATE.finditer(text):
        part = match.groupdict()
        year = part["year"] or part["year2"] or part["year4"]
        if part["era"]:
            year = str(_ERAS[part["era"]] + (1 if part["era_year"] == "元" else int(part["era_year"])))
        month = part["month"] or part["month2"] or part["month3"]
        if part["month4"]:
            month = str(_MONTHS.index(part["month4"].lower()) + 1)
        day = part["day"] or part["day2"] or part["day3"] or part["day4"] or part["day5"]
        value = "-".join([year or "", *(f"{int(p):02}" for p in (month, day) if p)])
        yield Figure("date", value, match[0], *match.span())


def _quantities(text: str) -> Iterator[Figure]:
    lowered = text.lower() if len(text.lower()) == len(text) else text
    for match in _QUANTITY.finditer(lowered):
        value = number(match["number"])
        if match["scale"]:
            value *= _ENGLISH[match["scale"]]
        end = match.end()
        unit = {"¥": "円", "$": "ドル", None: ""}[match["money"]]
        following = _UNIT.match(lowered, end)
        if following and not unit:
            word = following[0].strip()
            unit, end = _UNITS.get(word, word), following.end()
            if unit == "割":
                unit, value = "%", value * 10
        yield Figure(unit, plain(value), text[match.start() : end].strip(), match.start(), end)
