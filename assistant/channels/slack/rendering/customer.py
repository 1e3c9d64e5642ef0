"""An answer as the text of a letter to a customer."""

from __future__ import annotations

from assistant.answers import Answer, Block, ContactBlock, ListBlock, Notice, Paragraph, TableBlock
from assistant.channels.slack.rendering.message import SECTION, Message
from assistant.channels.slack.rendering.message import Block as SlackBlock
from assistant.channels.slack.rendering.tables import told
from assistant.channels.slack.rendering.texts import context, escaped, header, split
from assistant.channels.slack.texts import say
from assistant.knowledge.values import Language


def customer_text(answer: Answer, language: Language) -> str:
    """Polite plain text: what the answer says, its sources by name, and the notice."""
    named = {(each.title, _origin(each.source, each.as_of, language)): None for each in answer.citations}
    sources = [say("customer_source", language, title=title, origin=origin) for title, origin in named]
    parts = [
        say("customer_opening", language),
        *(_plain(block, language) for block in answer.blocks),
        "\n".join([say("sources", language), *sources]) if sources else "",
        answer.notice or "",
        say("customer_closing", language),
    ]
    return "\n\n".join(part for part in parts if part)


def customer_message(answer: Answer, language: Language) -> Message:
    """The text in a form that is copied as it stands."""
    text = customer_text(answer, language)
    blocks: list[SlackBlock] = [header(say("customer_title", language)), context(say("customer_note", language))]
    for part in split(text, SECTION):
        literal = {"type": "rich_text_preformatted", "elements": [{"type": "text", "text": part}]}
        blocks.append({"type": "rich_text", "elements": [literal]})
    return Message(text=escaped(say("customer_title", language)), body=tuple(blocks), language=language)


def _origin(source: str | None, day: object, language: Language) -> str:
    parts = [part for part in (source, say("as_of", language, day=day) if day else None) if part]
    return {"ja": "、", "en": ", "}[language].join(parts)


def _plain(block: Block, language: Language) -> str:
    match block:
        case Paragraph() | Notice():
            return block.text
        case ListBlock():
            return "\n".join(f"・{item}" for item in block.items)
        case TableBlock():
            return "\n".join(f"・{told(zip(block.header, row, strict=True))}" for row in block.rows)
        case ContactBlock():
            phone = say("phone", language, phone=block.phone) if block.phone else None
            return "\n".join(part for part in (block.label, phone, block.hours, block.url, block.note) if part)
