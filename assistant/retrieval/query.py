"""A question as search takes it apart: pieces of words, readings, and what documents may call things."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from assistant.retrieval.english import common_words
from assistant.retrieval.lexical_form import grams, lexical_form, spoken_grams, written_grams
from assistant.retrieval.readings import Word, in_kana, words
from assistant.retrieval.synonyms import Expansion, expansions
from assistant.text import in_hiragana


class Query(NamedTuple):
    """A question, taken apart.

    Attributes:
        text: in the form that is indexed, see `lexical_form`.
        words: of `text`; where it is in kana only, as if it were written in hiragana, which is understood better.
        grams: the pieces of words to look up.
        expansions: what documents may write for its phrases.
        added: their pieces of words that the question itself has not.
        in_kana: whether it is written without kanji and Latin letters.
        common: in an English question, the words that are no names as they are written: without a capital letter,
            or with none but at the beginning of a sentence.
    """

    text: str
    words: tuple[Word, ...]
    grams: frozenset[str]
    expansions: tuple[Expansion, ...]
    added: frozenset[str]
    in_kana: bool
    common: frozenset[str]


@lru_cache(maxsize=512)
def analyse(question: str) -> Query:
    """Takes a question apart; search, answerability and quoting share the result."""
    text = lexical_form(question)
    kana = in_kana(question)
    found = words(text)
    spoken = "".join(word.spoken for word in found)
    pieces = frozenset((*written_grams(text), *spoken_grams(spoken)))
    if kana:
        found = words(in_hiragana(text))
    heard = [word.spoken for word in found] if kana else []
    other = expansions([word.written for word in found], [word.base for word in found], heard)
    added = frozenset().union(*(_grams(each.written) for each in other)) - pieces
    return Query(text, tuple(found), pieces, tuple(other), added, kana, common_words(question))


@lru_cache(maxsize=4096)
def _grams(written: tuple[str, ...]) -> frozenset[str]:
    # a single character of what is only likely to be written says too little
    return frozenset(gram for word in written for gram in grams(word) if len(gram) > 1)
