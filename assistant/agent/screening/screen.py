"""Screening: what of a message may go on to storage, logs and the brains, and what it signals."""

from __future__ import annotations

from assistant.agent.screening.characters import readable
from assistant.agent.screening.instructions import without_blocks, without_orders
from assistant.agent.screening.markup import without_markup
from assistant.agent.screening.masking import masked, without_personal_data
from assistant.agent.screening.screened import Screened
from assistant.agent.screening.signals import signals
from assistant.errors import QuestionError

MAXIMUM_CHARACTERS = 2000
_EMPTY = (
    "メッセージが空です。1～2,000文字でご質問を入力してください。"
    " / The message is empty: write a question of 1 to 2,000 characters."
)
_TOO_LONG = (
    "メッセージが長すぎます（{size:,}文字）。1～2,000文字でご質問を入力してください。"
    " / The message is too long ({size:,} characters): write a question of 1 to 2,000 characters."
)


def screen(message: str) -> Screened:
    """The message without what may not go on, and what it signals.

    Screening what was screened changes nothing.

    Raises:
        QuestionError: the message is empty, of invisible characters only, or longer than 2,000 characters.
    """
    if len(message) > MAXIMUM_CHARACTERS:
        raise QuestionError(_TOO_LONG.format(size=len(message)))
    text = readable(message)
    if not text:
        raise QuestionError(_EMPTY)
    screened = _round(Screened(question=text))
    if screened.question != text:
        # what is taken out can join what stood around it
        while (again := _round(screened)).question != screened.question:
            screened = again
    heard = signals(screened.question)
    return screened.model_copy(update=heard._asdict())


def _round(screened: Screened) -> Screened:
    masks = masked(screened.question)
    blocks = without_blocks(masks.text)
    plain = without_markup(blocks.text)
    orders = without_orders(plain)
    removed = (without_personal_data(without_markup(order)) for order in (*blocks.removed, *orders.removed))
    return Screened(
        question=orders.text.strip(),
        personal=(*screened.personal, *masks.kinds),
        removed=(*screened.removed, *removed),
        markup=screened.markup or plain != blocks.text,
    )
