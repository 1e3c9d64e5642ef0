"""The YAML that a corpus may hold: a plain subset of YAML 1.2, without surprises for people who edit it."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator
from typing import Any, NamedTuple

import yaml
from yaml.composer import ComposerError
from yaml.constructor import ConstructorError, SafeConstructor
from yaml.reader import ReaderError

_MAX_DEPTH = 20
_BEGUN_BEFORE = ("quoted scalar", "flow sequence", "flow mapping")
"""What an error is about where it began, not where the file stops making sense."""
_TEXT = "tag:yaml.org,2002:str"
_MERGE = "tag:yaml.org,2002:merge"
_KNOWN_TAGS = ("null", "bool", "int", "float", "str", "seq", "map")
_HINTS = {
    "\\t": "indent with spaces, not with tabs",
    "mapping values are not allowed": "put a text that holds a colon and a space in quotes",
    "cannot start any token": "put a text that begins with this character in quotes",
    "unexpected end of stream": "close the quotes",
    "found unknown escape": "put the text in single quotes",
    "another document": "remove the line ---",
    "could not determine a constructor": "put a text that begins with ! in quotes",
}
"""What to do, by a part of PyYAML's message."""


class CorpusLoader(yaml.SafeLoader):
    """Reads true and false, decimal numbers and text; refuses aliases and deep nesting.

    What YAML 1.1 would turn into something else stays text as it was written: yes, no, 012, 9:00, 2024-07-09, <<.
    """

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012
    yaml_constructors = {
        f"tag:yaml.org,2002:{tag}": SafeConstructor.yaml_constructors[f"tag:yaml.org,2002:{tag}"]
        for tag in _KNOWN_TAGS
    } | {None: SafeConstructor.construct_undefined}

    _depth = 0

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        """The next node; called by PyYAML."""
        mark = self.peek_event().start_mark  # type: ignore[no-untyped-call]
        if self.check_event(yaml.AliasEvent):
            raise ComposerError(None, None, "aliases (*name) are not read: write the value out", mark)
        if self._depth == _MAX_DEPTH:
            raise ComposerError(None, None, f"is nested more than {_MAX_DEPTH} deep: unnest it", mark)
        self._depth += 1
        node: yaml.Node | None = super().compose_node(parent, index)
        self._depth -= 1
        return node

    def construct_object(self, node: yaml.Node, deep: bool = False) -> Any:
        """The value of a node; called by PyYAML."""
        try:
            return super().construct_object(node, deep)
        except ValueError as error:
            problem = f"'{node.value:.40}' is no value that can be read"
            raise ConstructorError(None, None, problem, node.start_mark) from error


for _tag, _pattern, _first in (
    ("null", r"~|null|Null|NULL|", [*"~nN", ""]),
    ("bool", r"true|True|TRUE|false|False|FALSE", [*"tTfF"]),
    ("int", r"[-+]?(?:0|[1-9][0-9_]*)", [*"-+0123456789"]),
    ("float", r"[-+]?(?:(?:[0-9][0-9_]*)?\.[0-9]+|\.inf)|\.nan", [*"-+.0123456789"]),
):
    CorpusLoader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(rf"(?:{_pattern})\Z"), _first)


class FaultyKey(NamedTuple):
    """A key that no file may have, its path and its line."""

    path: tuple[str | int, ...]
    line: int
    message: str


def faulty_key(node: yaml.Node, first_line: int) -> FaultyKey | None:
    """The first key that is no text, or stands twice in one place; the text begins on line `first_line`."""
    return next(_faulty_keys(node, (), first_line), None)


def _faulty_keys(node: yaml.Node, path: tuple[str | int, ...], first_line: int) -> Iterator[FaultyKey]:
    if isinstance(node, yaml.MappingNode):
        lines: dict[Hashable, int] = {}
        for key, value in node.value:
            line = key.start_mark.line + first_line
            if not isinstance(key, yaml.ScalarNode) or key.tag != _TEXT:
                name = key.value if isinstance(key, yaml.ScalarNode) else "[...]"
                yield FaultyKey(path, line, f"the key '{name}' is not text: put it in quotes, or remove it")
                continue
            place = (*path, key.value)
            if key.value in lines:
                message = f"this key stands twice, first on line {lines[key.value]}: remove one"
                yield FaultyKey(place, line, message)
            lines[key.value] = line
            yield from _faulty_keys(value, place, first_line)
    elif isinstance(node, yaml.SequenceNode):
        for index, value in enumerate(node.value):
            yield from _faulty_keys(value, (*path, index), first_line)


def lines_of(node: yaml.Node, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], int]]:
    """The line, from 0, of each value of a mapping (where its key stands) and of each entry of a list."""
    yield path, node.start_mark.line
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from lines_of(value, (*path, key.value))
            yield (*path, key.value), key.start_mark.line
    elif isinstance(node, yaml.SequenceNode):
        for index, value in enumerate(node.value):
            yield from lines_of(value, (*path, index))


def reason_of(error: yaml.YAMLError, text: str) -> tuple[int, str]:
    """The line, from 0, on which `text` is no YAML, why, and what to do."""
    if isinstance(error, ReaderError):
        reason = f"holds the control character U+{error.character:04X}: remove it, or save the file as UTF-8"
        return text.count("\n", 0, error.position), reason
    if not isinstance(error, yaml.MarkedYAMLError):
        return 0, str(error)
    problem = error.problem or "it cannot be understood"
    mark = error.problem_mark or error.context_mark
    if error.context_mark and error.context and any(part in error.context for part in _BEGUN_BEFORE):
        mark = error.context_mark
    context = f" ({error.context})" if error.context else ""
    hint = next((f": {hint}" for part, hint in _HINTS.items() if part in problem), "")
    return mark.line if mark else 0, f"{problem}{context}{hint}"
