"""Matters that a question asks for by name, from matters.yaml: passages silent on them do not answer it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from assistant.data_file import read_data
from assistant.knowledge.values import Names, Record, Text
from assistant.retrieval.search import Hit
from assistant.text import normalise

_FIGURE = "[0-9〇一二三四五六七八九十百千]"


class _Matter(Record):
    asked: Text
    told: Text | None = None


class _File(Record):
    counters: Names
    matters: dict[Text, _Matter]


class Matter(NamedTuple):
    """Something that questions ask for: how they call it, and how a passage that speaks of it does."""

    asked: re.Pattern[str]
    told: re.Pattern[str]


def matters_told(question: str, hits: Iterable[Hit]) -> bool | None:
    """Whether the hits, together, speak of each matter that a question asks for; None where it asks for none."""
    question = normalise(question)
    asked = [each for each in _matters() if each.asked.search(question)]
    if not asked:
        return None
    text = "\n".join(_said(hit) for hit in hits)
    return all(each.told.search(text) for each in asked)


def _said(hit: Hit) -> str:
    """All of a passage: its headings, text, other wordings and English rendering."""
    passage = hit.passage
    return normalise("\n".join((passage.heading, passage.text, hit.forms.wordings.written, passage.english or "")))


@cache
def _matters() -> tuple[Matter, ...]:
    data = _File.model_validate(read_data(__file__, "matters.yaml"))
    named = [(each.asked, each.told or each.asked) for each in data.matters.values()]
    counted = [(f"何{each}", rf"{_FIGURE}\s*{each}|{each}数") for each in data.counters]
    return tuple(Matter(re.compile(asked), re.compile(told)) for asked, told in (*named, *counted))
