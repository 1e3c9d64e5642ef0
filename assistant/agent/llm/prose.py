"""A reply that the model wrote as plain text instead of handing it in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pydantic import ValidationError

from assistant.agent.llm.reply import Reply, ReplyBlock
from assistant.answers import Outcome

_JSON = re.compile(r"\{.*\}", re.DOTALL)
_THOUGHTS = re.compile(r"<think(?:ing)?>.*?(?:</think(?:ing)?>|\Z)", re.DOTALL | re.IGNORECASE)
_BLANK = re.compile(r"\n\s*\n")
_BULLET = re.compile(r"^\s*(?:[-*]\s+|[・•●○]\s*|\d{1,2}[.)．）](?!\d)\s*)")
_HEADING = re.compile(r"^\s*#{1,6}\s*")


def read_prose(text: str, outcome: Outcome = "answered") -> Reply | None:
    """The reply that a text is: the JSON in it where there is one, else its paragraphs and lists; None of nothing."""
    said = _THOUGHTS.sub("", text).strip()
    if found := _JSON.search(said):
        try:
            return Reply.model_validate_json(found[0])
        except ValidationError:
            pass
    blocks = [block for part in _BLANK.split(said) for block in _blocks(part)]
    return Reply(outcome=outcome, blocks=blocks[:20]) if blocks else None


def _blocks(part: str) -> Iterator[ReplyBlock]:
    """The paragraph and the list that lines without a blank one between them are."""
    plain: list[str] = []
    items: list[str] = []
    for line in part.splitlines():
        text = _HEADING.sub("", line).strip()
        bullet = _BULLET.match(text)
        if bullet and (item := text[bullet.end() :].strip()):
            items.append(item)
        elif text and items:
            items[-1] += text
        elif text:
            plain.append(text)
    if plain:
        yield ReplyBlock(text="\n".join(plain))
    if items:
        yield ReplyBlock(type="list", items=items)
