"""The front matter of a Markdown document."""

from __future__ import annotations

import re
from typing import Annotated, Literal, NamedTuple

from pydantic import BeforeValidator

from assistant.errors import Problem
from assistant.knowledge.values import Date, Id, Record, Source, Text
from assistant.knowledge.yaml_file import parse_yaml, validate

Audience = Literal["public", "staff"]
_OPENING = re.compile(r"\A\ufeff?---[ \t]*\r?\n")
_CLOSING = re.compile(r"^---[ \t]*\r?(?:\n|\Z)", re.MULTILINE)


class FrontMatter(Record):
    """What a document says of itself."""

    title: Text
    product: Id
    kind: Id
    audience: Audience
    as_of: Date
    valid_until: Date | None = None
    source: Annotated[Source, BeforeValidator(lambda v: {"title": v} if isinstance(v, str) else v)]


class Split(NamedTuple):
    """A Markdown file in two: its front matter, None where it has none, and the body from `body_line` on."""

    front_matter: FrontMatter | None
    body: str
    body_line: int


def split_front_matter(text: str, name: str) -> Split | list[Problem]:
    """Splits `text`, the Markdown file called `name`; problems name line and field."""
    opening = _OPENING.match(text)
    if not opening:
        return Split(None, text, 1)
    closing = _CLOSING.search(text, opening.end())
    if not closing:
        return [Problem(name, 1, None, "the front matter has no end: close it with a line ---")]
    file = parse_yaml(text[opening.end() : closing.start()], name, first_line=2)
    if isinstance(file, Problem):
        return [file]
    matter = validate(file, FrontMatter)
    if isinstance(matter, list):
        return matter
    return Split(matter, text[closing.end() :], text.count("\n", 0, closing.end()) + 1)
