"""Markdown, through markdown-it-py."""

from __future__ import annotations

import re
from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from assistant.ingest.blocks import Block
from assistant.ingest.readers.grid import Cell, table_blocks
from assistant.ingest.readers.lines import joined
from assistant.ingest.readers.parsed import Parsed
from assistant.knowledge.front_matter import split_front_matter

_PARSER = MarkdownIt("commonmark").enable("table")
_LINE_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_LISTS = ("bullet_list", "ordered_list")
_ENGLISH = "en:"


def read_markdown(text: str, name: str) -> Parsed:
    """Reads Markdown with or without front matter; `name` is the file's name in messages."""
    split = split_front_matter(text, name)
    if isinstance(split, list):
        return Parsed((), problems=tuple(split))
    blocks = tuple(markdown_blocks(split.body, split.body_line))
    title = next((block.text for block in blocks if block.kind == "heading" and block.level == 1), None)
    return Parsed(blocks, title, split.front_matter)


def markdown_blocks(body: str, first_line: int = 1) -> Iterator[Block]:
    """The blocks of Markdown text that begins on line `first_line` of its file."""
    after_heading = False
    for node in SyntaxTreeNode(_PARSER.parse(body)).children:
        if node.type == "heading":
            yield Block("heading", _inline(node), int(node.tag[1]), line=_line(node, first_line))
        elif node.type == "blockquote" and (rendering := _rendering(node, first_line)):
            yield rendering
            continue  # wordings may stand below it
        elif node.type == "blockquote" and after_heading and _lists_only(node):
            for item in node.walk():
                if item.type == "list_item":
                    yield Block("wording", _inline(item), line=_line(item, first_line))
        else:
            yield from _content(node, first_line)
        after_heading = node.type == "heading"


def _rendering(node: SyntaxTreeNode, first_line: int) -> Block | None:
    """The English rendering that a block quote holds, if it does."""
    text = "\n".join(block.text for child in node.children for block in _content(child, first_line))
    if not text.startswith(_ENGLISH):
        return None
    return Block("english", text.removeprefix(_ENGLISH).strip(), line=_line(node, first_line))


def _content(node: SyntaxTreeNode, first_line: int) -> Iterator[Block]:
    line = _line(node, first_line)
    if node.type in _LISTS:
        yield from _items(node, 0, first_line)
    elif node.type == "table":
        rows = [row for row in node.walk() if row.type == "tr"]
        grid = [[Cell(_inline(cell), heading=cell.type == "th") for cell in row.children] for row in rows]
        named = any(cell.text for cell in grid[0])
        yield from table_blocks(grid, header_rows=1 if named else 0, line=line)
    elif node.type in ("fence", "code_block"):
        yield Block("paragraph", node.content.strip(), line=line)
    elif node.type == "html_block":
        yield from _html(node.content, line)
    elif node.type == "blockquote":
        for child in node.children:
            yield from _content(child, first_line)
    elif text := _inline(node):
        yield Block("paragraph", text, line=line)


def _items(node: SyntaxTreeNode, depth: int, first_line: int) -> Iterator[Block]:
    for number, item in enumerate(node.children, int(node.attrs.get("start", 1))):
        marker = f"{number}." if node.type == "ordered_list" else "-"
        texts: list[str] = []
        below: list[Block] = []
        for child in item.children:
            if child.type in _LISTS:
                below += _items(child, depth + 1, first_line)
            elif child.type == "paragraph" and not below:
                texts.append(_inline(child))
            else:
                below += _content(child, first_line)
        if text := "\n".join(filter(None, texts)):
            yield Block("item", f"{marker} {text}", depth, line=_line(item, first_line))
        yield from below


def _html(source: str, first_line: int) -> Iterator[Block]:
    """HTML inside of Markdown; what begins before the next empty line may end after it."""
    # lxml is for the few documents that need it
    from assistant.ingest.readers.html import fragment_blocks

    yield from fragment_blocks(source, first_line)


def _lists_only(node: SyntaxTreeNode) -> bool:
    return bool(node.children) and all(child.type == "bullet_list" for child in node.children)


def _line(node: SyntaxTreeNode, first_line: int) -> int:
    return first_line + (node.map[0] if node.map else 0)


def _inline(node: SyntaxTreeNode) -> str:
    """The text of a node without its markup; a line break inside Japanese text is no space."""
    text = ""
    broken = False
    for inner in node.walk():
        if inner.type in ("text", "code_inline"):
            text = joined(text, inner.content) if broken else text + inner.content
            broken = False
        elif inner.type == "hardbreak" or (inner.type == "html_inline" and _LINE_BREAK.match(inner.content)):
            text += "\n"
        elif inner.type == "softbreak":
            broken = True
    return text.strip()
