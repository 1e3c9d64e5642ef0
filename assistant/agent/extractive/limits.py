"""Limits of liability in words."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.agent.extractive.wording import listed, say, yen
from assistant.knowledge.values import Language
from assistant.tools.coverage.terms import FactLimit


def limit_lines(limits: Sequence[FactLimit], locale: Language) -> list[str]:
    """A line a limit: 限度額: 5億円プラン 5,000万円（各種費用の限度額）."""
    return list(dict.fromkeys(say("limit", locale, limits=_limit(limit, locale)) for limit in limits))


def _limit(limit: FactLimit, locale: Language) -> str:
    amount = yen(limit.amount_yen, locale)
    if limit.per:
        amount = say("limit_per", locale, per=limit.per, amount=amount)
    of = listed([*limit.plans, *limit.limit_sets], locale)
    line = say("limit_of", locale, of=of, amount=amount) if of else amount
    return say("limit_shared", locale, limits=line, shared=limit.shared) if limit.shared else line
