"""Question sets: over our own corpus, and public ones of questions and passages."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from assistant.retrieval.snapshot import Snapshot
from assistant.text import comparable

QUESTIONS = Path(__file__).with_name("questions.jsonl")


class Question(NamedTuple):
    """A question, the passages that answer it (ids of its set), and groups that it belongs to."""

    id: str
    text: str
    relevant: frozenset[str]
    groups: tuple[str, ...] = ()


class QuestionSet(NamedTuple):
    """Questions over the corpus in `corpus`; a passage's id is its document, or document and number."""

    name: str
    corpus: Path
    questions: list[Question]
    by_document: bool


def own_questions(snapshot: Snapshot) -> list[Question]:
    """The questions on our corpus; relevant are the passages that hold one of the labelled quotes."""
    passages = [(number, p.document, comparable(p.text)) for number, p in snapshot.passages.passages()]
    questions = []
    for entry in _lines(QUESTIONS.read_text(encoding="utf-8")):
        relevant = {
            str(number)
            for label in entry["relevant"]
            for number, document, text in passages
            if document == label["document"] and comparable(label["quote"]) in text
        }
        if not relevant:
            raise ValueError(f"question {entry['id']}: no passage holds any of its quotes, label it again")
        groups = (entry["split"], f"style: {entry['style']}")
        questions.append(Question(entry["id"], entry["text"], frozenset(relevant), groups))
    return questions


def public_set(folder: Path, name: str, corpus: Path) -> QuestionSet:
    """Writes the passages of a public set as documents below `corpus` and gives its questions."""
    product = corpus / "set"
    product.mkdir(parents=True)
    entry = {"set": {"name": name, "insurer": None, "as_of": "2026-01-01"}}
    (corpus / "products.yaml").write_text(yaml.safe_dump(entry), encoding="utf-8")
    with gzip.open(folder / f"{name}.corpus.jsonl.gz", "rt", encoding="utf-8") as file:
        for passage in _lines(file.read()):
            front = {
                "title": passage.get("title") or name,
                "product": "set",
                "kind": "guide",
                "audience": "public",
                "as_of": "2026-01-01",
                "source": name,
            }
            text = f"---\n{yaml.safe_dump(front, allow_unicode=True)}---\n\n{passage['text']}\n"
            (product / f"{passage['id']}.md").write_text(text, encoding="utf-8")
    with gzip.open(folder / f"{name}.queries.jsonl.gz", "rt", encoding="utf-8") as file:
        questions = [
            Question(q["id"], q["text"], frozenset(f"set/{each}.md" for each in q["relevant"]))
            for q in _lines(file.read())
        ]
    return QuestionSet(name, corpus, questions, by_document=True)


def _lines(text: str) -> Iterator[dict[str, Any]]:
    for line in text.splitlines():
        if line.strip():
            yield json.loads(line)
