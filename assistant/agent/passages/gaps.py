"""What a question names or asks for that no passage in its scope says."""

from __future__ import annotations

import numpy as np

from assistant.agent.passages.reading import Reading
from assistant.agent.passages.terms import Term
from assistant.agent.passages.words import known_words
from assistant.retrieval.search import Scope
from assistant.retrieval.snapshot import Snapshot

_LOOKED_AT = 5
"""Passages that have most of a word's pieces: where none of these has the word, none has."""


def absent_names(reading: Reading, scope: Scope, snapshot: Snapshot) -> tuple[Term, ...]:
    """The words of the question that name something and stand in no passage in scope, nor anything said for them."""
    if reading.query.text.isascii():
        return ()  # a word in another language than the passages' says nothing by its absence
    found = [hit.everything for hit in reading.hits]
    names = [place for place, term in enumerate(reading.terms) if term.naming and not _asks(term)]
    open_terms = [reading.terms[place] for place in names if not any(each[place] for each in found)]
    return tuple(term for term in open_terms if not _stands(term, scope, snapshot))


def _asks(term: Term) -> bool:
    """Whether a word asks for something (上限) instead of naming it: an answer need not have it."""
    return any(ask.said.search(written) for ask in known_words().asks.values() for written in term.written)


def _stands(term: Term, scope: Scope, snapshot: Snapshot) -> bool:
    """Whether a passage in scope has a word."""
    entries = snapshot.entries
    leaves = [number for number, leaf in enumerate(entries.leaves) if leaf.kind == "passage" and scope.covers(leaf)]
    within = np.isin(entries.leaf_of[: entries.passages], leaves)
    for spelling in (*term.written, *term.other):
        scores = np.where(within, snapshot.lexical.scores(spelling).scores, 0)
        for number in np.argsort(-scores)[:_LOOKED_AT]:
            if scores[number] > 0:
                forms = snapshot.passages.stored(int(number)).forms
                if any(term.found(form) for form in (forms.heading, *(piece.form for piece in forms.pieces))):
                    return True
    return False
