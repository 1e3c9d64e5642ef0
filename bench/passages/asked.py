"""Questions with what answers them: ours of `bench.retrieval`, those of `evals`, and unanswerable ones."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal, NamedTuple

from assistant.text import comparable
from bench.passages.places import OWN, RAW, Place
from bench.retrieval.sets import QUESTIONS, Question, own_questions
from evals.questions import Entry, load, question_files

UNANSWERABLE = Path(__file__).with_name("unanswerable.jsonl")
PAGE_QUOTES = Path(__file__).with_name("page_quotes.jsonl")
Split = Literal["tuning", "holdout"]
_APART = ("eligibility", "premium")
"""Categories of `evals` that tools answer, not passages."""


class Asked(NamedTuple):
    """A question.

    Attributes:
        kind: where it is from: bench, evals, unanswerable or public.
        product: the one that the page pins.
        relevant: numbers of the passages that answer it; none where nothing does.
        must: what stands in its answer, see evals/questions.
        evidence: quotes of the documents, any of which answers it.
    """

    kind: str
    text: str
    product: str | None = None
    relevant: frozenset[int] = frozenset()
    must: tuple[tuple[str, ...], ...] = ()
    evidence: tuple[str, ...] = ()

    @property
    def answerable(self) -> bool:
        """Whether the corpus holds an answer."""
        return bool(self.relevant or self.must)


def questions(place: Place, split: Split) -> Iterator[Asked]:
    """The questions that are asked in a place; those of public sets count as tuning."""
    if place.questions:
        if split == "tuning":
            yield from _public(place)
        return
    yield from _bench(place, split)
    yield from _evals(place, split)
    for entry in _lines(UNANSWERABLE):
        if entry["split"] == split and (place.name == RAW or not entry.get("raw_only")):
            yield Asked("unanswerable", entry["text"])


def _bench(place: Place, split: Split) -> Iterator[Asked]:
    labelled = {each.id: frozenset(map(int, each.relevant)) for each in _own(place)}
    pages = {entry["topic"]: entry["quote"] for entry in _lines(PAGE_QUOTES)}
    texts = {number: comparable(passage.text) for number, passage in place.search.snapshot.passages.passages()}
    for entry in _lines(QUESTIONS):
        if entry["split"] != split:
            continue
        if place.name == OWN:
            evidence = tuple(label["quote"] for label in entry["relevant"])
            relevant = labelled[entry["id"]]
        else:
            evidence = (pages[entry["id"][:-1]],)
            relevant = frozenset(number for number, text in texts.items() if has_quote(text, evidence[0]))
        if relevant:
            yield Asked("bench", entry["text"], None, relevant, (), evidence)


def _own(place: Place) -> list[Question]:
    return own_questions(place.search.snapshot) if place.name == OWN else []


def has_quote(text: str, quote: str) -> bool:
    """Whether a text, after `comparable`, has a quote, or at least half of its lines."""
    lines = [comparable(line) for line in quote.replace("\t", "\n").split("\n") if len(line.strip()) > 3]
    return comparable(quote) in text or sum(line in text for line in lines) >= max(1.0, len(lines) / 2)


def _evals(place: Place, split: Split) -> Iterator[Asked]:
    for entry in _entries(split):
        question, expect = entry.question, entry.question.expect
        text = question.turns[-1]
        if question.category == "not_found" and expect.outcome[0] == "not_found" and not question.evidence:
            yield Asked("evals", text, question.product)
        if expect.outcome[0] != "answered" or expect.tool or question.category in _APART or not expect.must:
            continue
        if place.name == RAW and question.lang == "ja" and "not_found" not in expect.outcome:
            yield Asked("evals", text, question.product, must=expect.must)
        if place.name == OWN and question.evidence:
            relevant = passages_with(place, question.evidence)
            if relevant:
                must = expect.must if question.lang == "ja" else ()
                yield Asked("evals", text, question.product, relevant, must, (question.evidence,))


def passages_with(place: Place, quote: str) -> frozenset[int]:
    """The passages that have a quote."""
    wanted = comparable(quote)
    passages = place.search.snapshot.passages.passages()
    return frozenset(number for number, passage in passages if wanted in comparable(passage.text))


def _entries(split: Split) -> Iterator[Entry]:
    files = [path for path in question_files() if path.stem.endswith(split)]
    yield from (entry for entry in load(files) if len(entry.question.turns) == 1)


def _public(place: Place) -> Iterator[Asked]:
    numbers: dict[str, set[int]] = {}
    for number, passage in place.search.snapshot.passages.passages():
        numbers.setdefault(passage.document, set()).add(number)
    for question in place.questions:
        relevant = frozenset(number for document in question.relevant for number in numbers.get(document, ()))
        yield Asked("public", question.text, None, relevant)


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
