"""What a message gives by name or figure: products, plans, sets, riders, revenue, trade, discount."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from assistant.agent.conversation.cues import cues, has, has_topic
from assistant.agent.conversation.firms import Firm, read_firms
from assistant.agent.conversation.mentions import called_riders, meant, riders_left_out
from assistant.agent.conversation.names import Mention, Named, NameKind, ProductNames
from assistant.knowledge.figures import figures
from assistant.text import normalise, past_space
from assistant.tools.amounts import YenAmount, find_amounts
from assistant.tools.coverage.words import fold
from assistant.tools.industries import IndustryFinder

_PERCENT = "%"
_MARKS = re.compile(r"[\s/、。,・|]+")
_NUMBER = re.compile(r"\d+(\.\d+)?")
_BARE_PERCENT = re.compile(
    r"[\s:=はがをで]{0,2}(?P<percent>\d{1,2}(\.\d+)?)(?=引|(?![\d.,%a-zァ-ヺー一-龥々つこ])|$)"
)
_FIXED_BEFORE = 8
"""Letters before a bare percentage in which the name of a discount that nobody can choose makes it that one's."""


class Slots(NamedTuple):
    """What a message gives.

    Attributes:
        products: ids of the products that are named, in order; those that a plan of theirs names come last.
        plans, limit_sets, riders: what is named, by product; a name that several products have is in all of them.
        amounts: amounts of yen that are no part of a name.
        figured: plans that a bare amount may stand for (5億 for 5億円プラン), where no plan is named otherwise.
        riders_left_out: riders that are expressly not wanted.
        described: plans and sets of the one product that are described by what they have; nothing else of their kind
            is named then.
        limits: amounts that are limits of a set, and nobody's revenue.
        percents: percentages that are not those of a discount which everybody gets.
        industry: id of the class of the speaker's trade.
        firms: the firms of which each wants an answer of its own, where there are several.
        blank: whether nothing is left of the message beside these and words without a topic.
    """

    products: tuple[str, ...] = ()
    plans: tuple[Named, ...] = ()
    limit_sets: tuple[Named, ...] = ()
    riders: tuple[Named, ...] = ()
    amounts: tuple[YenAmount, ...] = ()
    figured: tuple[Named, ...] = ()
    riders_left_out: tuple[Named, ...] = ()
    described: tuple[Named, ...] = ()
    limits: tuple[YenAmount, ...] = ()
    percents: tuple[float, ...] = ()
    industry: str | None = None
    firms: tuple[Firm, ...] = ()
    blank: bool = False

    def within(self, products: Sequence[str]) -> Slots:
        """Only what is of these products, and what is of none."""
        return self._replace(
            products=tuple(each for each in self.products if each in products),
            plans=tuple(each for each in self.plans if each.product in products),
            limit_sets=tuple(each for each in self.limit_sets if each.product in products),
            riders=tuple(each for each in self.riders if each.product in products),
            riders_left_out=tuple(each for each in self.riders_left_out if each.product in products),
            described=tuple(each for each in self.described if each.product in products),
        )

    @property
    def given(self) -> bool:
        """Whether there is anything."""
        chosen = (self.plans, self.limit_sets, self.riders, self.riders_left_out, self.described)
        return any((self.products, *chosen, self.amounts, self.percents, self.industry))


def read_slots(
    message: str, names: ProductNames, industries: IndustryFinder, product: str | None = None, plan: str | None = None
) -> Slots:
    """What `message` gives.

    Args:
        industries: should know names only, as likeness sees a trade in any message.
        product: id of the product that the conversation is about, where the message names none.
        plan: id of the plan that it is about.
    """
    text = fold(message)
    found_names = names.find(text)
    apart = frozenset(map(fold, _MARKS.split(normalise(message))))
    mentions = meant(text, found_names, names, product, apart)
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
    left_out = riders_left_out(text, found_names)
    if about is not None and not (left_out or _of_kind(mentions, "rider")):
        added = called_riders(text, found_names, names, about)
        left_out = riders_left_out(text, added)
        mentions += tuple(each for each in added if each.meanings[0] not in left_out)
    descriptions = names.described.find(message, about, amounts, _whole(mentions, plan)) if about is not None else []
    match = industries.find(message)
    spoken = [*(each.name for each in found_names), *(each.name for each in mentions)]
    spoken += [fold(normalise(message)[each.start : each.end]) for each in descriptions]
    trades = [match.name, *(each.name for each in industries.taken_back(message))] if match.name else []
    rest = _without(text, [*spoken, *(fold(each.text) for each in found), *trades])
    return Slots(
        products=_products(mentions),
        plans=names.without_wholes(_of_kind(mentions, "plan")),
        limit_sets=_of_kind(mentions, "limit_set"),
        riders=_of_kind(mentions, "rider"),
        amounts=amounts,
        figured=figured,
        riders_left_out=left_out,
        described=tuple(
            dict.fromkeys(
                each.meant for each in descriptions if each.meant and not _named_otherwise(each.meant, mentions, plan)
            )
        ),
        limits=tuple(each.amount for each in descriptions if each.amount),
        percents=_percents(message, names),
        industry=match.industry,
        firms=read_firms(message, names, industries),
        blank=not has_topic(rest),
    )


def _whole(mentions: Sequence[Mention], plan: str | None) -> str | None:
    """The id of the plan whose parts are spoken of."""
    named = _of_kind(mentions, "plan")
    return named[0].id if len(named) == 1 else plan


def _named_otherwise(described: Named, mentions: Sequence[Mention], plan: str | None) -> bool:
    """Whether something else of the same kind is named, which is no whole of what is described."""
    named = _of_kind(mentions, described.kind)
    return bool(named) and not (described.kind == "plan" and len(named) == 1 and named[0].id != plan)


def _is_example(message: str, amount: YenAmount) -> bool:
    """Whether an amount is that of an example, and nobody's own."""
    return cues().examples.at(fold(normalise(message)[amount.end :]), 0) is not None


def without_names(text: str, names: ProductNames) -> str:
    """A text, folded, without the products, plans, sets and riders that it names."""
    folded = fold(text)
    return _without(folded, [each.name for each in names.find(folded)])


def _percents(message: str, names: ProductNames) -> tuple[float, ...]:
    text, found, end, total = normalise(message), [], 0, False
    for each in figures(message):
        if each.unit == _PERCENT and _NUMBER.fullmatch(each.value):
            if cues().totals.before(text, each.start) or cues().totals.at(text, past_space(text, each.end)):
                total = True
            elif not names.has_fixed_discount(fold(text[end : each.start])):
                found.append(float(each.value))
            end = each.end
    if not (found or total):
        found = _bare_percents(text, names)
    return tuple(found) or ((0.0,) if has(cues().no_discount, fold(text)) else ())


def _bare_percents(text: str, names: ProductNames) -> list[float]:
    """Percentages without their sign, right behind a word for a discount that one can choose: シート60."""
    return [
        float(number["percent"])
        for word in cues().discounts.apart(text)
        if (number := _BARE_PERCENT.match(text, word.end))
        and not names.has_fixed_discount(fold(text[: word.end])[-_FIXED_BEFORE:])
    ]


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
