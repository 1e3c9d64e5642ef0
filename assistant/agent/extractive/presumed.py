"""Figures that a question takes for granted, held against what is answered."""

from __future__ import annotations

from collections.abc import Iterable

from assistant.agent.conversation.question import Question
from assistant.agent.extractive.wording import listed, say, yen
from assistant.knowledge.values import Language
from assistant.tools.amounts import YenAmount, find_amounts


def presumed_yen(question: Question) -> tuple[int, ...]:
    """The amounts in yen that a question states to have them confirmed."""
    if not question.presumes:
        return ()
    stated = (_figure(each) for each in question.slots.amounts if not (each.revenue or each.part_of_name))
    return tuple(dict.fromkeys(each for each in stated if each is not None))


def contradiction(presumed: Iterable[int], texts: Iterable[str], locale: Language) -> str | None:
    """That the amounts stand in none of the texts, of which the first tells others; None where one does."""
    told = [{_figure(each) for each in find_amounts(text) if not each.part_of_name} - {None} for text in texts]
    wrong = [each for each in presumed if told and told[0] and each not in set[int | None]().union(*told)]
    if not wrong:
        return None
    return say("not_the_figure_below", locale, figures=listed([yen(each, locale) for each in wrong], locale))


def _figure(amount: YenAmount) -> int | None:
    """The one figure of an amount, be it a most (1億円まで)."""
    if amount.exact is not None or amount.approximate or amount.upper_open:
        return amount.exact
    return amount.upper if amount.lower is None else None
