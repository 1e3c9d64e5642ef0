"""A whole answer as a message."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from assistant.answers import Answer, ContactBlock, ListBlock, Notice, Paragraph, TableBlock
from assistant.answers import Block as AnswerBlock
from assistant.channels.slack.rendering import tables
from assistant.channels.slack.rendering.actions import action_blocks
from assistant.channels.slack.rendering.message import HEADER, Block, CsvFile, Message
from assistant.channels.slack.rendering.sources import marks, source_blocks
from assistant.channels.slack.rendering.texts import context, escaped, header, is_address, paragraphs, shortened
from assistant.channels.slack.rendering.tools import tool_blocks
from assistant.channels.slack.texts import has_text, say
from assistant.knowledge.values import Language

_TEXT = 700
"""Characters of what a notification says."""
_NOTE = 2000


def answer_message(
    answer: Answer, language: Language, staff: Collection[str] = (), preface: str | None = None
) -> Message:
    """An answer with its sources, the breakdown of its tools, and buttons.

    Args:
        staff: paths of the cited documents that only staff may see.
        preface: what is said above it in small print.
    """
    writer = _Writer(language)
    for block in answer.blocks:
        writer.write(block)
    kind = answer.verdict or answer.outcome
    badge = say(kind, language) if has_text(kind) else None
    head = [
        *([context(preface)] if preface else []),
        *([header(badge)] if badge else []),
        # above what it is about, so that nobody passes it on unread
        *([context(f"⚠ {say('staff_used', language)}")] if staff else []),
    ]
    foot = [
        *tool_blocks(answer.tool_results, language, answer.text),
        *([context(say("sources", language))] if answer.citations else []),
        *source_blocks(answer.citations, staff, language),
        *([context(answer.notice)] if answer.notice else []),
        *action_blocks(answer.message_id, answer.suggestions, language),
    ]
    spoken = "\n".join(part for part in (badge, answer.text) if part)
    return Message(
        text=escaped(shortened(spoken, _TEXT)),
        body=(*head, *writer.blocks),
        foot=tuple(foot),
        files=tuple(writer.files),
        language=language,
    )


class _Writer:
    """Writes blocks one after the other; Slack takes one table of its own a message."""

    def __init__(self, language: Language) -> None:
        self._language = language
        self._tables = 0
        self._has_native = False
        self.blocks: list[Block] = []
        self.files: list[CsvFile] = []

    def write(self, block: AnswerBlock) -> None:
        match block:
            case Paragraph():
                self.blocks += paragraphs(block.text + marks(block.citations))
            case ListBlock():
                self.blocks += paragraphs("\n".join(f"・{item}" for item in block.items) + marks(block.citations))
            case TableBlock():
                self._table(block)
            case Notice():
                self.blocks += paragraphs(f"ⓘ {block.text}")
            case ContactBlock():
                self.blocks.append(contact_block(block, self._language))

    def _table(self, table: TableBlock) -> None:
        self._tables += 1
        if not tables.is_native(table):
            shown, file = tables.attached(table, self._tables, self._language)
            self.blocks += shown
            self.files.append(file)
        elif self._has_native:
            self.blocks += tables.cards(table)
        else:
            self.blocks.append(tables.native(table))
            self._has_native = True
        if table.citations:
            self.blocks.append(context(marks(table.citations)))


def contact_block(contact: ContactBlock, language: Language) -> Block:
    """A way to a person, in which nothing but its name is bold and nothing but its address a link."""
    parts: list[dict[str, Any]] = [
        {"type": "text", "text": shortened(contact.label, HEADER), "style": {"bold": True}}
    ]
    phone = say("phone", language, phone=contact.phone) if contact.phone else None
    for line in filter(None, (phone, contact.hours, contact.url, contact.note)):
        parts.append({"type": "text", "text": "\n"})
        if line == contact.url and is_address(line):
            parts.append({"type": "link", "url": line})
        else:
            parts.append({"type": "text", "text": shortened(line, _NOTE)})
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": parts}]}
