"""What is said to one question, before it is joined with what is said to the others."""

from __future__ import annotations

from typing import NamedTuple

from assistant.agent.memory import Argument, Choice
from assistant.answers import Block, Outcome, ToolResult, Verdict


class Ask(NamedTuple):
    """What is asked back, with the answers to choose from."""

    argument: Argument
    choices: tuple[Choice, ...] = ()


class Part(NamedTuple):
    """The answer to one question.

    Attributes:
        products: ids of the products that it speaks of.
        results: tool results that it shows.
        ask: what it asks back.
        items: names of what coverage was asked for, for the questions to come.
        contacts: whether it already says how to reach a person.
    """

    outcome: Outcome
    blocks: tuple[Block, ...] = ()
    verdict: Verdict | None = None
    products: tuple[str, ...] = ()
    results: tuple[ToolResult, ...] = ()
    suggestions: tuple[str, ...] = ()
    ask: Ask | None = None
    items: tuple[str, ...] = ()
    contacts: bool = False
