"""Finds the amounts of yen in a text, as people write them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from functools import lru_cache
from typing import NamedTuple

from assistant.knowledge.figures import figures
from assistant.text import normalise
from assistant.tools.amounts.amount import YenAmount
from assistant.tools.amounts.numerals import LARGEST, Numeral, numerals
from assistant.tools.amounts.periods import period_of
from assistant.tools.amounts.words import Bound, words
from assistant.tools.phrase_table import PhraseTable

_ROUGH_DIGITS = 5
"""How far off the last digit of a rough figure is at most: 約9,200万 is 8,700万 to 9,700万."""
_TENTH = Decimal("0.1")
_DIGITS_FOR_REVENUE = 10**6
"""A number without any unit behind a word for revenue (売上80000000) is an amount from here on."""
_OPPOSITE: dict[Bound, Bound] = {"below": "at_least", "at_least": "below", "above": "at_most", "at_most": "above"}


class _Mention(NamedTuple):
    """A number with the bounding words around it, `start` to `end`."""

    numeral: Numeral
    bound: Bound | None
    about: bool
    revenue: bool
    start: int
    end: int


class _Interval(NamedTuple):
    lower: Decimal | None
    upper: Decimal | None
    lower_open: bool = False
    upper_open: bool = False


@lru_cache(maxsize=256)
def find_amounts(text: str) -> tuple[YenAmount, ...]:
    """The amounts of yen that `text` states, in order.

    A number counts where 円, yen or ¥ stands with it, where it has 万, 億 or million and no counter behind it
    (1万人), or where a word for revenue stands right before it. Two numbers are one amount as a range
    (5千万から8千万) or as two bounds (5千万以上1億円未満). 1億5千 is read as it is meant: 1億5,000万.
    """
    text = normalise(text)
    found = [_mention(text, numeral) for numeral in _free(text)]
    amounts: list[YenAmount] = []
    index = 0
    while index < len(found):
        one, other = found[index], found[index + 1] if index + 1 < len(found) else None
        since = amounts[-1].end if amounts else 0
        if other and (joined := _joined(text, one, other)):
            amount = _amount(text, joined, _range_interval(*joined), None, since)
            index += 1
        else:
            stated = one.numeral.low if one.numeral.low == one.numeral.high else None
            amount = _amount(text, (one,), _interval(one), stated, since) if _is_money(text, one) else None
        if amount:
            amounts.append(amount)
        index += 1
    return tuple(amounts)


def _free(text: str) -> Iterator[Numeral]:
    """Numbers that are no part of a date, a phone number, a web address, a name or a saying."""
    taken = [(f.start, f.end) for f in figures(text) if f.unit in ("date", "phone", "url")]
    taken += [(found.start, found.end) for found in words().no_amounts.apart(text)]
    for numeral in numerals(text):
        if all(numeral.end <= start or end <= numeral.start for start, end in taken):
            yield numeral


def _mention(text: str, numeral: Numeral) -> _Mention:
    bounds: list[Bound] = []
    start, end = numeral.start, numeral.end
    while (before := words().bounds_before.before(text, _skip_back(text, start))) and before.meaning:
        bounds.append(before.meaning)
        start = before.start
    while after := words().bounds_after.at(text, _skip(text, end)):
        end = after.end
        negation = words().negations.at(text, end)
        bounds.append(_OPPOSITE.get(after.meaning, after.meaning) if negation else after.meaning)
        end = negation.end if negation else end
    bound = next((bound for bound in reversed(bounds) if bound != "about"), None)
    return _Mention(numeral, bound, "about" in bounds, _after_revenue_word(text, start), start, end)


def _after_revenue_word(text: str, start: int) -> bool:
    """Whether a word for revenue stands before `start`, with nothing but particles and periods between."""
    between = (words().fillers, words().periods, words().periods_adjacent)
    while not words().revenue.before(text, start := _skip_back(text, start)):
        steps = [found.start for table in between if (found := table.before(text, start))]
        if not steps:
            return False
        start = min(steps)
    return True


def _is_money(text: str, mention: _Mention) -> bool:
    numeral = mention.numeral
    behind = _skip(text, numeral.end)
    if words().foreign_signs.before(text, _skip_back(text, numeral.start)) or words().foreign_units.at(text, behind):
        return False
    if numeral.currency or (mention.revenue and (numeral.scale or numeral.low >= _DIGITS_FOR_REVENUE)):
        return True
    counter, bound = words().counters.at(text, behind), words().bounds_after.at(text, behind)
    counted = counter is not None and (bound is None or bound.end < counter.end) and not _is_period(text, behind)
    return numeral.large and not counted


def _is_period(text: str, place: int) -> bool:
    """Whether a word of more than a counter says what period is spoken of: 5億 年額, not 5億年."""
    found = words().periods.at(text, place)
    return found is not None and len(found.phrase) > 1


def _joined(text: str, one: _Mention, other: _Mention) -> tuple[_Mention, _Mention] | None:
    """Two numbers as the ends of one range, each in its unit, or None."""
    if not _is_money(text, other):
        return None
    one = one._replace(numeral=one.numeral.in_unit_of(other.numeral))
    if not _is_money(text, one):
        return None
    gap = (one.end, other.start)
    if one.bound in ("at_least", "above") and other.bound in ("below", "at_most"):
        return (one, other) if gap[0] == gap[1] or _is_all(text, words().joiners, *gap) else None
    for ranging in words().ranges:
        before, after = ranging.before, ranging.after
        if (
            _is_all(text, ranging.between, *gap)
            and (before is None or before.before(text, _skip_back(text, one.start)))
            and (after is None or after.at(text, _skip(text, other.end)))
        ):
            return one, other
    return None


def _is_all(text: str, table: PhraseTable[None], start: int, end: int) -> bool:
    """Whether one phrase of `table`, and white space, is all that stands from `start` to `end`."""
    found = table.at(text, _skip(text, start))
    return found is not None and _skip(text, found.end) == end


def _interval(mention: _Mention) -> _Interval:
    low, high = mention.numeral.low, mention.numeral.high
    if mention.about:
        most = _ROUGH_DIGITS * _last_digit_worth(mention.numeral)
        low, high = low - min(low * _TENTH, most), high + min(high * _TENTH, most)
    match mention.bound:
        case "below":
            return _Interval(None, high, upper_open=True)
        case "at_most":
            return _Interval(None, high)
        case "above":
            return _Interval(low, None, lower_open=True)
        case "at_least":
            return _Interval(low, None)
        case "just_below":
            return _Interval(mention.numeral.low * (1 - _TENTH), mention.numeral.high, upper_open=True)
        case "just_above":
            return _Interval(mention.numeral.low, mention.numeral.high * (1 + _TENTH), lower_open=True)
        case "band":
            return _Interval(low, high + _last_digit_worth(mention.numeral), upper_open=True)
        case _:
            return _Interval(low, high)


def _range_interval(one: _Mention, other: _Mention) -> _Interval:
    if one.bound is None and other.bound is None and one.numeral.low > other.numeral.high:
        one, other = other, one
    rough = one.about or other.about
    first, last = _interval(one._replace(about=rough)), _interval(other._replace(about=rough))
    return _Interval(first.lower, last.upper, first.lower_open, last.upper_open)


def _last_digit_worth(numeral: Numeral) -> Decimal:
    """What one more of the last digit that is not 0 is worth: 10,000,000 of 8千万."""
    digits = numeral.low.normalize().as_tuple()
    return Decimal(10) ** int(digits.exponent)


def _amount(
    text: str, mentions: tuple[_Mention, ...], interval: _Interval, stated: Decimal | None, since: int
) -> YenAmount | None:
    """The amount, or None where nothing or nothing that anybody means lies within the interval."""
    lower = None if interval.lower is None else int(interval.lower.to_integral_value(ROUND_FLOOR))
    upper = None if interval.upper is None else int(interval.upper.to_integral_value(ROUND_CEILING))
    if max(lower or 0, upper or 0) > LARGEST:
        return None
    if upper is not None and upper - interval.upper_open < (lower or 0) + interval.lower_open:
        return None
    start, end = mentions[0].start, mentions[-1].end
    name = words().name_words.at(text, _skip(text, mentions[-1].numeral.end))
    return YenAmount(
        lower=lower,
        upper=upper,
        lower_open=interval.lower_open,
        upper_open=interval.upper_open,
        stated=None if stated is None else int(stated),
        approximate=_any_rough(mentions),
        period=period_of(text, start, end, since),
        part_of_name=name.phrase if name else None,
        revenue=mentions[0].revenue,
        text=text[start:end],
        start=start,
        end=end,
    )


def _any_rough(mentions: Iterable[_Mention]) -> bool:
    return any(
        mention.about or mention.bound in ("just_below", "just_above") or mention.numeral.low != mention.numeral.high
        for mention in mentions
    )


def _skip(text: str, place: int) -> int:
    while place < len(text) and text[place].isspace():
        place += 1
    return place


def _skip_back(text: str, place: int) -> int:
    while place and text[place - 1].isspace():
        place -= 1
    return place
