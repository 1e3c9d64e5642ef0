"""A whole answer as a message."""

from __future__ import annotations

from collections.abc import Collection

from assistant.answers import Answer, ContactBlock, ListBlock, Notice, Paragraph, TableBlock
from assistant.answers import Block as AnswerBlock
from assistant.channels.slack.rendering import tables
from assistant.channels.slack.rendering.actions import action_blocks
from assistant.channels.slack.rendering.message import Block, CsvFile, Message
from assistant.channels.slack.rendering.sources import marks, source_blocks
from assistant.channels.slack.rendering.texts import context, escaped, header, link, mrkdwn, paragraphs, shortened
from assistant.channels.slack.rendering.tools import tool_blocks
from assistant.channels.slack.texts import has_text, say
from assistant.knowledge.values import Language

_TEXT = 3000


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
    head = ([context(preface)] if preface else []) + ([header(badge)] if badge else [])
    foot = [
        *tool_blocks(answer.tool_results, language),
        *([context(say("sources", language))] if answer.citations else []),
        *source_blocks(answer.citations, staff, language),
        *([context(f"⚠ {say('staff_used', language)}")] if staff else []),
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
    """A way to a person."""
    lines = [
        f"*{escaped(contact.label.replace('*', ''))}*",
        say("phone", language, phone=escaped(contact.phone)) if contact.phone else None,
        escaped(contact.hours) if contact.hours else None,
        link(contact.url) if contact.url else None,
        escaped(contact.note) if contact.note else None,
    ]
    # a contact is a few lines of products.yaml: cut only where somebody wrote a page
    return {"type": "section", "text": mrkdwn(shortened("\n".join(line for line in lines if line), _TEXT))}
