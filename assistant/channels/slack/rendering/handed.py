"""A question that is handed over."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.channels.slack.rendering.message import Block, Message
from assistant.channels.slack.rendering.texts import context, escaped, header, link, mrkdwn, paragraphs, shortened
from assistant.channels.slack.texts import say
from assistant.storage.records import StoredTurn

_EARLIER = 3
_EARLIER_TEXT = 300


def handed_message(turns: Sequence[StoredTurn], url: str | None, user: str) -> Message:
    """The last question, the ones before it, how it was answered, who hands it over and the way to the thread.

    What was answered is left out: it may stand on documents that not everybody there may see.
    """
    question, answer = turns[-1].screened.question, turns[-1].answer
    outcome = say(answer.verdict or answer.outcome) if (answer.verdict or answer.outcome) != "answered" else None
    asked = [turn.screened.question for turn in turns[:-1] if turn.screened.question]
    earlier = [shortened(each, _EARLIER_TEXT) for each in asked[-_EARLIER:]]
    by = say("hand_over_by", user=escaped(user))
    blocks: list[Block] = [
        header(say("hand_over_title")),
        {"type": "section", "text": mrkdwn(by if url is None else f"{by}\n{link(url)}")},
        *(
            [context(say("hand_over_earlier"), *(shortened(each, _EARLIER_TEXT) for each in earlier))]
            if earlier
            else []
        ),
        *paragraphs(f"{say('hand_over_question')}: {question}"),
        *([context(say("hand_over_outcome", outcome=outcome))] if outcome else []),
    ]
    return Message(text=f"{say('hand_over_title')}: {escaped(question)}", body=tuple(blocks))
