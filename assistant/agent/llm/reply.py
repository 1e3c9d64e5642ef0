"""The reply as the model hands it in: structured, and not yet believed."""

from __future__ import annotations

import json
import re
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from assistant.agent.screening import readable
from assistant.answers import Block, ListBlock, Outcome, Paragraph, TableBlock, Verdict

_MARK = re.compile(r"\s*[\[［【〔](\d{1,3}(?:\s*[,、，]\s*\d{1,3})*)[\]］】〕]")
_NUMBER = re.compile(r"\d+")
_EMPHASIS = re.compile(r"\*\*|__|`")
_BLANK = re.compile(r"\n\s*\n")


def _parsed(value: object) -> object:
    """What some models write as JSON in a string."""
    if isinstance(value, str) and value.lstrip().startswith(("[", "{")):
        try:
            return json.loads(value)
        except json.JSONDecodeError:
            return value
    return value


def _absent(value: object) -> object:
    return None if isinstance(value, str) and value.strip().lower() in ("", "null", "none") else value


Citations = Annotated[
    list[int],
    BeforeValidator(_parsed),
    Field(description="The `citation` numbers in the tool results that this block stands on."),
]


class ReplyBlock(BaseModel):
    """One block of a reply."""

    model_config = ConfigDict(extra="ignore")

    type: Annotated[Literal["paragraph", "list", "table"], Field(description="What kind of block it is.")] = (
        "paragraph"
    )
    text: Annotated[str, Field(description="Of a paragraph: one to three plain sentences.")] = ""
    items: Annotated[list[str], BeforeValidator(_parsed), Field(description="Of a list: its items.")] = []
    header: Annotated[list[str], BeforeValidator(_parsed), Field(description="Of a table: its column headers.")] = []
    rows: Annotated[
        list[list[str]], BeforeValidator(_parsed), Field(description="Of a table: as many cells a row as headers.")
    ] = []
    citations: Citations = []

    @model_validator(mode="after")
    def _is_filled(self) -> ReplyBlock:
        if not (self.text.strip() or self.items or self.rows):
            raise ValueError("a block needs text, items or rows")
        if self.rows and any(len(row) != len(self.header) for row in self.rows):
            raise ValueError("every row of a table needs as many cells as its header")
        return self

    def blocks(self) -> tuple[Block, ...]:
        """As blocks of an answer; numbers in brackets in the text count as citations."""
        if self.rows:
            cells = [self.header, *self.rows]
            header, *rows = [tuple(_plain(cell) for cell in row) for row in cells]
            texts = [cell for row in cells for cell in row]
            return (TableBlock(header=header, rows=tuple(rows), citations=self._cited(*texts)),)
        if self.items:
            lead = (Paragraph(text=_plain(self.text), citations=self._cited(self.text)),) if self.text.strip() else ()
            items = tuple(plain for item in self.items if (plain := _plain(item)))
            return (*lead, ListBlock(items=items, citations=self._cited(*self.items)))
        parts = [part for part in _BLANK.split(self.text) if part.strip()]
        return tuple(Paragraph(text=_plain(part), citations=self._cited(part)) for part in parts)

    def _cited(self, *texts: str) -> tuple[int, ...]:
        marked = [int(number) for text in texts for mark in _MARK.findall(text) for number in _NUMBER.findall(mark)]
        return tuple(dict.fromkeys([*self.citations, *marked]))


class Reply(BaseModel):
    """The reply to the person."""

    model_config = ConfigDict(extra="ignore")

    outcome: Annotated[
        Outcome,
        Field(
            description="answered: from tool results. clarify: one needed input is missing; ask for it. "
            "not_found: the tool results do not say. declined: not this assistant's job, or small talk. "
            "handoff: the person wants a human."
        ),
    ]
    verdict: Annotated[
        Verdict | None,
        BeforeValidator(_absent),
        Field(description="Only where the person asked whether something is covered: as check_coverage says."),
    ] = None
    blocks: Annotated[
        list[ReplyBlock],
        BeforeValidator(_parsed),
        Field(min_length=1, max_length=20, description="What the person reads, in order."),
    ]

    def answer_blocks(self) -> tuple[Block, ...]:
        """All blocks as blocks of an answer."""
        return tuple(made for block in self.blocks for made in block.blocks())


def without_marks(text: str) -> str:
    """A text without numbers of citations in brackets."""
    return _MARK.sub("", text)


def _plain(text: str) -> str:
    # what cannot be seen could hide from the check what the person reads
    return _EMPHASIS.sub("", without_marks(readable(text))).strip()
