"""YAML files read with the line of every value, so that an error can name it."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import yaml
from pydantic import BaseModel, TypeAdapter, ValidationError

from assistant.errors import Problem

T = TypeVar("T")
YamlPath = tuple[str | int, ...]


class YamlFile(NamedTuple):
    """The data of a YAML file and the line (from 1) of each of its paths."""

    name: str
    data: Any
    lines: dict[YamlPath, int]

    def line(self, path: Sequence[str | int]) -> int:
        """The line of `path`, or of its nearest parent that the file has."""
        return self.lines[self.known(path)]

    def known(self, path: Sequence[str | int]) -> YamlPath:
        """`path` without the parts that are no keys of the file (a validator's own)."""
        found: YamlPath = ()
        for part in path:
            if (*found, part) in self.lines:
                found = (*found, part)
        return found

    def problem(self, path: Sequence[str | int], message: str) -> Problem:
        """An error at `path`."""
        return Problem(self.name, self.line(path), field_name(self.known(path)) or None, message)


def field_name(path: Sequence[str | int]) -> str:
    """`(3, "limit", "amount_yen")` as `[3].limit.amount_yen`."""
    text = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
    return text.removeprefix(".")


def read_yaml(path: Path, name: str) -> YamlFile | Problem:
    """Reads the YAML file at `path`, called `name` in messages; a `Problem` says why it cannot be read."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        return Problem(name, line, None, "is not UTF-8: save the file as UTF-8")
    except OSError as error:
        return Problem(name, None, None, f"cannot be read: {error.strerror}")
    return parse_yaml(text, name)


def parse_yaml(text: str, name: str, first_line: int = 1) -> YamlFile | Problem:
    """Parses `text`, which begins on line `first_line` of the file called `name`."""
    loader = yaml.SafeLoader(text)
    try:
        node = loader.get_single_node()
        if node is None:
            return YamlFile(name, None, {(): first_line})
        if double := next(_double_keys(node), None):
            line, key = double
            return Problem(name, line + first_line, str(key), "this key stands twice: remove one")
        data = loader.construct_document(node)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = first_line + (mark.line if mark else 0)
        reason = " ".join(part for part in (error.context, error.problem) if part)
        return Problem(name, line, None, f"is not valid YAML: {reason}")
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        return Problem(name, first_line, None, f"is not valid YAML: {error}")
    finally:
        loader.dispose()
    return YamlFile(name, data, {path: line + first_line for path, line in _lines(node, ())})


def validate(file: YamlFile, model: type[T] | TypeAdapter[T], at: YamlPath = ()) -> T | list[Problem]:
    """The part of `file` at `at` as `model`, or a problem for each thing that is wrong with it."""
    adapter: TypeAdapter[T] = model if isinstance(model, TypeAdapter) else TypeAdapter(model)
    data = file.data
    for part in at:
        data = data[part]
    try:
        return adapter.validate_python(data)
    except ValidationError as error:
        return [file.problem((*at, *detail["loc"]), _message(dict(detail), model)) for detail in error.errors()]


def _message(detail: dict[str, Any], model: object) -> str:
    last = str(detail["loc"][-1]) if detail["loc"] else ""
    match detail["type"]:
        case "extra_forbidden":
            close = difflib.get_close_matches(last, _field_names(model), 1, cutoff=0.6)
            return f"unknown key '{last}'" + (f": did you mean '{close[0]}'?" if close else ": remove it")
        case "missing":
            return f"'{last}' is missing: add it"
        case _:
            return f"{detail['msg'].removeprefix('Value error, ')} (is: {detail['input']!r:.60})"


def _field_names(model: object, seen: set[object] | None = None) -> list[str]:
    """The names of the fields of a model and of the models below it."""
    seen = set() if seen is None else seen
    if isinstance(model, TypeAdapter):
        schema = model.json_schema()
        parts = [schema, *schema.get("$defs", {}).values()]
        return sorted({name for part in parts for name in part.get("properties", {})})
    if isinstance(model, type) and issubclass(model, BaseModel):
        return _field_names(TypeAdapter(model), seen)
    return []


def _lines(node: yaml.Node, path: YamlPath) -> Iterator[tuple[YamlPath, int]]:
    yield path, node.start_mark.line
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _lines(value, (*path, str(key.value)))
            yield (*path, str(key.value)), key.start_mark.line
    elif isinstance(node, yaml.SequenceNode):
        for index, value in enumerate(node.value):
            yield from _lines(value, (*path, index))


def _double_keys(node: yaml.Node) -> Iterator[tuple[int, object]]:
    if isinstance(node, yaml.MappingNode):
        seen: set[object] = set()
        for key, value in node.value:
            if isinstance(key, yaml.ScalarNode):
                if key.value in seen:
                    yield key.start_mark.line, key.value
                seen.add(key.value)
            yield from _double_keys(value)
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            yield from _double_keys(value)
