"""Patterns that are written in YAML as lists of words and templates of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import NamedTuple, TypeVar

from assistant.data_file import read_data
from assistant.knowledge.values import Record
from assistant.text import in_hiragana

_LINE_BREAK = re.compile(r"\n\s*")
_NAME = re.compile(r"\{([a-z_]+)\}")
Templates = tuple[str, ...]
T = TypeVar("T", bound=Record)


class Patterns:
    """Patterns that ignore case, compiled when the first text is held against them: most texts need few of them."""

    def __init__(self, written: Sequence[str]) -> None:
        self._written = written

    @cached_property
    def compiled(self) -> tuple[re.Pattern[str], ...]:
        """The patterns."""
        return tuple(re.compile(each, re.IGNORECASE | re.MULTILINE) for each in self._written)

    def found_in(self, text: str) -> bool:
        """Whether any of them matches somewhere in `text`."""
        return any(pattern.search(text) for pattern in self.compiled)

    def matches(self, text: str) -> Iterator[re.Match[str]]:
        """The matches of each in turn."""
        for pattern in self.compiled:
            yield from pattern.finditer(text)


class Words(NamedTuple):
    """Words by name, from which templates make patterns: `{name}` stands for any word of the list `name`.

    Words are templates themselves; line breaks in a template mean nothing. Patterns ignore case, and `^` and `$`
    match at line ends.
    """

    lists: dict[str, Templates]

    def written(self, template: str) -> re.Pattern[str]:
        """The pattern over a text as it is written."""
        return re.compile(self._filled(template), re.IGNORECASE | re.MULTILINE)

    def spoken(self, templates: Templates) -> Patterns:
        """Patterns over a text after `folding.spoken`."""
        return Patterns([in_hiragana(self._filled(template)) for template in templates])

    def _filled(self, template: str) -> str:
        one_line = _LINE_BREAK.sub("", template)
        return _NAME.sub(lambda name: f"(?:{'|'.join(map(self._filled, self.lists[name[1]]))})", one_line)


def read_phrases(beside: str, name: str, model: type[T]) -> T:
    """The YAML file `name` in the folder of the module file `beside`, as `model`."""
    return model.model_validate(read_data(beside, name))
