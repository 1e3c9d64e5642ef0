"""The sections of a document as the check of their English renderings wants them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.errors import Problem
from assistant.ingest.blocks import BESIDE, Block
from assistant.knowledge.check_renderings import Rendering, Section, check_renderings


def rendering_problems(path: str, blocks: Sequence[Block]) -> list[Problem]:
    """What is wrong with the English renderings of the document at `path`."""
    return list(check_renderings(path, list(_sections(blocks))))


def _sections(blocks: Sequence[Block]) -> Iterator[Section]:
    heading, below = "", list[Block]()
    for block in blocks:
        if block.kind == "heading":
            yield _section(heading, below)
            heading, below = block.text, []
        else:
            below.append(block)
    yield _section(heading, below)


def _section(heading: str, below: Sequence[Block]) -> Section:
    texts = [block for block in below if block.kind not in BESIDE]
    renderings = [Rendering(block.text, block.line) for block in below if block.kind == "english"]
    line = texts[0].line if texts else None
    return Section(heading, "\n".join(block.text for block in texts), line, renderings)
