"""YAML files read with the line of every value, so that an error can name it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import yaml
from pydantic import TypeAdapter, ValidationError

from assistant.errors import Problem
from assistant.knowledge.validation_messages import fault_of
from assistant.knowledge.yaml_text import CorpusLoader, faulty_key, lines_of, reason_of

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

    def warning(self, path: Sequence[str | int], message: str) -> Problem:
        """A warning at `path`."""
        return self.problem(path, message)._replace(severity="warning")


def field_name(path: Sequence[str | int]) -> str:
    """`(3, "limit", "amount_yen")` as `[3].limit.amount_yen`."""
    text = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
    return text.removeprefix(".")


def read_yaml(path: Path, name: str) -> YamlFile | Problem:
    """Reads the YAML file at `path`, called `name` in messages; a `Problem` says why it cannot be read."""
    try:
        data = path.read_bytes()
    except OSError as error:
        return Problem(name, None, None, f"cannot be read: {error.strerror}")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return Problem(name, data[: error.start].count(b"\n") + 1, None, "is not UTF-8: save the file as UTF-8")
    return parse_yaml(text, name)


def parse_yaml(text: str, name: str, first_line: int = 1) -> YamlFile | Problem:
    """Parses `text`, which begins on line `first_line` of the file called `name`.

    Numbers are plain decimals, true and false the only flags, dates are text; aliases, keys that are no text and
    keys that stand twice are refused.
    """
    try:
        loader = CorpusLoader(text)
        node = loader.get_single_node()
        if node is None:
            return YamlFile(name, None, {(): first_line})
        if fault := faulty_key(node, first_line):
            return Problem(name, fault.line, field_name(fault.path), fault.message)
        data = loader.construct_document(node)
    except yaml.YAMLError as error:
        line, reason = reason_of(error, text)
        return Problem(name, line + first_line, None, f"is not valid YAML: {reason}")
    return YamlFile(name, data, {path: line + first_line for path, line in lines_of(node)})


def validate(file: YamlFile, model: type[T] | TypeAdapter[T], at: YamlPath = ()) -> T | list[Problem]:
    """The part of `file` at `at` as `model`, or a problem for each thing that is wrong with it."""
    adapter: TypeAdapter[T] = model if isinstance(model, TypeAdapter) else TypeAdapter(model)
    data = file.data
    for part in at:
        data = data[part]
    try:
        return adapter.validate_python(data)
    except ValidationError as error:
        faults = [fault_of(detail, adapter) for detail in error.errors(include_url=False)]
        return [file.problem((*at, *fault.place), fault.message) for fault in faults]
