"""What a reader gives."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from assistant.errors import Problem
from assistant.ingest.blocks import Block
from assistant.knowledge.front_matter import FrontMatter

Tick = Callable[[int, int], None]
"""Called as (pages done, pages in all) while a long file is read."""


@dataclass(frozen=True, slots=True)
class Parsed:
    """The blocks of a file, its own title, its front matter, and what its editor should know."""

    blocks: tuple[Block, ...]
    title: str | None = None
    front_matter: FrontMatter | None = None
    problems: tuple[Problem, ...] = ()


def refused(name: str, message: str) -> Parsed:
    """What is given of a file that cannot be read; `message` says why and what to do."""
    return Parsed((), problems=(Problem(name, None, None, message),))


def warned(name: str, message: str) -> Problem:
    """Something that does not stop the file called `name` from being read."""
    return Problem(name, None, None, message, "warning")
