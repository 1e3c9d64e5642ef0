"""A message of Slack's: Block Kit, its plain rendering, and files beside it. Limits as Slack publishes them."""

from __future__ import annotations

from typing import Any, NamedTuple

from assistant.knowledge.values import Language

Block = dict[str, Any]

BLOCKS = 50
"""Blocks of a message."""
SECTION = 3000
"""Characters of a section."""
CONTEXT = 2000
"""Characters of an element of a context block."""
HEADER = 150
ELEMENTS = 10
"""Elements of a context block."""
BUTTON = 75
"""Characters of a button or of an option."""
VALUE = 2000
"""Characters of a button's value."""
OPTIONS = 100
TABLE_ROWS = 100
TABLE_COLUMNS = 20
TABLE_CHARACTERS = 10000


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
        blocks = self.blocks
        return tuple(blocks[start : start + BLOCKS] for start in range(0, len(blocks), BLOCKS))
