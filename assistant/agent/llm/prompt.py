"""The prompt: a versioned file, filled with what the knowledge base says of itself."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from string import Template
from typing import NamedTuple

from assistant.agent.extractive.special import scope
from assistant.data_file import read_yaml
from assistant.knowledge.values import Language
from assistant.tools.toolbox import Toolbox

PROMPT = "v2"
"""Version of the prompt that is used: the name of its file below prompts/."""
_LANGUAGES: dict[Language, str] = {"ja": "Japanese (です・ます)", "en": "English"}
_QUOTING: dict[Language, str] = {
    "ja": "",
    "en": " The sources are in Japanese: give product and plan names in Japanese with an English gloss.",
}
_FENCE = "---\n"
_TAGS = ("<customer_message>", "</customer_message>")


class Prompt(NamedTuple):
    """A prompt; `template` is its text before anything is filled in."""

    version: str
    template: str

    def filled(self, toolbox: Toolbox) -> str:
        """The prompt for one turn."""
        knowledge, locale = toolbox.knowledge, toolbox.locale
        name = knowledge.identity.name
        products = [knowledge.products[each].product for each in toolbox.products()]
        return Template(self.template).substitute(
            assistant=name.in_language(locale) if name else "AI",
            scope=scope(toolbox),
            today=toolbox.today.isoformat(),
            language=_LANGUAGES[locale],
            quoting=_QUOTING[locale],
            products="\n".join(f"- {each.id}: {each.name} ({each.insurer})" for each in products),
        )


@cache
def read_prompt(version: str = PROMPT) -> Prompt:
    """The prompt of a version.

    Raises:
        ValueError: the file names another version.
    """
    text = Path(__file__).with_name("prompts").joinpath(f"{version}.md").read_text(encoding="utf-8")
    _, front, body = text.split(_FENCE, 2)
    if read_yaml(front)["version"] != version:
        raise ValueError(f"prompts/{version}.md names another version")
    return Prompt(version, body.strip())


def marked(message: str) -> str:
    """A person's message, marked as data; marks in it do nothing."""
    for tag in _TAGS:
        message = message.replace(tag, "")
    return f"{_TAGS[0]}\n{message}\n{_TAGS[1]}"
