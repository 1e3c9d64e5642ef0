"""Details of problems, from messages.yaml: in both languages, as that of a bad request is unknown."""

from __future__ import annotations

from functools import cache

from pydantic import TypeAdapter

from assistant.data_file import read_data
from assistant.knowledge.values import Local, LocalText

_MESSAGES: TypeAdapter[dict[str, LocalText]] = TypeAdapter(dict[str, Local])


@cache
def _messages() -> dict[str, LocalText]:
    return _MESSAGES.validate_python(read_data(__file__, "messages.yaml"))


def has_message(key: str) -> bool:
    """Whether there is a message of this name."""
    return key in _messages()


def message(key: str, **values: object) -> str:
    """The message `key` in both languages, filled with `values`.

    Raises:
        KeyError: there is no such message, or it needs a value that is not given.
    """
    text = _messages()[key]
    return " / ".join(each.format(**values) for each in (text.ja, text.in_language("en")))
