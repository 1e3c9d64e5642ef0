"""The nouns that a knowledge base has about what it insures: a question with others has more than its facts know."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from assistant.data_file import read_data
from assistant.derived import Derived
from assistant.knowledge.base import KnowledgeBase
from assistant.knowledge.values import Names, Record
from assistant.retrieval.readings import Word, words
from assistant.tools.coverage.circumstances import Span, weighed_words
from assistant.tools.coverage.parties import party_words
from assistant.tools.coverage.words import fold
from assistant.tools.lookup import Named
from assistant.tools.phrase_table import PhraseTable

_NOUN = "名詞"
_NO_THINGS = ("数詞", "助動詞語幹")
_NO_WORD = 1
"""A letter alone is no noun, unless it is a Chinese character."""


class Vocabulary:
    """Nouns of facts and products, beside those that any question may have; and the names of trades, as a whole.

    Args:
        texts: all texts of the facts, folded.
        kept: keeps the nouns for other processes.
    """

    def __init__(self, knowledge: KnowledgeBase, texts: Iterable[str], kept: Derived | None = None) -> None:
        known = kept.get("vocabulary", lambda: _words_of(knowledge, texts)) if kept else _words_of(knowledge, texts)
        self._known = frozenset(known)
        trades = (name for industry in knowledge.industries for name in (industry.label.ja, *industry.names))
        self._trades = PhraseTable(dict.fromkeys(map(fold, trades)))

    def unknown(self, text: str, named: Iterable[Span]) -> tuple[str, ...]:
        """The nouns of a folded text, beside the spans `named`, that are not in it."""
        trades = ((each.start, each.end) for each in self._trades.everywhere(text))
        named, place, found = (*named, *trades), 0, []
        for word in words(text):
            start, place = place, place + len(word.written)
            inside = any(start < end and begin < place for begin, end in named)
            if not inside and _is_thing(word) and word.base not in self._known:
                found.append(word.written)
        return tuple(dict.fromkeys(found))


def _words_of(knowledge: KnowledgeBase, texts: Iterable[str]) -> list[str]:
    told = (*texts, *_names(knowledge), *_everyday(), *weighed_words(), *party_words())
    return sorted({word.base for text in told for word in words(fold(text))})


def _is_thing(word: Word) -> bool:
    letters = word.written
    if word.kind != _NOUN or word.detail in _NO_THINGS or letters.isascii():
        return False
    return len(letters) > _NO_WORD or "一" <= letters <= "龥"


def _names(knowledge: KnowledgeBase) -> Iterator[str]:
    for known in knowledge.products.values():
        product = known.product
        records: tuple[Named, ...] = (product, *product.plans, *product.limit_sets, *product.riders)
        for record in records:
            yield from (record.name, *record.aliases)


class _Lists(Record):
    everyday: Names


@cache
def _everyday() -> Names:
    data = read_data(__file__, "vocabulary.yaml")
    return _Lists.model_validate(data).everyday
