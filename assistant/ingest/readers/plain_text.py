"""Plain text: headings, articles and questions are recognised by how a line is written."""

from __future__ import annotations

import re
from collections.abc import Iterator

from charset_normalizer import from_bytes

from assistant.ingest.blocks import Block
from assistant.ingest.readers.parsed import Parsed

_MARKED_HEADING = re.compile(r"^\s*(?:[■◆◇□▼▽★●○◎]\s*|[【<＜《〔]).{1,60}$")
_ARTICLE = re.compile(
    r"^\s*第\s?[0-9０-９一二三四五六七八九十百]+\s?(?P<rank>[編章節款条])(?:の[0-9０-９一二三四五六七八九十]+)?.{0,60}$"
)
_QUESTION = re.compile(r"^\s*(?:[QＱ]\s?\d*\s?[.．:：、)]?\s*)?.{4,90}[?？]\s*$")
_ITEM = re.compile(r"^\s*(?:[・•‣▪*＊-]\s*|[●○]\s+|[(（]?[0-9０-９]{1,2}[)）.．]\s+)(?=\S)")
_SENTENCE_END = re.compile(r"[。．.!！?？、,]\s*$")
_HEADING_LENGTH = 40
_RANKS = {"編": 1, "章": 2, "節": 3, "款": 3, "条": 4}


def decode(data: bytes) -> str | None:
    """The text of a file in UTF-8, UTF-16, Shift_JIS (CP932), EUC-JP or what it is recognised as, or None."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    for encoding in ("utf-8-sig", "iso-2022-jp", "cp932", "euc_jp"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text and not _half_width_soup(text):
            return text
    best = from_bytes(data).best()
    return str(best) if best and "\x00" not in str(best) else None


def _half_width_soup(text: str) -> bool:
    """Whether text reads as nothing but half-width katakana: EUC-JP taken for Shift_JIS."""
    kana = sum("\uff61" <= char <= "\uff9f" for char in text[:4000])
    return kana > 0.3 * max(1, sum(not char.isspace() for char in text[:4000]))


def read_text(text: str) -> Parsed:
    """Reads plain text; its first line is its title where an empty line follows it."""
    blocks = tuple(text_blocks(text))
    first = next((block for block in blocks), None)
    title = first.text if first and first.kind == "heading" else None
    return Parsed(blocks, title)


def text_blocks(text: str) -> Iterator[Block]:
    """The blocks of plain text: headings and items a line each, other lines up to the next empty one."""
    lines = text.splitlines()
    paragraph: list[str] = []
    start = 0
    for index, raw in enumerate([*lines, ""]):
        line = raw.strip()
        level = _heading_level(line, index, lines) if line else None
        item = bool(line) and not level and _ITEM.match(line) is not None
        if paragraph and (not line or level or item):
            yield Block("paragraph", "\n".join(paragraph), line=start + 1)
            paragraph = []
        if level:
            yield Block("heading", line, level, line=index + 1)
        elif item:
            yield Block("item", line, line=index + 1)
        elif line:
            start = index if not paragraph else start
            paragraph.append(line)


def _heading_level(line: str, index: int, lines: list[str]) -> int | None:
    article = _ARTICLE.match(line)
    if article and not _SENTENCE_END.search(line):
        return _RANKS[article["rank"]]
    if _SENTENCE_END.search(line) is None and _MARKED_HEADING.match(line):
        return 3
    if _QUESTION.match(line) and not _QUESTION.match(_next_line(index, lines) or line):
        return 3
    alone = (index == 0 or not lines[index - 1].strip()) and not _line_at(index + 1, lines)
    short = len(line) <= _HEADING_LENGTH and not _ITEM.match(line) and _SENTENCE_END.search(line) is None
    if alone and short and len(_next_line(index, lines)) > _HEADING_LENGTH:
        return 2
    return None


def _next_line(index: int, lines: list[str]) -> str:
    """The next line that is not empty, or ""."""
    return next((line.strip() for line in lines[index + 1 : index + 4] if line.strip()), "")


def _line_at(index: int, lines: list[str]) -> str:
    return lines[index].strip() if index < len(lines) else ""
