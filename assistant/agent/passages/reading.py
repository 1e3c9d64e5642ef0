"""A question beside the passages that were found for it: which of its words stand where."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from assistant.agent.passages.terms import Term, terms
from assistant.agent.passages.words import known_words
from assistant.knowledge.products import Product
from assistant.retrieval.forms import Form
from assistant.retrieval.query import Query, analyse
from assistant.retrieval.search import Hit
from assistant.retrieval.snapshot import Snapshot
from assistant.text import collapse

READ = 5
"""Hits that are read closely."""
Found = tuple[float, ...]
"""How much of each term of the question a text has, see `Term.found`."""


class ReadHit(NamedTuple):
    """A hit, and what of the question stands in its product's names, headings, other wordings and pieces.

    `rendering` is of its English rendering, for a question that is not in Japanese.
    """

    hit: Hit
    names: Found
    heading: Found
    wordings: Found
    pieces: tuple[Found, ...]
    rendering: Found

    @property
    def text(self) -> Found:
        """What stands in its text."""
        return united((*self.pieces, self.rendering))

    @property
    def everything(self) -> Found:
        """What stands anywhere in it."""
        return united((self.names, self.heading, self.wordings, self.rendering, *self.pieces))


class Reading(NamedTuple):
    """A question and the best hits for it, the best first.

    Attributes:
        asks: what it asks for, by the names of words.yaml (amount, date).
        weights: how telling each term is, 0 to 1.
    """

    query: Query
    asks: tuple[str, ...]
    terms: tuple[Term, ...]
    weights: tuple[float, ...]
    hits: tuple[ReadHit, ...]

    def coverage(self, found: Found) -> float:
        """The share of the question's words, by their weight, that was found; 0 where it has none."""
        total = sum(self.weights)
        return sum(map(float.__mul__, self.weights, found)) / total if total else 0.0

    def missing(self, found: Found) -> tuple[float, ...]:
        """The weights of the words that name something and were not found."""
        each = zip(self.terms, self.weights, found, strict=True)
        return tuple(weight for term, weight, have in each if term.naming and not have)


def read(question: str, hits: Sequence[Hit], snapshot: Snapshot, most: int = READ) -> Reading:
    """Reads the first `most` hits for a question as a person typed it; `hits` are best first."""
    query = analyse(collapse(question))
    asked = terms(query)
    products = snapshot.knowledge.products
    found = tuple(
        ReadHit(
            hit,
            _found(asked, _names(products[hit.passage.product].product)),
            _found(asked, hit.forms.heading),
            _found(asked, hit.forms.wordings),
            tuple(_found(asked, piece.form) for piece in hit.forms.pieces),
            _found(asked, _form((hit.passage.english or "") if query.text.isascii() else "")),
        )
        for hit in hits[:most]
    )
    asks = tuple(name for name, ask in known_words().asks.items() if ask.is_in(query.text))
    return Reading(query, asks, asked, tuple(term.weight(snapshot.lexical) for term in asked), found)


def united(found: Sequence[Found]) -> Found:
    """What several texts have together."""
    return tuple(map(max, zip(*found, strict=True))) if found else ()


def _found(asked: tuple[Term, ...], form: Form) -> Found:
    return tuple(term.found(form) for term in asked)


def _names(product: Product) -> Form:
    """All names of a product."""
    return _form("\n".join((product.name, *product.aliases)))


@lru_cache(maxsize=256)
def _form(text: str) -> Form:
    return Form.of(text)
