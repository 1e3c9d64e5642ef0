"""What a reply is: channel-neutral blocks, citations and tool results, in the shape of the HTTP contract."""

from __future__ import annotations

import datetime as dt
from itertools import groupby
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

Outcome = Literal["answered", "clarify", "not_found", "declined", "handoff"]
Verdict = Literal["covered", "not_covered", "conditional"]
BrainName = Literal["extractive", "llm"]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Paragraph(_Part):
    """A paragraph; `citations` are numbers of the answer's citations that back it."""

    type: Literal["paragraph"] = "paragraph"
    text: str
    citations: tuple[int, ...] = ()


class ListBlock(_Part):
    """A list."""

    type: Literal["list"] = "list"
    items: tuple[str, ...]
    citations: tuple[int, ...] = ()


class TableBlock(_Part):
    """A table; every row has as many cells as the header."""

    type: Literal["table"] = "table"
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    citations: tuple[int, ...] = ()


class Notice(_Part):
    """Something that must be said beside the answer."""

    type: Literal["notice"] = "notice"
    text: str


class ContactBlock(_Part):
    """A way to a person."""

    type: Literal["contact"] = "contact"
    label: str
    phone: str | None = None
    hours: str | None = None
    url: str | None = None
    note: str | None = None


Block = Annotated[Paragraph | ListBlock | TableBlock | Notice | ContactBlock, Field(discriminator="type")]


class Citation(_Part):
    """A source: `quote` stands word for word in `document`, a path below the corpus folder."""

    number: int
    document: str
    product: str
    title: str
    section: str
    quote: str
    source: str | None = None
    as_of: dt.date | None = None


class ToolResult(_Part):
    """A call of a deterministic tool; `citations` are numbers of the answer's citations."""

    tool: str
    arguments: dict[str, Any]
    result: dict[str, Any]
    citations: tuple[int, ...] = ()


class Answer(_Part):
    """A reply to one message; `text` is the plain rendering of `blocks`."""

    conversation_id: str
    message_id: str
    outcome: Outcome
    verdict: Verdict | None = None
    text: str
    blocks: tuple[Block, ...]
    citations: tuple[Citation, ...] = ()
    tool_results: tuple[ToolResult, ...] = ()
    suggestions: tuple[str, ...] = ()
    brain: BrainName = "extractive"
    notice: str | None = None


_RUN = 6
"""Numbers in a row that are all written."""


def plain_text(blocks: tuple[Block, ...]) -> str:
    """Blocks as plain text, with the numbers of their citations in brackets."""
    return "\n\n".join(_plain(block) for block in blocks)


def _plain(block: Block) -> str:
    match block:
        case Paragraph():
            return block.text + _marks(block.citations)
        case ListBlock():
            return "\n".join(f"・{item}" for item in block.items) + _marks(block.citations)
        case TableBlock():
            rows = (block.header, *block.rows)
            return "\n".join(" | ".join(row) for row in rows) + _marks(block.citations)
        case Notice():
            return block.text
        case ContactBlock():
            return " ".join(part for part in (block.label, block.phone, block.hours, block.url, block.note) if part)


def _marks(numbers: tuple[int, ...]) -> str:
    """Numbers in brackets; a long run of them by its ends."""
    marks = []
    for _, run in groupby(enumerate(numbers), lambda each: each[1] - each[0]):
        ends = [number for _, number in run]
        marks += [f"[{ends[0]}]–[{ends[-1]}]"] if len(ends) > _RUN else [f"[{number}]" for number in ends]
    return "".join(marks)
