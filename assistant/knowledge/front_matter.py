"""The front matter of a Markdown document."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Literal, NamedTuple, Self

from pydantic import BeforeValidator, model_validator

from assistant.errors import Problem
from assistant.knowledge.values import Date, Id, Record, Source, Text
from assistant.knowledge.yaml_file import YamlFile, parse_yaml, validate

Audience = Literal["public", "staff"]
_OPENING = re.compile(r"\A\ufeff?---[ \t]*\r?\n")
_CLOSING = re.compile(r"^---[ \t]*\r?(?:\n|\Z)", re.MULTILINE)
_NO_LINES: Mapping[str, int] = MappingProxyType({})


class FrontMatter(Record):
    """What a document says of itself; `kind` is free (plan, faq, guide, terms, …)."""

    title: Text
    product: Id
    kind: Text
    audience: Audience
    as_of: Date
    valid_until: Date | None = None
    source: Annotated[Source, BeforeValidator(lambda v: {"title": v} if isinstance(v, str) else v)]

    @model_validator(mode="after")
    def _some_days(self) -> Self:
        if self.valid_until and self.valid_until < self.as_of:
            raise ValueError(f"valid_until ({self.valid_until}) is before as_of ({self.as_of})")
        return self


class Split(NamedTuple):
    """A Markdown file in two: its front matter, None where it has none, and the body from `body_line` on.

    `lines` has the line (from 1) of each key of the front matter.
    """

    front_matter: FrontMatter | None
    body: str
    body_line: int
    lines: Mapping[str, int] = _NO_LINES


def split_front_matter(text: str, name: str) -> Split | list[Problem]:
    """Splits `text`, the Markdown file called `name`; problems name line and field."""
    opening = _OPENING.match(text)
    if not opening:
        return Split(None, text.removeprefix("\ufeff"), 1)
    closing = _CLOSING.search(text, opening.end())
    if not closing:
        return [Problem(name, 1, None, "the front matter has no end: close it with a line ---")]
    file = parse_yaml(text[opening.end() : closing.start()], name, first_line=2)
    if isinstance(file, Problem):
        return [file]
    matter = validate(file, FrontMatter)
    if isinstance(matter, list):
        return matter
    body_line = text.count("\n", 0, closing.end()) + 1
    return Split(matter, text[closing.end() :], body_line, _lines_of_keys(file))


def _lines_of_keys(file: YamlFile) -> dict[str, int]:
    return {str(path[0]): line for path, line in file.lines.items() if len(path) == 1}


def front_matter_line(path: Path, key: str) -> int | None:
    """The line of `key` in the front matter of the file at `path`; None where it has no such line."""
    try:
        text = path.read_text(encoding="utf-8-sig", errors="replace")
    except OSError:
        return None
    split = split_front_matter(text, path.name)
    return split.lines.get(key) if isinstance(split, Split) else None
