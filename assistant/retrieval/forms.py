"""Passages as they are compared with a question word by word: made at ingest, since readings take time."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import NamedTuple

from assistant.retrieval.lexical_form import lexical_form
from assistant.retrieval.readings import katakana_reading


class Form(NamedTuple):
    """A text as it is written, after `lexical_form`, and as it is read, in katakana."""

    written: str
    spoken: str

    @classmethod
    def of(cls, text: str) -> Form:
        """The form of a text."""
        written = lexical_form(text)
        return cls(written, katakana_reading(written))


class Piece(NamedTuple):
    """A sentence, an item or a table row: what a quote begins and ends with.

    It stands at `start` to `end` of the passage's text; `form` is that of these characters.
    """

    start: int
    end: int
    form: Form


class PassageForms(NamedTuple):
    """The forms of a passage: its title and headings, its other wordings with its English rendering, its pieces."""

    heading: Form
    wordings: Form
    pieces: tuple[Piece, ...]

    @classmethod
    def of(cls, heading: str, wordings: Sequence[str], text: str, spans: Sequence[tuple[int, int]]) -> PassageForms:
        """The forms of a passage whose text has its pieces at `spans`."""
        pieces = (Piece(start, end, Form.of(text[start:end])) for start, end in spans)
        return cls(Form.of(heading), Form.of("\n".join(wordings)), tuple(pieces))

    def to_json(self) -> str:
        """The forms as JSON."""
        return json.dumps(self, ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_json(cls, data: str) -> PassageForms:
        """The forms in what `to_json` gave."""
        heading, wordings, pieces = json.loads(data)
        return cls(
            Form(*heading), Form(*wordings), tuple(Piece(start, end, Form(*form)) for start, end, form in pieces)
        )
