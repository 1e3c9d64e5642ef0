"""Finds the speaker's own trade in what they say."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from assistant.knowledge.base import KnowledgeBase
from assistant.knowledge.eligibility import IndustryRule
from assistant.knowledge.values import Id, LocalText, Record
from assistant.retrieval.encoders import Encoder
from assistant.text import collapse, normalise
from assistant.tools.industries.names import Mention, TradeNames, telling
from assistant.tools.industries.similarity import Likeness, TradeSimilarity, thresholds
from assistant.tools.vector_file import VectorFile


class IndustryMatch(Record):
    """The class of business of whoever said something.

    Attributes:
        industry: id of industries.yaml; None where it is not known: then ask, with `alternatives` as choices.
        label: the class's label.
        name: the name of the trade as it stands in the text, normalised; None where no name decided.
        method: by a name in the text, or by its likeness to the names of a class.
        similarity: how like, -1 to 1, where that was the method.
        alternatives: ids of other classes that may be meant, the likeliest first.
    """

    industry: Id | None = None
    label: LocalText | None = None
    name: str | None = None
    method: Literal["name", "similarity"] | None = None
    similarity: float | None = None
    alternatives: tuple[Id, ...] = ()


class IndustryFinder:
    """Names and descriptions of trades to classes of business: by name, else by similarity, else unknown.

    Classes that an eligibility rule of any product excludes, or leaves to the window, are guarded: similarity takes
    a text for one of them, or for a class that one of them is nearly as like, only on stronger evidence; and where
    the speaker has several trades, the most guarded one counts.
    """

    def __init__(
        self, knowledge: KnowledgeBase, encoder: Encoder | None = None, cache: VectorFile | None = None
    ) -> None:
        """Without an `encoder` only names decide; `cache` keeps the vectors of the names for other processes."""
        self._industries = {industry.id: industry for industry in knowledge.industries}
        self._names = TradeNames(knowledge.industries)
        self._encoder = encoder
        self._similarity = TradeSimilarity(knowledge, encoder, cache) if encoder else None
        self._guard = _guard(knowledge)

    def find(self, text: str, *, encoder: Encoder | None = None) -> IndustryMatch:
        """The trade of whoever says `text`, which may be a class's id, a name, a description or a whole message.

        Args:
            encoder: the finder's own, or one that remembers what it has encoded.
        """
        given = collapse(normalise(text))
        if given in self._industries:
            return self._by_name(given, given)
        reading = self._names.read(text)
        if reading.own:
            return self._among(reading.own)
        used = encoder or self._encoder
        if self._similarity is None or used is None or not reading.remainder:
            return IndustryMatch()
        found = self._by_likeness(self._similarity.compare(reading.remainder, used))
        for clause in telling(reading.remainder) if found.industry is None else ():
            told = self._by_likeness(self._similarity.compare(clause, used))
            if told.industry is not None or (told.alternatives and not found.alternatives):
                found = told
        return found

    def own_trades(self, text: str) -> tuple[Mention, ...]:
        """The names of the speaker's own trades in a text after `normalise` and `collapse`, in order."""
        return self._names.read(text).own

    def taken_back(self, text: str) -> tuple[Mention, ...]:
        """The names of trades in a text in whose place it puts others (内科→内装業), or that it only mentions."""
        return tuple(mention for mention in self._names.read(text).mentions if mention.role == "mentioned")

    def _among(self, own: Sequence[Mention]) -> IndustryMatch:
        """The last of the speaker's trades, or the most guarded one of those that it is joined with.

        Where an earlier one, not joined with it, is more guarded than the last, none is taken: 歯科をやっていて、
        カフェも始めました.
        """
        first = len(own) - 1
        while first and own[first].joined:
            first -= 1
        taken = max(reversed(own[first:]), key=lambda mention: self._rank(mention.industry))
        others = tuple(dict.fromkeys(m.industry for m in reversed(own) if m.industry != taken.industry))
        if any(self._rank(mention.industry) > self._rank(taken.industry) for mention in own):
            return IndustryMatch(alternatives=(taken.industry, *others))
        return self._by_name(taken.industry, taken.name, others)

    def _by_name(self, industry: str, name: str, alternatives: tuple[str, ...] = ()) -> IndustryMatch:
        return IndustryMatch(
            industry=industry,
            label=self._industries[industry].label,
            name=name,
            method="name",
            alternatives=alternatives,
        )

    def _by_likeness(self, found: Sequence[Likeness]) -> IndustryMatch:
        limits = thresholds()
        near = [each for each in found if each.score >= limits.alternative_threshold][: limits.alternatives]
        if not found or not self._is_clear(found):
            return IndustryMatch(alternatives=tuple(each.industry for each in near))
        return IndustryMatch(
            industry=found[0].industry,
            label=self._industries[found[0].industry].label,
            method="similarity",
            similarity=round(found[0].score, 4),
            alternatives=tuple(each.industry for each in near[1:]),
        )

    def _is_clear(self, found: Sequence[Likeness]) -> bool:
        limits, best = thresholds(), found[0]
        threshold = limits.guarded_threshold if self._rank(best.industry) else limits.threshold
        if best.score < threshold:
            return False
        return all(
            best.score - other.score
            >= (limits.guarded_margin if self._rank(best.industry) or self._rank(other.industry) else limits.margin)
            for other in found[1:]
        )

    def _rank(self, industry: str) -> int:
        return self._guard.get(industry, 0)


def _guard(knowledge: KnowledgeBase) -> dict[str, int]:
    """How guarded classes are: 2 where a rule excludes them, 1 where one leaves them to the window."""
    rules = [r for known in knowledge.products.values() for r in known.eligibility if isinstance(r, IndustryRule)]
    borderline = {industry: 1 for rule in rules for industry in rule.borderline}
    return borderline | {industry: 2 for rule in rules for industry in rule.excluded}
