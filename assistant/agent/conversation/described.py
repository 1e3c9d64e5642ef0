"""A set or a plan that is described, not named: the smallest set, the set with 賠償5千万円, the cheaper plan.

What a set or plan has is read from the product's own data: limits of its coverage facts, premiums of its examples
and rates.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from assistant.agent.conversation.attributes import Attributes
from assistant.agent.conversation.named import Named, NameKind
from assistant.data_file import read_data
from assistant.knowledge.base import KnowledgeBase
from assistant.knowledge.values import Names, Record, Text
from assistant.text import normalise
from assistant.tools.amounts import YenAmount
from assistant.tools.phrase_table import PhraseTable


class DescribedWords(Record):
    """The words of described.yaml, which says what each is."""

    lowest: Names
    highest: Names
    cheaper: Names
    dearer: Names
    other_prices: Names
    set_nouns: Names
    plan_nouns: Names
    plan_stand_ins: Names
    limit_words: dict[Text, Names]
    before_amount: int
    after_amount: int
    particles: Names
    asks_which: Names


class _Tables(NamedTuple):
    ends: PhraseTable[bool]
    prices: PhraseTable[bool]
    other_prices: PhraseTable[None]
    sets: PhraseTable[None]
    plans: PhraseTable[None]
    stand_ins: PhraseTable[None]
    asks_which: PhraseTable[None]


class Description(NamedTuple):
    """What is meant, and where the description stands in the normalised text; `amount` is a limit in it.

    Nothing is meant where the limit is that of several sets or none.
    """

    meant: Named | None
    start: int
    end: int
    amount: YenAmount | None = None


@cache
def _words() -> DescribedWords:
    return DescribedWords.model_validate(read_data(__file__, "described.yaml"))


@cache
def _tables() -> _Tables:
    words = _words()
    return _Tables(
        ends=PhraseTable({**dict.fromkeys(words.lowest, False), **dict.fromkeys(words.highest, True)}),
        prices=PhraseTable({**dict.fromkeys(words.cheaper, False), **dict.fromkeys(words.dearer, True)}),
        other_prices=_table(words.other_prices),
        sets=_table(words.set_nouns),
        plans=_table(words.plan_nouns),
        stand_ins=_table((*words.plan_nouns, *words.plan_stand_ins)),
        asks_which=_table(words.asks_which),
    )


def _table(names: Iterable[str]) -> PhraseTable[None]:
    return PhraseTable(dict.fromkeys(names))


class DescribedChoices:
    """What sets and plans of the products can be described by."""

    def __init__(self, knowledge: KnowledgeBase) -> None:
        self._products = {product: Attributes(known) for product, known in knowledge.products.items()}

    def find(
        self, message: str, product: str, amounts: Sequence[YenAmount], within: str | None = None
    ) -> list[Description]:
        """The sets and plans of `product` that `message` describes, where each description fits one alone.

        Args:
            amounts: those of the message, with places in the normalised text.
            within: id of the plan whose parts are spoken of.
        """
        text = normalise(message)
        known = self._products[product]
        found = [*_by_limit(text, known, amounts), *_by_end(text, known, within), *_by_price(text, known)]
        return [each for each in found if each.amount or not _tables().asks_which.at(text, each.end)]


def _by_end(text: str, known: Attributes, within: str | None) -> Iterator[Description]:
    """一番小さいセット, the largest set; plans are in one row only where all of them stand beside each other."""
    beside = known.plans.get(within) or (known.plans.get(None, ()) if len(known.plans) == 1 else ())
    kinds: tuple[tuple[NameKind, PhraseTable[None], tuple[str, ...]], ...] = (
        ("limit_set", _tables().sets, known.sets),
        ("plan", _tables().plans, beside),
    )
    for found in _tables().ends.apart(text):
        place = _past(text, found.end)
        for kind, nouns, order in kinds:
            if order and (noun := nouns.at(text, place)) and not text[noun.end : noun.end + 1].isdigit():
                chosen = order[-1 if found.meaning else 0]
                yield Description(Named(kind, known.product, chosen), found.start, noun.end)


def _by_price(text: str, known: Attributes) -> Iterator[Description]:
    """安いほうのプラン, the cheaper one."""
    if not known.by_price:
        return
    for found in _tables().prices.apart(text):
        noun = _tables().stand_ins.at(text, _past(text, found.end))
        stands_in = any(found.phrase.endswith(each) for each in _words().plan_stand_ins)
        of_other = _tables().other_prices.before(text, len(text[: found.start].rstrip()))
        if (noun or stands_in) and not of_other:
            chosen = known.by_price[-1 if found.meaning else 0]
            yield Description(Named("plan", known.product, chosen), found.start, noun.end if noun else found.end)


def _by_limit(text: str, known: Attributes, amounts: Sequence[YenAmount]) -> Iterator[Description]:
    """賠償が5千万まで出るセット, the set with 50 million yen of liability; the amount is nobody's revenue."""
    words = _words()
    for amount in amounts:
        if amount.revenue or amount.stated is None:
            continue
        begin, stop = _clause(text, amount)
        start = max(begin, amount.start - words.before_amount)
        before, behind = text[start : amount.start], text[amount.end : min(stop, amount.end + words.after_amount)]
        in_set = any(next(_tables().sets.everywhere(part), None) for part in (before, behind))
        said = {name for name, _, _ in known.limits for each in _called(name) if each in before}
        if not said and in_set:
            said = {name for name, _, _ in known.limits for each in _called(name) if each in behind}
        if not said or not (in_set or _is_adjacent(before)):
            continue
        fitting = {each for name, yen, each in known.limits if name in said and yen == amount.stated}
        meant = Named("limit_set", known.product, next(iter(fitting))) if in_set and len(fitting) == 1 else None
        yield Description(meant, start, amount.end, amount)


def _called(limit: str) -> Iterator[str]:
    """What a limit of that name is called."""
    for word, said in _words().limit_words.items():
        if word in limit:
            yield from said


def _is_adjacent(before: str) -> bool:
    """Whether nothing but a particle stands between the word for a limit and its amount."""
    ends = [
        said + each for words in _words().limit_words.values() for said in words for each in ("", *_words().particles)
    ]
    return before.rstrip().endswith(tuple(ends))


def _clause(text: str, amount: YenAmount) -> tuple[int, int]:
    """Where the clause of an amount begins and ends."""
    begin = max(text.rfind(mark, 0, amount.start) for mark in "、。,.?!\n(") + 1
    ends = [place for mark in "、。?!\n)" if (place := text.find(mark, amount.end)) >= 0]
    return begin, min(ends, default=len(text))


def _past(text: str, place: int) -> int:
    while place < len(text) and text[place] in " の":
        place += 1
    return place
