"""Markdown, through markdown-it-py."""

from __future__ import annotations

import re
from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from assistant.ingest.blocks import Block, table
from assistant.ingest.readers.parsed import Parsed
from assistant.knowledge.front_matter import split_front_matter

_PARSER = MarkdownIt("commonmark").enable("table")
_WIDE = re.compile(r"[^\x00-\x7f]")


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
        elif node.type == "blockquote" and after_heading and _lists_only(node):
            for item in node.walk():
                if item.type == "list_item":
                    yield Block("wording", _inline(item), line=_line(item, first_line))
        else:
            yield from _content(node, first_line)
        after_heading = node.type == "heading"


def _content(node: SyntaxTreeNode, first_line: int) -> Iterator[Block]:
    line = _line(node, first_line)
    if node.type in ("bullet_list", "ordered_list"):
        yield from _items(node, 0, first_line)
    elif node.type == "table":
        rows = [[_inline(cell) for cell in row.children] for row in node.walk() if row.type == "tr"]
        if block := table(rows, line=line):
            yield block
    elif node.type in ("fence", "code_block"):
        yield Block("paragraph", node.content.strip(), line=line)
    elif node.type == "blockquote":
        for child in node.children:
            yield from _content(child, first_line)
    elif text := _inline(node):
        yield Block("paragraph", text, line=line)


def _items(node: SyntaxTreeNode, depth: int, first_line: int) -> Iterator[Block]:
    for number, item in enumerate(node.children, int(node.attrs.get("start", 1))):
        marker = f"{number}." if node.type == "ordered_list" else "-"
        for child in item.children:
            if child.type in ("bullet_list", "ordered_list"):
                yield from _items(child, depth + 1, first_line)
            elif text := _inline(child):
                yield Block("item", f"{marker} {text}", depth, line=_line(item, first_line))


def _lists_only(node: SyntaxTreeNode) -> bool:
    return bool(node.children) and all(child.type == "bullet_list" for child in node.children)


def _line(node: SyntaxTreeNode, first_line: int) -> int:
    return first_line + (node.map[0] if node.map else 0)


def _inline(node: SyntaxTreeNode) -> str:
    """The text of a node without its markup; a line break inside Japanese text is no space."""
    parts: list[str] = []
    for inner in node.walk():
        if inner.type in ("text", "code_inline"):
            parts.append(inner.content)
        elif inner.type == "hardbreak":
            parts.append("\n")
        elif inner.type == "softbreak":
            before = parts[-1][-1:] if parts else ""
            parts.append("" if _WIDE.match(before) else " ")
    return "".join(parts).strip()
