"""A message of Slack's: Block Kit, its plain rendering, and files beside it. Limits as Slack publishes them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from assistant.knowledge.values import Language

Block = dict[str, Any]

BLOCKS = 50
"""Blocks of a message."""
CHARACTERS = 10_000
"""Of all blocks of a message together. Slack refuses somewhat over 12,000, what it counts beside texts is not told
(slackapi/bolt-js issues 2509 and 2867)."""
TEXT = 3_900
"""Of a message without blocks, in which nothing is cut off."""
SECTION = 3000
"""Characters of a section."""
CONTEXT = 2000
"""Characters of an element of a context block."""
HEADER = 150
BUTTONS = ("actions", "context_actions")
"""Blocks that hold nothing but buttons."""
ELEMENTS = 10
"""Elements of a context block."""
BUTTON = 75
"""Characters of a button or of an option."""
VALUE = 2000
"""Characters of a button's value."""
OPTIONS = 100
TABLE_ROWS = 100
TABLE_COLUMNS = 20
TABLE_CHARACTERS = 6_000
"""Slack takes 10,000 in a table, but not beside much else."""


class CsvFile(NamedTuple):
    """A table that is too long for a message."""

    name: str
    title: str
    content: str


class Message(NamedTuple):
    """A message.

    Attributes:
        text: what notifications and screen readers get, mrkdwn with everything escaped.
        body: comes first, and bit by bit where the message is streamed.
        foot: what belongs to the message as a whole: sources, buttons.
    """

    text: str
    body: tuple[Block, ...] = ()
    foot: tuple[Block, ...] = ()
    files: tuple[CsvFile, ...] = ()
    language: Language = "ja"

    @property
    def blocks(self) -> tuple[Block, ...]:
        """All blocks."""
        return self.body + self.foot

    @property
    def parts(self) -> tuple[tuple[Block, ...], ...]:
        """All blocks in as many messages as they need."""
        parts: list[list[Block]] = []
        characters = 0
        for block in self.blocks:
            more = sum(size(text) for text in texts_of(block))
            if not parts or len(parts[-1]) == BLOCKS or characters + more > CHARACTERS:
                parts.append([])
                characters = 0
            parts[-1].append(block)
            characters += more
        return tuple(tuple(part) for part in parts)


def texts_of(value: Any) -> Iterator[str]:
    """Every text in a block."""
    if isinstance(value, Mapping):
        for key, each in value.items():
            if key == "text" and isinstance(each, str):
                yield each
            else:
                yield from texts_of(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from texts_of(each)


def size(text: str) -> int:
    """Characters as Slack counts them: code units of UTF-16."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
