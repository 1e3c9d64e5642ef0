"""Tables of web pages as grids, their spans filled."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.ingest.readers.grid import BLANK, Cell, Grid
from assistant.ingest.readers.page_text import HEADINGS, Element, flow_text

_MAX_SPAN = 200
_ROW_GROUPS = ("thead", "tbody", "tfoot")
TABLE_PARTS = (*_ROW_GROUPS, "tr", "caption", "colgroup", "col")


def is_layout(table: Element) -> bool:
    """Whether a table only places things: it holds other tables or headings, or says so."""
    nested = next(table.iterdescendants("table", *HEADINGS), None)
    return nested is not None or table.get("role") in ("presentation", "none")


def cells(table: Element) -> Iterator[Element]:
    """The cells of a table in order."""
    for row in _rows(table):
        yield from row.iterchildren("td", "th")


def loose_text(table: Element) -> str:
    """Text that stands in a table and in none of its cells."""
    parents = [table, *table.iterchildren(*_ROW_GROUPS), *_rows(table)]
    texts = [text for parent in parents for text in (parent.text, *(child.tail for child in parent))]
    return " ".join(text.strip() for text in texts if text and text.strip())


def html_grid(table: Element) -> Grid:
    """The grid of a table; a cell that spans places is at each of them."""
    places: dict[tuple[int, int], Cell] = {}
    width = height = 0
    for y, row in enumerate(_rows(table)):
        x = 0
        for source in row.iterchildren("td", "th"):
            while (y, x) in places:
                x += 1
            heading = source.tag == "th" or row.getparent().tag == "thead"
            cell = Cell(flow_text(source, images=True), heading)
            for below in range(_span(source, "rowspan")):
                for right in range(_span(source, "colspan")):
                    places.setdefault((y + below, x + right), cell)
            x += _span(source, "colspan")
            width = max(width, x)
        height = y + 1
    return [[places.get((y, x), BLANK) for x in range(width)] for y in range(height)]


def _rows(table: Element) -> Iterator[Element]:
    for child in table:
        if child.tag == "tr":
            yield child
        elif child.tag in _ROW_GROUPS:
            yield from child.iterchildren("tr")


def _span(cell: Element, name: str) -> int:
    value = cell.get(name, "1").strip()
    count = int(value) if value.isdecimal() else 1
    return min(_MAX_SPAN, count) if count else _MAX_SPAN  # 0: to the end
