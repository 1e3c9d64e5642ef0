"""Conversations with an assistant, and what is looked for in its answers."""

from __future__ import annotations

from typing import Any

from assistant.agent.assistant import Assistant
from assistant.agent.turn import Turn
from assistant.answers import Answer, ContactBlock, Notice
from assistant.knowledge.values import Language
from assistant.text import comparable
from assistant.tools.amounts import find_amounts


def ask(
    assistant: Assistant,
    *messages: str,
    product: str | None = None,
    staff: bool = False,
    locale: Language | None = None,
) -> Answer:
    """The answer to the last of several messages of one conversation."""
    answer: Answer | None = None
    for message in messages:
        answer = assistant.reply(
            Turn(
                message=message,
                conversation_id=answer.conversation_id if answer else None,
                product=product,
                staff=staff,
                locale=locale,
            )
        )
    assert answer is not None
    return answer


def result(answer: Answer, tool: str) -> dict[str, Any]:
    """What the last call of a tool gave."""
    found = [each.result for each in answer.tool_results if each.tool == tool]
    assert found, f"{tool} was not called: {answer.text[:80]}"
    return found[-1]


def says(answer: Answer, *words: str) -> bool:
    """Whether one of the words stands in the text."""
    text = comparable(answer.text)
    return any(comparable(word) in text for word in words)


def amounts(answer: Answer) -> set[int | None]:
    """The figures of the amounts of yen in the text."""
    return {each.stated for each in find_amounts(answer.text)}


def cited(answer: Answer) -> set[str]:
    """The products whose documents are cited."""
    return {citation.product for citation in answer.citations}


def contacts(answer: Answer) -> list[ContactBlock]:
    """The ways to a person that are written out."""
    return [block for block in answer.blocks if isinstance(block, ContactBlock)]


def names_a_person(answer: Answer) -> bool:
    """Whether it says whom to ask."""
    return any(isinstance(block, ContactBlock | Notice) for block in answer.blocks)
