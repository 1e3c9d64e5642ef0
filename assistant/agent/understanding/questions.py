"""The questions in a message, and what it says beside them."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from assistant.agent.understanding.clauses import clauses
from assistant.agent.understanding.kinds import ASKING, Kind, kind_of
from assistant.agent.understanding.phrases import flat
from assistant.tools.amounts import find_amounts


class Question(BaseModel):
    """One question of a message.

    Attributes:
        text: as it was typed.
        situation: what is said right before it; what happened, mostly.
        behind: what is said behind it, where it is the last question.
        elliptical: whether it only names what it asks about (見舞金は?): the rest is that of the question before,
            of this message or an earlier one.
    """

    model_config = ConfigDict(frozen=True)

    text: str
    situation: tuple[str, ...] = ()
    behind: tuple[str, ...] = ()
    elliptical: bool = False


class Message(BaseModel):
    """A message in parts.

    Attributes:
        context: statements, greetings and thanks, in order.
        questions: at least one, in order; the last statement where nothing is asked.
    """

    model_config = ConfigDict(frozen=True)

    context: tuple[str, ...]
    questions: tuple[Question, ...]


def split(message: str) -> Message:
    """The questions of a message.

    A sentence that joins several is parted; one that asks the same of several things is not. Statements matter to
    what is asked too (感染しました。どうすればいい?): each question has those beside it.
    """
    text = flat(message)
    spans = clauses(text) or [(0, len(message))]
    kinds = [kind_of(text[start:end]) for start, end in spans]
    asked = _asked([text[start:end] for start, end in spans], kinds)
    parts = [message[start:end].strip() for start, end in spans]
    questions: list[Question] = []
    context: list[str] = []
    beside: list[str] = []
    for part, kind, is_asked in zip(parts, kinds, asked, strict=True):
        if is_asked:
            questions.append(Question(text=part, situation=tuple(beside), elliptical=kind in ("topic", "noun")))
            beside = []
        elif part:
            context.append(part)
            beside += [part] if kind != "courtesy" else []
    if beside:
        questions[-1] = questions[-1].model_copy(update={"behind": tuple(beside)})
    return Message(context=tuple(context), questions=tuple(questions))


def _asked(texts: list[str], kinds: list[Kind]) -> list[bool]:
    """Which clauses are questions: nouns are where nothing else is, and behind a question only added to it."""
    asked = [kind in ASKING for kind in kinds]
    if not any(asked):
        asked = [kind == "noun" and not _is_figure(text) for kind, text in zip(kinds, texts, strict=True)]
    if not any(asked):
        said = [place for place, kind in enumerate(kinds) if kind != "courtesy"] or [len(kinds) - 1]
        asked[said[-1]] = True
    return asked


def _is_figure(text: str) -> bool:
    """Whether a text is about an amount of somebody's: 売上8000万円の製造業."""
    return any(amount.part_of_name is None for amount in find_amounts(text))
