"""Headers, footers and numbers that stand on page after page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from assistant.ingest.readers.pdf_page import Page
from assistant.ingest.readers.pdf_text import Segment

_EDGE_ROWS = 3
"""Rows at the top and at the bottom of a page in which running lines are looked for."""
_MIN_SHARE = 0.25
_SAME_HEIGHT = 6.0
"""Points within which lines of different pages stand at one height."""
_APART = 1.5
"""Times the usual distance of rows by which running lines stand apart from the text."""
_LEADING, _MAX_LEADING = 2.0, 3.0
"""Sizes of type that rows of a text are apart at most where they are not set wide, and where they are."""
_SMALLER = 0.95
_FOOT = 0.9
"""Share of a page's height below which a number alone is the page's."""
_NUMBER = re.compile(r"[0-9０-９]+")
_PAGE_NUMBER = re.compile(
    r"[-–—‐ー−－Pp.\s(（第]*[0-9０-９]{1,4}(?:\s*[/／]\s*[0-9０-９]{1,4})?\s*(?:ページ|頁)?[-–—‐ー−－\s)）]*"
)
Row = list[Segment]


class _Key(NamedTuple):
    """What is the same of a running line on each page."""

    text: str
    size: int
    height: int


def without_running_lines(pages: Sequence[Page]) -> tuple[list[Page], list[str]]:
    """The pages without the lines that run through them, and these lines, each once, without page numbers."""
    size, distance = _usual(pages)
    counts: Counter[_Key] = Counter()
    for page in pages:
        rows = [row for edge in _edges(page) for row in edge[:_EDGE_ROWS]]
        counts.update({key for row in rows for segment in row for key in _keys(segment, size)})
    needed = max(2, _MIN_SHARE * len(pages))
    running: dict[str, str] = {}
    kept = []
    for page in pages:
        dropped: set[Segment] = set()
        for edge in _edges(page):
            for row in _outer(edge, size, distance):
                found = {each for each in row if any(counts[key] >= needed for key in _keys(each, size))}
                dropped |= found
                if len(found) < len(row):  # what stands further inside is text
                    break
        dropped |= {each for each in page.segments if _is_page_number(each) and each.top > _FOOT * page.height}
        for segment in dropped:
            if not _is_page_number(segment):
                running.setdefault(_NUMBER.sub("#", segment.text), segment.text)
        kept.append(page._replace(segments=[each for each in page.segments if each not in dropped]))
    said = {segment.text for page in kept for segment in page.segments}
    return kept, sorted(text for text in running.values() if text not in said)


def _usual(pages: Sequence[Page]) -> tuple[float, float]:
    """The size of most of the text, and the distance above which rows stand apart, in points."""
    sizes: Counter[float] = Counter()
    for page in pages:
        for segment in page.segments:
            sizes[segment.size] += len(segment.text)
    size = max(sizes, key=lambda each: (sizes[each], each), default=0.0)
    steps = [below[0].middle - above[0].middle for page in pages for above, below in pairwise(_rows(page))]
    distances = [step for step in steps if step < _MAX_LEADING * size]
    return size, max(_APART * median(distances) if distances else 0.0, _LEADING * size)


def _rows(page: Page) -> list[Row]:
    rows: dict[int, Row] = {}
    for segment in page.segments:
        rows.setdefault(round(segment.middle / 3), []).append(segment)
    return [rows[height] for height in sorted(rows)]


def _edges(page: Page) -> Iterator[list[Row]]:
    """The rows of a page from its upper edge down, and from its lower edge up."""
    rows = _rows(page)
    yield rows
    yield rows[::-1]


def _outer(edge: Sequence[Row], size: float, distance: float) -> Sequence[Row]:
    """The rows at an edge that stand apart from those inside of them, or are set in smaller type."""
    for count in range(min(_EDGE_ROWS, (len(edge) + 1) // 2), 0, -1):
        inner = edge[count : count + 1]
        apart = not inner or abs(inner[0][0].middle - edge[count - 1][0].middle) > distance
        if apart or all(segment.size < _SMALLER * size for row in edge[:count] for segment in row):
            return edge[:count]
    return []


def _keys(segment: Segment, size: float) -> set[_Key]:
    """The text at the heights beside its own; page numbers and small type also as counted from the page's number."""
    texts = {segment.text}
    if _is_page_number(segment) or segment.size < _SMALLER * size:
        texts.add(_NUMBER.sub(lambda match: f"#{int(match[0]) - segment.page}#", segment.text))
    height = int(segment.middle // _SAME_HEIGHT)
    return {_Key(text, round(segment.size), each) for text in texts for each in (height, height + 1)}


def _is_page_number(segment: Segment) -> bool:
    return _PAGE_NUMBER.fullmatch(segment.text) is not None
