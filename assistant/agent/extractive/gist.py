"""What an English reader makes of passages that only stand in Japanese: their terms, amounts and months."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator, Sequence
from functools import cache

from pydantic import TypeAdapter

from assistant.agent.extractive.wording import listed, say, yen
from assistant.answers import Paragraph
from assistant.data_file import read_data
from assistant.tools.amounts import find_amounts

_MOST = 12
"""Words that are explained, at most."""
_MONTH = re.compile(r"(?<![0-9ヶか])(1[0-2]|[1-9])月")
_WRITTEN_OUT = re.compile(r"[千万億]")


def gist(texts: Sequence[str], citations: tuple[int, ...]) -> Paragraph | None:
    """The words of the quoted passages with their English, in the order of the passages; None where none is known."""
    found: dict[str, str] = {}
    for text in texts:
        found |= {word: meaning for word, meaning in _explained(text) if word not in found}
    told = [f"{word} = {meaning}" for word, meaning in list(found.items())[:_MOST]]
    return Paragraph(text=say("gist", "en", words=listed(told, "en")), citations=citations) if told else None


def _explained(text: str) -> Iterator[tuple[str, str]]:
    """Amounts and months first: they are what most ask for."""
    for amount in find_amounts(text):
        exact = amount.lower is not None and amount.lower == amount.upper
        if exact and not amount.part_of_name and _WRITTEN_OUT.search(amount.text):
            yield amount.text, yen(amount.least, "en")
    for month in _MONTH.finditer(text):
        yield month[0], calendar.month_name[int(month[1])]
    left = text
    for term, meaning in _terms().items():
        if term in left:
            left = left.replace(term, " ")
            yield term, meaning


@cache
def _terms() -> dict[str, str]:
    """The terms of gist.yaml, longest first."""
    known = TypeAdapter(dict[str, str]).validate_python(read_data(__file__, "gist.yaml"))
    return dict(sorted(known.items(), key=lambda item: -len(item[0])))
