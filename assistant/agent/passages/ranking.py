"""Hits in the order of how many of the question's words they have, where nothing else tells what they answer.

Passages with other wordings of the questions that they answer are found by these. Those of raw pages are found by
likeness alone, which knows no synonyms and takes every piece of a word for a word: the words that the reading of a
question finds, weighed by how telling they are, put the passage that answers higher.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.agent.passages.reading import read
from assistant.retrieval.search import Hit
from assistant.retrieval.snapshot import Snapshot

WEIGHT = 3.0
"""What having all words of the question adds to a score, in standard deviations; measured on raw pages."""


def by_words(question: str, hits: Sequence[Hit], snapshot: Snapshot) -> list[Hit]:
    """The hits with what their words add to their scores, best first; as they are where any has other wordings."""
    if any(hit.wording_cosine is not None for hit in hits):
        return list(hits)
    reading = read(question, hits, snapshot, len(hits))
    ranked = [
        each.hit._replace(score=each.hit.score + WEIGHT * reading.coverage(each.everything)) for each in reading.hits
    ]
    return sorted(ranked, key=lambda hit: -hit.score)
