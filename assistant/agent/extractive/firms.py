"""The same question for each of several firms."""

from __future__ import annotations

from collections.abc import Callable

from assistant.agent.conversation.question import Question
from assistant.agent.extractive.answering import joined
from assistant.agent.extractive.part import Part
from assistant.agent.extractive.wording import say
from assistant.answers import Paragraph
from assistant.tools.toolbox import Toolbox


def for_each_firm(question: Question, toolbox: Toolbox, answer: Callable[[Question, Toolbox], Part]) -> Part:
    """What `answer` says to a question, of each firm where it is about several.

    What is said of none of them alone is said of all: a plan, a set, a revenue that stands but once.
    """
    if not question.slots.firms:
        return answer(question, toolbox)
    parts = []
    has_own = any(each.revenue for each in question.slots.firms)
    for firm in question.slots.firms:
        its = question._replace(
            industry=firm.industry,
            revenue=firm.revenue or (None if has_own else question.revenue),
            plan=firm.plan or question.plan,
            limit_set=firm.limit_set or question.limit_set,
        )
        part = answer(its, toolbox)
        heading = Paragraph(text=say("firm", toolbox.locale, name=firm.name))
        parts.append(part._replace(blocks=(heading, *part.blocks)))
    whole = joined(parts)
    return whole if all(part.ask for part in parts) else whole._replace(ask=None)
