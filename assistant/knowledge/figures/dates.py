"""Dates and times of the day in a text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.knowledge.figures.figure import ANY_YEAR, Figure
from assistant.knowledge.figures.numbers import KANJI_DIGITS, number
from assistant.knowledge.figures.words import one_of, words

_WORDS = words()
_ERAS = {**_WORDS.eras, **_WORDS.era_letters}
_MONTH_NAMES = {name: place for place, name in enumerate(_WORDS.months, 1)} | _WORDS.short_months
_DIGITS_OF_MONTH = r"1[0-2]|0?[1-9]"
_DIGITS_OF_DAY = r"3[01]|[12]\d|0?[1-9]"
_MONTH = rf"(?P<month>{_DIGITS_OF_MONTH}|十[一二]?|[一二三四五六七八九])"
_DAY = rf"(?P<day>{_DIGITS_OF_DAY}|三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九])"
_YEAR = r"(?:(?:19|20)\d\d|[一二][〇一二三四五六七八九]{3}|二千[一二三四五六七八九十]*)"
_AD = r"(?P<year>(?:19|20)\d\d)"
_NUMERAL = rf"\d.,{KANJI_DIGITS}十百千"
_ERA_NAME = one_of(_WORDS.eras)
_ERA_YEAR = r"(?:\d{1,2}|元|[一二三四五六七八九十]{1,3})"
_OTHER_CALENDAR = rf"(?: ?\((?:{_ERA_NAME} ?{_ERA_YEAR}|{_YEAR})年\))?"
_MONTH_AND_DAY = rf"(?: ?{_MONTH} ?月(?![間号])(?: ?{_DAY} ?日(?!間))?)?"
_NAME = rf"(?P<month>{one_of(_MONTH_NAMES)})\.?"
_NAME_BUT_MAY = rf"(?P<month>{one_of(_MONTH_NAMES.keys() - {'may'})})\.?"
_NTH = rf"(?P<day>{_DIGITS_OF_DAY})(?:st|nd|rd|th)?"
_DATES = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?:(?P<era>{_ERA_NAME}) ?(?P<era_year>{_ERA_YEAR})|(?<![{_NUMERAL}])(?P<year>{_YEAR}))"
        rf" ?年(?!間){_OTHER_CALENDAR}{_MONTH_AND_DAY}",
        rf"(?<![\d.,/-]){_AD}(?P<mark>[-/.])(?P<month>{_DIGITS_OF_MONTH})(?P=mark)(?P<day>{_DIGITS_OF_DAY})(?![\d/-])",
        rf"(?<![\d.,/-]){_AD}[-/](?P<month>{_DIGITS_OF_MONTH})(?![\d.,/-])",
        rf"(?<![a-z\d])(?P<era>[mtshr]) ?(?P<era_year>\d{{1,2}})[./](?P<month>{_DIGITS_OF_MONTH})[./]"
        rf"(?P<day>{_DIGITS_OF_DAY})(?!\d)",
        rf"(?<!\d){_NTH}(?: of)? {_NAME},? {_AD}(?!\d)",
        rf"(?<![a-z]){_NAME}(?: {_NTH})?,? {_AD}(?!\d)",
        rf"(?<![a-z]){_NAME} {_NTH}(?![\d,.%])",
        rf"(?<!\d){_NTH}(?: of)? {_NAME_BUT_MAY}",
        rf"(?<![{_NUMERAL}]){_MONTH} ?月 ?{_DAY} ?日(?!間)",
    )
)
_HALF_DAYS = (*_WORDS.mornings, *_WORDS.afternoons)
_HALF = rf"(?:(?P<half>{one_of(_HALF_DAYS)}) ?)?"
_HALF_BEHIND = rf" ?(?P<half_behind>{one_of(half for half in _HALF_DAYS if half.isascii())})"
_TIMES = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?<![\d:]){_HALF}(?P<hour>\d{{1,2}}):(?P<minute>[0-5]\d)(?![\d:])(?:{_HALF_BEHIND})?",
        rf"(?<![\d.,]){_HALF}(?P<hour>\d{{1,2}}) ?時(?![間点代期価給])(?:(?P<minute>[0-5]?\d) ?分|(?P<thirty>半))?",
        rf"(?<![\d.,:])(?P<hour>\d{{1,2}}){_HALF_BEHIND}",
    )
)


def dates(text: str) -> Iterator[Figure]:
    """Dates of a lower-case text, whole or in part: 2024年7月9日, 令和6年3月, 2024-07-09, July 2024, 7月9日."""
    for pattern in _DATES:
        for match in pattern.finditer(text):
            yield Figure("date", _date(match.groupdict()), match[0], *match.span())


def _date(part: dict[str, str | None]) -> str:
    values = [ANY_YEAR]
    if year := part.get("year"):
        values = [f"{int(number(year))}"]
    elif era := part.get("era"):
        year = part["era_year"] or ""
        values = [f"{_ERAS[era] + (1 if year == '元' else int(number(year)))}"]
    if month := part["month"]:
        values.append(f"{_MONTH_NAMES.get(month) or int(number(month)):02}")
    if day := part.get("day"):
        values.append(f"{int(number(day)):02}")
    return "-".join(values)


def times(text: str) -> Iterator[Figure]:
    """Times of the day of a lower-case text: 9:00, 午後5時, 17時半, 5 pm."""
    for pattern in _TIMES:
        for match in pattern.finditer(text):
            part = match.groupdict()
            half = part.get("half") or part.get("half_behind")
            hour, minute = int(part["hour"]), 30 if part.get("thirty") else int(part.get("minute") or 0)
            if half in _WORDS.afternoons and hour < 12:
                hour += 12
            elif half in _WORDS.mornings and hour == 12:
                hour = 0
            if hour <= 24:
                yield Figure("time", f"{hour:02}:{minute:02}", match[0], *match.span())
