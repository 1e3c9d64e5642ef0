"""A question that is handed over."""

from __future__ import annotations

from assistant.answers import Answer
from assistant.channels.slack.rendering.message import Block, Message
from assistant.channels.slack.rendering.texts import context, escaped, header, link, mrkdwn, paragraphs
from assistant.channels.slack.texts import say


def handed_message(question: str, answer: Answer, url: str | None, user: str) -> Message:
    """The question, how it was answered, who hands it over and the way to the thread.

    What was answered is left out: it may stand on documents that not everybody there may see.
    """
    outcome = say(answer.verdict or answer.outcome) if (answer.verdict or answer.outcome) != "answered" else None
    by = say("hand_over_by", user=escaped(user))
    blocks: list[Block] = [
        header(say("hand_over_title")),
        {"type": "section", "text": mrkdwn(by if url is None else f"{by}\n{link(url)}")},
        *paragraphs(f"{say('hand_over_question')}: {question}"),
        *([context(say("hand_over_outcome", outcome=outcome))] if outcome else []),
    ]
    return Message(text=f"{say('hand_over_title')}: {escaped(question)}", body=tuple(blocks))
