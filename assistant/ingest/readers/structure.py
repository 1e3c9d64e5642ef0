"""What lines of text mean to each other: captions of articles, items below the item that introduces them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from assistant.ingest.blocks import Block
from assistant.ingest.readers.lines import article, introduces, is_caption, marker_kind


def structured(blocks: Iterable[Block]) -> Iterator[Block]:
    """Blocks as they were recognised line by line, with captions in headings and depths of items."""
    return _with_depths(_with_captions(blocks))


def _with_captions(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks, in which an article's heading holds the caption that stood above it (（目的） above 第1条)."""
    caption: Block | None = None
    for block in blocks:
        opens = block.kind == "heading" and article(block.text) is not None
        if caption and opens:
            block = replace(block, text=block.text + caption.text, line=caption.line)
        elif caption:
            yield caption
        caption = None
        if block.kind == "paragraph" and is_caption(block.text):
            caption = block
        else:
            yield block
    if caption:
        yield caption


def _with_depths(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks, in which items of another kind below an item that introduces them are deeper ((1) …次の: ① …)."""
    kinds: list[str] = []
    introduced = False
    for block in blocks:
        if block.kind != "item":
            kinds = []
        elif not block.level:
            kind = marker_kind(block.text)
            if kind in kinds:
                kinds = kinds[: kinds.index(kind) + 1]
            elif introduced or not kinds:
                kinds.append(kind)
            else:
                kinds[-1] = kind
            block = replace(block, level=len(kinds) - 1)
        introduced = block.kind == "item" and introduces(block.text)
        yield block
