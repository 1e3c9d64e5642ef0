"""What Slack users read around an answer, from texts.yaml; and the words of the command."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, TypeAdapter

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
    return _TEXTS.validate_python(yaml.safe_load(Path(__file__).with_name("texts.yaml").read_text("utf-8")))


@cache
def command_words() -> Words:
    """The words of the command, from command.yaml."""
    return Words.model_validate(yaml.safe_load(Path(__file__).with_name("command.yaml").read_text("utf-8")))


@cache
def _questions() -> Questions:
    return Questions.model_validate(yaml.safe_load(Path(__file__).with_name("questions.yaml").read_text("utf-8")))


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
