"""Which facts a text is like enough to be taken for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from assistant.tools.coverage.names import FactKey, FactNames
from assistant.tools.coverage.similarity import Likeness, thresholds


class Match(NamedTuple):
    """The facts that a text is taken for, and how like it is to the first; where there are none, what is near."""

    facts: tuple[FactKey, ...] = ()
    score: float | None = None
    related: tuple[FactKey, ...] = ()


class Likeliest:
    """Decides by the thresholds of similarity.yaml.

    Args:
        general: ids of the products that are general word.
        refusals: facts that say that something is covered in no plan.
    """

    def __init__(self, names: FactNames, general: frozenset[str], refusals: frozenset[FactKey]) -> None:
        self._names, self._general, self._refusals = names, general, refusals

    def of(self, every: Sequence[Likeness], product: str | None) -> Match:
        """The facts of `product`, or of general word where it has none; of all products where it is None.

        Args:
            every: facts, the most alike first.
        """
        own = [each for each in every if product in (None, each.key.product)]
        general = [each for each in every if each.key.product in self._general]
        for near in (own, general):
            if facts := self._clear(near, every, product):
                return Match(facts, round(near[0].score, 4))
        limits = thresholds()
        refused = [each for each in general if each.key in self._refusals and each.score >= limits.refusal_threshold]
        related = refused + [each for each in own if each.score >= limits.related_threshold]
        return Match(related=tuple(dict.fromkeys(each.key for each in related))[: limits.related])

    def _clear(self, near: Sequence[Likeness], every: Sequence[Likeness], product: str | None) -> tuple[FactKey, ...]:
        """The first of `near` with what is the same thing, where it is like enough and nothing speaks against it."""
        limits = thresholds()
        if not near or near[0].score < limits.threshold:
            return ()
        best = near[0]
        others = [each for each in every if not self._names.same(each.key, best.key)]
        if product is not None and any(
            each.score > best.score + limits.rival_margin and each.key.product != best.key.product for each in others
        ):
            return ()
        asked = {product, best.key.product, *self._general}
        rivals = [each for each in others if each.key.product in asked]
        refused, told = ([each for each in rivals if (each.key in self._refusals) is side] for side in (True, False))
        if best.key in self._refusals:
            is_open = any(each.score > best.score - limits.refusal_lead for each in told)
        else:
            least = max(limits.refusal_threshold, best.score - limits.refusal_margin)
            is_open = any(each.score >= least for each in refused)
        if is_open:
            return ()
        return tuple(
            each.key
            for each in near
            if self._names.same(each.key, best.key)
            and (each.score >= limits.threshold or each.key.product == best.key.product)
        )
