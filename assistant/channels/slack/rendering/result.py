"""The result of a tool that somebody asked by the command, as a message."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from assistant.answers import Citation, ContactBlock, ToolResult
from assistant.channels.slack.rendering.answer import contact_block
from assistant.channels.slack.rendering.message import Block, Message
from assistant.channels.slack.rendering.sources import source_blocks
from assistant.channels.slack.rendering.texts import context, escaped, header, mrkdwn, paragraphs, shortened
from assistant.channels.slack.rendering.tools import eligible_line, premium_title, tool_blocks
from assistant.channels.slack.texts import say
from assistant.knowledge.values import Language

_TEXT = 700


def result_message(
    result: ToolResult,
    citations: Sequence[Citation],
    staff: Collection[str],
    asked: str,
    user: str,
    notice: str,
    language: Language = "ja",
) -> Message:
    """A result with its breakdown and sources.

    Args:
        citations: those that the result stands on.
        asked: what was asked for, in a line.
        user: id of the person who asked.
        notice: what must be said beside any figure or verdict.
    """
    title = _title(result, language)
    data = result.result
    explanation = data.get("explanation") or ""
    contacts = [ContactBlock.model_validate(each) for each in data.get("contacts", ())]
    body: list[Block] = [
        {"type": "context", "elements": [mrkdwn(say("asked_by", language, user=user))]},
        header(title),
        *([context(f"⚠ {say('staff_used', language)}")] if staff else []),
        *paragraphs(asked),
        *paragraphs(explanation),
        *tool_blocks([result], language, explanation),
        *(contact_block(each, language) for each in contacts),
    ]
    foot = [
        *([context(say("sources", language))] if citations else []),
        *source_blocks(citations, staff, language),
        context(notice),
    ]
    return Message(
        text=escaped(shortened(f"{title}\n{asked}", _TEXT)), body=tuple(body), foot=tuple(foot), language=language
    )


def _title(result: ToolResult, language: Language) -> str:
    data = result.result
    match result.tool:
        case "estimate_premium":
            return premium_title(data, language)
        case "check_eligibility":
            return eligible_line(data, language)
    verdicts = {group["verdict"] for item in data.get("items", ()) for group in item["products"] if group["facts"]}
    if len(verdicts) == 1 and (verdict := verdicts.pop()):
        return say(str(verdict), language)
    return say(f"tool.{result.tool}", language)
