"""Questions that repeat each other, or a sentence of the corpus."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from assistant.errors import Problem
from evals.corpus import Corpus
from evals.matching import normalise
from evals.questions import Entry

_GRAM = 3
NEAR_COPY = 0.6
"""Share of common character trigrams (Jaccard) from which on two questions are one."""
COPIED = 0.75
"""The same for a question and a sentence of the corpus: some words of a short question have no other name."""
_SENTENCE = re.compile(r"[^。?？!！\n|]+")
_MARKER = re.compile(r"^[\s>#*・●•-]+")
_SHORTEST = 8
_Grams = frozenset[str]


class Near(NamedTuple):
    """The place of another text that is near, and how near: the Jaccard index of their trigrams."""

    other: int
    likeness: float


def check_copies(entries: list[Entry], corpus: Corpus) -> list[Problem]:
    """Doubles and near-copies."""
    texts = [" ".join(entry.question.turns) for entry in entries]
    return [*_of_each_other(entries, texts), *_of_sentences(entries, texts, list(_sentences(corpus)))]


def _of_each_other(entries: list[Entry], texts: list[str]) -> Iterator[Problem]:
    index = _Index(texts)
    for number, entry in enumerate(entries):
        near = index.nearest(texts[number], below=number)
        if near is None or near.likeness < NEAR_COPY:
            continue
        other = entries[near.other]
        if (other.question.product, other.question.lang) != (entry.question.product, entry.question.lang):
            continue
        across = " of the other split" if other.split != entry.split else ""
        message = (
            f"{near.likeness:.2f} like {other.question.id}{across} ({other.file}:{other.line}): "
            f"{texts[number]} ~ {texts[near.other]}"
        )
        double = normalise(texts[number]) == normalise(texts[near.other])
        yield Problem(entry.file, entry.line, entry.question.id, message, "error" if double else "warning")


def _of_sentences(entries: list[Entry], texts: list[str], sentences: list[str]) -> Iterator[Problem]:
    index = _Index(sentences)
    for entry, text in zip(entries, texts, strict=True):
        near = index.nearest(text)
        if near is not None and near.likeness >= COPIED:
            message = f"{near.likeness:.2f} like the corpus: {text} ~ {sentences[near.other]}"
            yield Problem(entry.file, entry.line, entry.question.id, message, "warning")


def _sentences(corpus: Corpus) -> Iterator[str]:
    """The sentences of the documents, their headings and question wordings included."""
    for file in sorted(corpus.folder.rglob("*.md")):
        for sentence in _SENTENCE.findall(file.read_text(encoding="utf-8")):
            if len(text := _MARKER.sub("", sentence).strip()) >= _SHORTEST:
                yield text


class _Index:
    """Finds the nearest of some texts by their trigrams."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._grams = [grams(text) for text in texts]
        self._holders: defaultdict[str, list[int]] = defaultdict(list)
        for number, each in enumerate(self._grams):
            for gram in each:
                self._holders[gram].append(number)

    def nearest(self, text: str, below: int | None = None) -> Near | None:
        """The nearest text; only those with a number `below` some number count."""
        wanted = grams(text)
        common = Counter(
            number for gram in wanted for number in self._holders[gram] if below is None or number < below
        )
        near = (Near(n, count / (len(wanted) + len(self._grams[n]) - count)) for n, count in common.items())
        return max(near, key=lambda each: each.likeness, default=None)


def grams(text: str) -> _Grams:
    """The character trigrams of a text, by which texts are compared."""
    plain = normalise(text)
    return frozenset(plain[place : place + _GRAM] for place in range(max(1, len(plain) - _GRAM + 1)))
