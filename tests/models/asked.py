"""What a model was asked, the same for all protocols."""

from __future__ import annotations

import json
import re
from typing import Any, NamedTuple

_MESSAGE = re.compile(r"<customer_message>\n(.*?)\n</customer_message>", re.DOTALL)


class Said(NamedTuple):
    """A message of the conversation; `calls` are names of tools that were called in it."""

    role: str
    text: str
    calls: tuple[str, ...] = ()


class Asked(NamedTuple):
    """A request as it came over the wire.

    Attributes:
        protocol: openai, anthropic or ollama.
        system: the system prompt.
        messages: the others, the oldest first.
        tools: names of the tools that may be called.
        body: the whole request.
        headers: in lower case.
    """

    protocol: str
    model: str
    system: str
    messages: tuple[Said, ...]
    tools: tuple[str, ...]
    body: dict[str, Any]
    headers: dict[str, str]

    @property
    def question(self) -> str:
        """What the person wrote last."""
        found = [each for said in self.messages if said.role == "user" for each in _MESSAGE.findall(said.text)]
        return found[-1] if found else ""

    @property
    def turn(self) -> tuple[Said, ...]:
        """What came after it."""
        places = [place for place, said in enumerate(self.messages) if "<customer_message>" in said.text]
        return self.messages[places[-1] + 1 :] if places else self.messages

    @property
    def told(self) -> tuple[str, ...]:
        """What the tools answered in this turn."""
        return tuple(said.text for said in self.turn if said.role == "tool")

    @property
    def results(self) -> tuple[dict[str, Any], ...]:
        """The results of tools in this turn."""
        return tuple(json.loads(text) for text in self.told if text.startswith("{"))

    @property
    def sent_back(self) -> bool:
        """Whether a reply came back in this turn."""
        return any("was not sent" in said.text for said in self.turn)

    def numbers(self, fragment: str = "") -> list[int]:
        """Numbers of the sources in the results whose quotes hold `fragment`."""
        found: dict[int, None] = {}
        for result in self.results:
            _collect(result, fragment, found)
        return list(found)


def _collect(value: Any, fragment: str, found: dict[int, None]) -> None:
    if isinstance(value, list):
        for each in value:
            _collect(each, fragment, found)
    elif isinstance(value, dict):
        number, quote = value.get("citation"), value.get("quote") or value.get("text") or ""
        if isinstance(number, int) and fragment in quote:
            found[number] = None
        for each in value.values():
            _collect(each, fragment, found)
