"""What the texts of facts speak of, made ready once for a knowledge base."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cache
from typing import Any, NamedTuple

from assistant.derived import Derived
from assistant.knowledge.base import KnowledgeBase
from assistant.knowledge.coverage import CoverageFact, Kind
from assistant.knowledge.products import Product
from assistant.knowledge.values import LocalText
from assistant.tools.coverage.circumstances import Circumstance, listed_words
from assistant.tools.coverage.names import FactKey, fact_names
from assistant.tools.coverage.parties import party_words
from assistant.tools.coverage.words import fold, words
from assistant.tools.phrase_table import PhraseTable

_BETWEEN = "\n"


class _Text(NamedTuple):
    """A folded text and the listed words in it."""

    text: str
    words: Collection[str]

    def speaks_of(self, circumstance: Circumstance) -> bool:
        if any(word in self.words for word in circumstance.words):
            return True
        return any(piece in self.text for piece in circumstance.pieces)


class _Texts(NamedTuple):
    """The texts of a fact: its names and its product's, its condition, what it leaves out, all else."""

    names: _Text
    product: _Text
    condition: _Text
    exclusion: _Text
    others: _Text
    kind: Kind
    caused: bool

    @classmethod
    def of(cls, kept: Sequence[Any]) -> _Texts:
        """The texts in what is kept of them."""
        *texts, kind, caused = kept
        names, product, condition, exclusion, others = (_Text(text, frozenset(words)) for text, words in texts)
        return cls(names, product, condition, exclusion, others, kind, caused)


class FactTexts:
    """The texts of all facts of a knowledge base; `kept` keeps them for other processes."""

    def __init__(self, knowledge: KnowledgeBase, kept: Derived | None = None) -> None:
        read = kept.get("fact-texts", lambda: _kept(knowledge)) if kept else _kept(knowledge)
        self._texts = {FactKey(*key): _Texts.of(texts) for key, texts in read}

    def __iter__(self) -> Iterator[str]:
        for texts in self._texts.values():
            yield from (each.text for each in (texts.names, texts.condition, texts.exclusion, texts.others))

    def concerns(self, circumstance: Circumstance, key: FactKey) -> bool:
        """Whether a circumstance matters to a fact."""
        texts = self._texts[key]
        return texts.kind in circumstance.kinds and (texts.caused or not circumstance.of_caused)

    def speaks_of(self, circumstance: Circumstance, key: FactKey) -> bool:
        """Whether a fact says what holds in a circumstance, other than that it leaves it out."""
        texts = self._texts[key]
        if texts.names.speaks_of(circumstance):
            return True
        in_condition = texts.condition.speaks_of(circumstance)
        if circumstance.in_names:
            return in_condition
        if texts.product.speaks_of(circumstance):
            return True
        return (in_condition or texts.others.speaks_of(circumstance)) and not texts.exclusion.speaks_of(circumstance)

    def leaves_out(self, circumstance: Circumstance, key: FactKey) -> bool:
        """Whether the exclusion of a fact names a circumstance."""
        return not self.speaks_of(circumstance, key) and self._texts[key].exclusion.speaks_of(circumstance)

    def silent(self, circumstance: Circumstance, keys: Iterable[FactKey]) -> bool:
        """Whether a circumstance matters to one of several facts, and none of those speaks of it."""
        concerned = [key for key in keys if self.concerns(circumstance, key)]
        return bool(concerned) and not any(self.speaks_of(circumstance, key) for key in concerned)


def _kept(knowledge: KnowledgeBase) -> list[Any]:
    """The texts of each fact, as they are kept."""
    return [
        (FactKey(product, fact.id), _texts(known.product, fact))
        for product, known in knowledge.products.items()
        for fact in known.coverage
    ]


def _texts(product: Product, fact: CoverageFact) -> _Texts:
    label = fold(fact.label.ja)
    others = [text for each in (fact.approval, fact.note) for text in _local(each)]
    return _Texts(
        names=_text(fact_names(fact)),
        product=_text((product.name, *product.aliases)),
        condition=_text(_local(fact.condition)),
        exclusion=_text(_local(fact.exclusion)),
        others=_text((*others, *(each.quote for each in fact.evidence))),
        kind=fact.kind,
        caused=any(cause in label for cause in words().label_causes),
    )


def _local(text: LocalText | None) -> tuple[str, ...]:
    return (text.ja, text.en or "") if text else ()


def _text(texts: Iterable[str]) -> _Text:
    joined = _BETWEEN.join(map(fold, texts))
    return _Text(joined, sorted({found.phrase for found in _listed().everywhere(joined)}))


@cache
def _listed() -> PhraseTable[None]:
    return PhraseTable(dict.fromkeys(listed_words() | party_words()))
