"""What span of time an amount is about: a year, a month, or another."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.knowledge.figures import Figure, figures
from assistant.tools.amounts.amount import Period
from assistant.tools.amounts.words import words
from assistant.tools.phrase_table import Found

_SENTENCE_END = re.compile(r"[。!?\n]|\.\s")
_COMMA = re.compile(r"[、,;]")


def period_of(text: str, start: int, end: int, since: int) -> Period | None:
    """The period of the amount at `start` to `end` of a normalised text, as the words around it say.

    Words directly behind the amount come first, then the nearest before it: those since the last comma, and where
    they do not name the revenue, those before it too. 毎月の売上は、だいたい800万 is monthly, 毎月払いですか、
    売上は800万 is not. Nothing before `since`, the end of the amount before, counts.
    """
    behind = text[end:].lstrip()
    if found := words().periods_after.at(text, len(text) - len(behind)):
        return found.meaning
    parts = _COMMA.split(_SENTENCE_END.split(text[since:start])[-1])
    said = _adjacent(parts[-1])
    for part in reversed(parts):
        said += [*words().periods.apart(part), *_spans(part)]
        if said:
            return max(said, key=lambda found: (found.end, -found.start)).meaning
        if words().revenue.apart(part):
            return None
    return None


def _adjacent(part: str) -> list[Found[Period]]:
    """The period that `part` ends with (月 of 月800万)."""
    found = words().periods_adjacent.before(part, len(part.rstrip()))
    return [found] if found else []


def _spans(part: str) -> Iterator[Found[Period]]:
    """Calendar months, and numbers of months and years, that something is stated for: 7月の売上, 3か月で."""
    for figure in figures(part):
        period, span = _length(figure), words().spans.at(part, figure.end)
        if period and span:
            yield Found(figure.text, period, figure.start, span.end)


def _length(figure: Figure) -> Period | None:
    match figure.unit, figure.value:
        case ("か月", "12") | ("年" | "年間", "1"):
            return "year"
        case ("月", _) | ("か月", "1"):
            return "month"
        case "date", day:
            return ("year", "month", "other")[day.count("-")]
        case ("か月" | "年" | "年間" | "日" | "週間", _):
            return "other"
    return None
