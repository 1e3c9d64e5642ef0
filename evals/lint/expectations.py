"""Expectations that no reply can meet, or that the corpus does not bear out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from assistant.errors import Problem, Severity
from assistant.text import comparable
from assistant.tools.requests import TOOLS
from evals.corpus import Corpus
from evals.matching import normalise
from evals.questions import Entry, Question

_JAPANESE = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff\uff66-\uff9f]")
_MAXIMUM_CHARACTERS = 2000


class Remark(NamedTuple):
    """Something about one field of a question."""

    field: str
    message: str
    severity: Severity = "error"


class Sources(NamedTuple):
    """What questions are checked against: the corpus, all that its documents say, and all files that it has."""

    corpus: Corpus
    documents: str
    files: str


def sources(corpus: Corpus) -> Sources:
    """Gathers the texts of a corpus."""
    yaml = [file.read_text(encoding="utf-8") for file in sorted(corpus.folder.rglob("*.yaml"))]
    documents = "\n".join(corpus.documents.values())
    return Sources(corpus, documents, f"{documents}\n{comparable(' '.join(yaml))}")


def check_expectations(entries: list[Entry], known: Sources) -> list[Problem]:
    """The problems of each question by itself."""
    return [
        Problem(entry.file, entry.line, f"{entry.question.id}.{remark.field}", remark.message, remark.severity)
        for entry in entries
        for rule in _RULES
        for remark in rule(entry.question, known)
    ]


def _evidence(question: Question, known: Sources) -> Iterator[Remark]:
    expect = question.expect
    if question.evidence is None:
        if expect.products and expect.tool is None:
            yield Remark("evidence", "is missing: a reply that cites stands on a quote", "warning")
        return
    quote = comparable(question.evidence)
    if quote not in known.files:
        yield Remark("evidence", f"stands in no file of the corpus: {question.evidence}")
    said = normalise(question.evidence)
    for each in expect.must_not:
        if normalise(each) in said:
            yield Remark("expect.must_not", f"'{each}' stands in the evidence, so a quote of it would fail")


def _strings(question: Question, _: Sources) -> Iterator[Remark]:
    expect = question.expect
    for place, group in enumerate(expect.must):
        forbidden = [each for each in group if any(normalise(bad) in normalise(each) for bad in expect.must_not)]
        if len(forbidden) == len(group):
            yield Remark(f"expect.must[{place}]", f"cannot be met: must_not forbids {' / '.join(group)}")
        for each in group:
            if not normalise(each):
                yield Remark(f"expect.must[{place}]", f"'{each}' is in any reply")


def _figures_are_known(question: Question, known: Sources) -> Iterator[Remark]:
    """A fact that no alternative of a group finds anywhere is perhaps no fact of this corpus."""
    if question.expect.tool is not None or question.lang != "ja" or question.expect.outcome != ("answered",):
        return
    for place, group in enumerate(question.expect.must):
        if not any(normalise(each) in known.files or comparable(each) in known.files for each in group):
            yield Remark(f"expect.must[{place}]", f"the corpus says none of {' / '.join(group)}", "warning")


def _ids(question: Question, known: Sources) -> Iterator[Remark]:
    products = known.corpus.base.products
    expect = question.expect
    for field, ids in (("product", (question.product,)), ("expect.products", expect.products)):
        for each in ids:
            if each is not None and each not in products:
                yield Remark(field, f"there is no product '{each}'")
    if expect.tool is not None and expect.tool.name not in TOOLS:
        yield Remark("expect.tool.name", f"there is no tool '{expect.tool.name}': known are {', '.join(TOOLS)}")


def _fields_agree(question: Question, _: Sources) -> Iterator[Remark]:
    expect = question.expect
    if expect.verdict and "answered" not in expect.outcome:
        yield Remark("expect.verdict", f"is expected of a reply that is {' or '.join(expect.outcome)}")
    if question.category == "multi_turn" and len(question.turns) < 2:
        yield Remark("turns", "a multi-turn question has several")
    if question.category == "english" and question.lang != "en":
        yield Remark("lang", "is 'en' in this category")
    if question.lang == "ja" and not any(_JAPANESE.search(turn) for turn in question.turns):
        yield Remark("lang", "is 'ja', but no turn has a Japanese character", "warning")


def _turns(question: Question, _: Sources) -> Iterator[Remark]:
    for place, turn in enumerate(question.turns):
        if not len(turn.strip()) >= 1 or len(turn) > _MAXIMUM_CHARACTERS:
            yield Remark(f"turns[{place}]", f"has {len(turn):,} characters: 1 to {_MAXIMUM_CHARACTERS:,} are taken")


_RULES: tuple[Callable[[Question, Sources], Iterator[Remark]], ...] = (
    _evidence,
    _strings,
    _figures_are_known,
    _ids,
    _fields_agree,
    _turns,
)
