"""What a message gives by name or figure: products, plans, sets, riders, revenue, trade, discount."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from assistant.agent.conversation.cues import cues, has, has_topic
from assistant.agent.conversation.names import Mention, Named, NameKind, ProductNames
from assistant.knowledge.figures import figures
from assistant.text import normalise
from assistant.tools.amounts import YenAmount, find_amounts
from assistant.tools.coverage.words import fold
from assistant.tools.industries import IndustryFinder

_PERCENT = "%"
_SHORT = 2
"""Letters and digits up to which a name is one only beside another of its product (S3)."""
_WORD = re.compile(r"[ァ-ヺー一-龥々a-z]")
_NUMBER = re.compile(r"\d+(\.\d+)?")


class Slots(NamedTuple):
    """What a message gives.

    Attributes:
        products: ids of the products that are named, in order; those that a plan of theirs names come last.
        plans, limit_sets, riders: what is named, by product; a name that several products have is in all of them.
        amounts: amounts of yen that are no part of a name.
        figured: plans that a bare amount may stand for (5億 for 5億円プラン), where no plan is named otherwise.
        percents: percentages that are not those of a discount which everybody gets.
        industry: id of the class of the speaker's trade.
        blank: whether nothing is left of the message beside these and words without a topic.
    """

    products: tuple[str, ...] = ()
    plans: tuple[Named, ...] = ()
    limit_sets: tuple[Named, ...] = ()
    riders: tuple[Named, ...] = ()
    amounts: tuple[YenAmount, ...] = ()
    figured: tuple[Named, ...] = ()
    percents: tuple[float, ...] = ()
    industry: str | None = None
    blank: bool = False

    def within(self, products: Sequence[str]) -> Slots:
        """Only what is of these products, and what is of none."""
        return self._replace(
            products=tuple(each for each in self.products if each in products),
            plans=tuple(each for each in self.plans if each.product in products),
            limit_sets=tuple(each for each in self.limit_sets if each.product in products),
            riders=tuple(each for each in self.riders if each.product in products),
        )

    @property
    def given(self) -> bool:
        """Whether there is anything."""
        return any(
            (self.products, self.plans, self.limit_sets, self.riders, self.amounts, self.percents, self.industry)
        )


def read_slots(message: str, names: ProductNames, industries: IndustryFinder, product: str | None = None) -> Slots:
    """What `message` gives.

    Args:
        industries: should know names only, as likeness sees a trade in any message.
        product: id of the product that the conversation is about, where the message names none.
    """
    text = fold(message)
    mentions = _meant(text, names.find(text), names, product)
    named = _products(mentions)
    about = named[0] if len(named) == 1 else product if not named else None
    found = find_amounts(message)
    amounts = tuple(each for each in found if not each.part_of_name and not _is_example(message, each))
    figured: tuple[Named, ...] = ()
    if about is not None and not _of_kind(mentions, "plan"):
        short = names.find_short(_without(text, [each.name for each in mentions]), about)
        written = [fold(each.text) for each in amounts]
        bare = [fold(each.text) for each in amounts if not each.revenue]
        figured = _of_kind([each for each in short if any(amount in each.name for amount in bare)], "plan")
        mentions += tuple(
            each for each in short if not any(each.name in amount or amount in each.name for amount in written)
        )
    match = industries.find(message)
    rest = _without(text, [*(each.name for each in mentions), *(fold(each.text) for each in found), match.name or ""])
    return Slots(
        products=_products(mentions),
        plans=_of_kind(mentions, "plan"),
        limit_sets=_of_kind(mentions, "limit_set"),
        riders=_of_kind(mentions, "rider"),
        amounts=amounts,
        figured=figured,
        percents=_percents(message, names),
        industry=match.industry,
        blank=not has_topic(rest),
    )


def _meant(text: str, mentions: tuple[Mention, ...], names: ProductNames, product: str | None) -> tuple[Mention, ...]:
    """The mentions without short ones that may be anything, and with the others of those that are not meant."""
    kept: list[Mention] = []
    starts = {each.start for each in mentions}
    for each in mentions:
        short = each.name.isascii() and len(each.name) <= _SHORT
        if short and (_is_alone(each, mentions, product) or (each.end not in starts and _WORD.match(text, each.end))):
            continue
        if denied := cues().not_this.at(text, each.end):
            others = tuple(names.others(each.meanings))
            each = each._replace(meanings=others, end=denied.end)
        if each.meanings:
            kept.append(each)
    return tuple(kept)


def _is_alone(mention: Mention, mentions: Sequence[Mention], product: str | None) -> bool:
    """Whether nothing else of a name's product is named, and the conversation is not about it."""
    company = {other.product for each in mentions if each is not mention for other in each.meanings} | {product}
    return not any(meaning.product in company for meaning in mention.meanings)


def _is_example(message: str, amount: YenAmount) -> bool:
    """Whether an amount is that of an example, and nobody's own."""
    return cues().examples.at(fold(normalise(message)[amount.end :]), 0) is not None


def without_names(text: str, names: ProductNames) -> str:
    """A text, folded, without the products, plans, sets and riders that it names."""
    folded = fold(text)
    return _without(folded, [each.name for each in names.find(folded)])


def _percents(message: str, names: ProductNames) -> tuple[float, ...]:
    text, found, end = normalise(message), [], 0
    for each in figures(message):
        if each.unit == _PERCENT and _NUMBER.fullmatch(each.value):
            if not names.has_fixed_discount(fold(text[end : each.start])):
                found.append(float(each.value))
            end = each.end
    return tuple(found) or ((0.0,) if has(cues().no_discount, fold(text)) else ())


def _products(mentions: Sequence[Mention]) -> tuple[str, ...]:
    """The products named; a plan names its product where no other product has one of that name."""
    named = [each.meanings for each in mentions]
    own = [meaning.product for meanings in named for meaning in meanings if meaning.kind == "product"]
    by_part = [meanings[0].product for meanings in named if len({each.product for each in meanings}) == 1]
    return tuple(dict.fromkeys(own or by_part))


def _of_kind(mentions: Sequence[Mention], kind: NameKind) -> tuple[Named, ...]:
    return tuple(dict.fromkeys(meaning for each in mentions for meaning in each.meanings if meaning.kind == kind))


def _without(text: str, phrases: Sequence[str]) -> str:
    for phrase in sorted(filter(None, phrases), key=len, reverse=True):
        text = text.replace(phrase, " ")
    return text.strip()
