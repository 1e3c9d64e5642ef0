"""The nouns that a knowledge base has about what it insures: a question with others has more than its facts know."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import yaml

from assistant.knowledge.base import KnowledgeBase
from assistant.knowledge.values import Names, Record
from assistant.retrieval.readings import Word, words
from assistant.tools.coverage.circumstances import Span
from assistant.tools.coverage.words import fold
from assistant.tools.lookup import Named

_NOUN = "名詞"
_NO_THINGS = ("数詞", "助動詞語幹")
_NO_WORD = 1
"""A letter alone is no noun, unless it is a Chinese character."""


class Vocabulary:
    """Nouns of facts, products and trades, beside those that any question may have.

    Args:
        texts: all texts of the facts, folded.
    """

    def __init__(self, knowledge: KnowledgeBase, texts: Iterable[str]) -> None:
        self._known = frozenset(
            word.base for text in (*texts, *_names(knowledge), *_everyday()) for word in words(fold(text))
        )

    def unknown(self, text: str, named: Iterable[Span]) -> tuple[str, ...]:
        """The nouns of a folded text, beside the spans `named`, that are not in it."""
        named, place, found = tuple(named), 0, []
        for word in words(text):
            start, place = place, place + len(word.written)
            inside = any(start < end and begin < place for begin, end in named)
            if not inside and _is_thing(word) and word.base not in self._known:
                found.append(word.written)
        return tuple(dict.fromkeys(found))


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
    for industry in knowledge.industries:
        yield from (industry.label.ja, *industry.names)


class _Lists(Record):
    everyday: Names


@cache
def _everyday() -> Names:
    data = yaml.safe_load(Path(__file__).with_name("vocabulary.yaml").read_text("utf-8"))
    return _Lists.model_validate(data).everyday
