"""Words by which questions and sentences are read, from words.yaml."""

from __future__ import annotations

import re
from functools import cache
from typing import Annotated, NamedTuple

from pydantic import AfterValidator

from assistant.data_file import read_data
from assistant.knowledge.values import Record
from assistant.text import normalise


class Ask(NamedTuple):
    """Something that questions ask for.

    Attributes:
        said: phrases that ask for it.
        told: those that have one of these and only tell of it.
        shown: how an answer to it looks.
    """

    said: re.Pattern[str]
    told: re.Pattern[str] | None
    shown: re.Pattern[str]

    def is_in(self, question: str) -> bool:
        """Whether a normalised question asks for it."""
        return bool(self.said.search(self.told.sub(" ", question) if self.told else question))


def _normal(values: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(map(normalise, values))


_Normal = Annotated[tuple[str, ...], AfterValidator(_normal)]


class _Ask(Record):
    said: _Normal
    told: str | None = None
    shown: str


class _Words(Record):
    """The file as it is written."""

    filler: tuple[_Normal, ...]
    asks: dict[str, _Ask]
    naming_figures: str
    limiting: _Normal
    leaning: _Normal
    introducing: _Normal
    turning: _Normal
    reaching: _Normal


class Words(NamedTuple):
    """The words of words.yaml, which says what each list is."""

    filler: frozenset[str]
    asks: dict[str, Ask]
    naming_figures: re.Pattern[str]
    limiting: tuple[str, ...]
    leaning: tuple[str, ...]
    introducing: tuple[str, ...]
    turning: tuple[str, ...]
    reaching: tuple[str, ...]


@cache
def known_words() -> Words:
    """The words of words.yaml."""
    data = _Words.model_validate(read_data(__file__, "words.yaml"))
    asks = {
        name: Ask(
            re.compile("|".join(map(_phrase, ask.said))),
            re.compile(ask.told) if ask.told else None,
            re.compile(ask.shown),
        )
        for name, ask in data.asks.items()
    }
    return Words(
        filler=frozenset(word for line in data.filler for word in line),
        asks=asks,
        naming_figures=re.compile(data.naming_figures),
        limiting=data.limiting,
        leaning=data.leaning,
        introducing=data.introducing,
        turning=data.turning,
        reaching=data.reaching,
    )


def _phrase(said: str) -> str:
    """The pattern of a phrase; a Latin one stands for itself."""
    return rf"(?<![a-z0-9]){re.escape(said)}(?![a-z0-9])" if said.isascii() else re.escape(said)
