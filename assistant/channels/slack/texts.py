"""What Slack users read around an answer, from texts.yaml; and the words of the command."""

from __future__ import annotations

from functools import cache

from pydantic import BaseModel, TypeAdapter

from assistant.data_file import read_data
from assistant.knowledge.values import Language, Local, LocalText
from assistant.text import normalise

_TEXTS: TypeAdapter[dict[str, LocalText]] = TypeAdapter(dict[str, Local])


class Questions(BaseModel):
    """What a message ends with that asks something."""

    ends: tuple[str, ...]


class Words(BaseModel):
    """What people type after the command, by what they mean."""

    quote: frozenset[str]
    eligibility: frozenset[str]
    coverage: frozenset[str]
    help: frozenset[str]


@cache
def _texts() -> dict[str, LocalText]:
    return _TEXTS.validate_python(read_data(__file__, "texts.yaml"))


@cache
def command_words() -> Words:
    """The words of the command, from command.yaml."""
    return Words.model_validate(read_data(__file__, "command.yaml"))


@cache
def _questions() -> Questions:
    return Questions.model_validate(read_data(__file__, "questions.yaml"))


def is_question(text: str) -> bool:
    """Whether a message asks something by its form, see questions.yaml."""
    return normalise(text).rstrip(" .。!♪…").endswith(_questions().ends)


def say(key: str, language: Language = "ja", **values: object) -> str:
    """The text `key`, filled with `values`.

    Raises:
        KeyError: there is no such text, or it needs a value that is not given.
    """
    return _texts()[key].in_language(language).format(**values)


def has_text(key: str) -> bool:
    """Whether there is a text of this name."""
    return key in _texts()
