"""The content of a web page as blocks, in the order in which a person reads it."""

from __future__ import annotations

from assistant.ingest.blocks import Block
from assistant.ingest.readers.grid import Cell, table_blocks
from assistant.ingest.readers.html_tables import cells, html_grid, is_layout, loose_text
from assistant.ingest.readers.lines import is_item
from assistant.ingest.readers.page_parts import names, text_of
from assistant.ingest.readers.page_shapes import (
    card_level,
    definition_pairs,
    is_action,
    is_asking,
    is_container,
    is_definition_list,
    is_faq,
    is_icon,
    is_opener,
    panel_title,
    strays,
    title_text,
)
from assistant.ingest.readers.page_text import (
    BREAK,
    HEADINGS,
    Element,
    alternative,
    flow_text,
    has_blocks,
    is_row,
)
from assistant.ingest.readers.page_words import page_words
from assistant.ingest.readers.page_writer import PageWriter

_TAB_PANEL = ".//*[@role='tabpanel'][@aria-labelledby]"


def page_blocks(body: Element, line_offset: int = 0, heading_level: int = 1) -> list[Block]:
    """The blocks below an element.

    Args:
        line_offset: is added to the lines at which the elements stand in their source.
        heading_level: level of the heading that the content stands below.
    """
    writer = PageWriter()
    _Walker(writer, line_offset, heading_level).content(body)
    writer.flush()
    return writer.blocks


class _Walker:
    def __init__(self, writer: PageWriter, line_offset: int, heading_level: int) -> None:
        self._write = writer
        self._offset = line_offset
        self._level = heading_level
        self._depth = 0
        self._answering = False
        self._faq = False
        self._faq_level = 0

    def content(self, element: Element) -> None:
        """Adds what an element holds."""
        apart = is_row(element)
        cards = card_level(element)
        self._write.text(element.text, self._line_of(element))
        for child in element:
            before = len(self._write.blocks)
            if apart and not has_blocks(child):
                self._write.text(" ")
            self._node(child)
            self._write.text(child.tail, self._line_of(child))
            if cards and self._write.blocks[before:] and self._write.blocks[-1].kind != "heading":
                self._write.flush()
                self._write.end(cards)

    def _line_of(self, element: Element) -> int | None:
        return element.sourceline + self._offset if element.sourceline else None

    def _node(self, element: Element) -> None:
        tag = element.tag
        if not isinstance(tag, str):
            return
        if element.get("role") == "tablist" and element.getroottree().find(_TAB_PANEL) is not None:
            return  # its titles come with their panels
        if tag == "br":
            self._write.text(BREAK)
        elif tag == "img":
            self._write.text(alternative(element), self._line_of(element))
        elif tag in HEADINGS:
            self._heading(element, int(tag[1]))
        elif tag in ("ul", "ol", "menu", "dir"):
            self._write.flush()
            before, level = len(self._write.blocks), self._level
            self._list(element, 0)
            self._end_questions(element, before, level)
        elif tag == "dl" and is_definition_list(element):
            self._write.flush()
            self._definitions(element)
        elif tag == "dt":
            self._write.flush()
            self._titled(element)
        elif tag == "table":
            self._write.flush()
            self._table(element)
        elif tag == "details":
            self._write.flush()
            self._details(element)
        elif tag == "pre":
            self._write.flush()
            self._write.paragraph(
                [line for line in text_of(element).splitlines() if line.strip()], self._line_of(element)
            )
        elif is_opener(element) or ((self._faq or self._faq_level) and is_asking(element)):
            self._opener(element)
        elif is_action(element) or (self._answering and is_icon(element)):
            return
        elif has_blocks(element):
            self._write.flush()
            self._block(element)
        else:
            self.content(element)

    def _block(self, element: Element) -> None:
        before, level, faq = len(self._write.blocks), self._level, self._faq
        self._faq = faq or bool(names(element) & page_words().faq)
        title = panel_title(element)
        if title is not None:
            self._titled(title, element)
            self._faq = faq
            return
        self.content(element)
        self._write.flush()
        self._end_questions(element, before, level)
        self._faq = faq

    def _end_questions(self, element: Element, before: int, level: int) -> None:
        """The headings below `level` that an FAQ or accordion added after `before` blocks end with it."""
        added = self._write.blocks[before:]
        opened = [block.level for block in added if block.kind == "heading" and block.text and block.level > level]
        if opened and added[-1].kind != "heading" and names(element) & page_words().faq:
            self._write.end(min(opened))

    def _heading(self, element: Element, level: int) -> None:
        self._write.flush()
        self._answering = False
        text = " ".join(flow_text(element).split()) or " ".join(flow_text(element, images=True).split())
        if text:
            self._level = level
            if any(title in text.lower() for title in page_words().faq_titles):
                self._faq_level = level
            elif level <= self._faq_level:
                self._faq_level = 0
            self._write.add(Block("heading", text, level, line=self._line_of(element)))

    def _titled(self, title: Element, *content: Element) -> None:
        """A question or a title that opens and closes, and what it opens."""
        level = min(6, self._level + 1 + self._depth)
        text = title_text(title)
        if text:
            self._write.add(Block("heading", text, level, line=self._line_of(title)))
        self._answering = True
        self._depth += 1
        for element in content:
            self.content(element)
            self._write.flush()
        self._depth -= 1
        if content:
            self._write.end(level)

    def _opener(self, element: Element) -> None:
        self._write.flush()
        inner = next(element.iterdescendants(*HEADINGS), None)
        if inner is not None:
            self._heading(element, int(inner.tag[1]))
        else:
            self._titled(element)

    def _details(self, element: Element) -> None:
        summary = next(element.iterchildren("summary"), None)
        if summary is None:
            self.content(element)
            self._write.flush()
            return
        element.text = (element.text or "") + (summary.tail or "")
        element.remove(summary)
        self._titled(summary, element)

    def _list(self, element: Element, depth: int) -> None:
        number = int(element.get("start", "1")) if element.get("start", "1").isdecimal() else 1
        self._write.text(element.text, self._line_of(element))
        for child in element:
            self._write.flush()
            if child.tag in ("ul", "ol"):  # a list directly in a list, as some editors write it
                self._list(child, depth + 1)
            elif child.tag != "li":
                self._node(child)
            elif is_container(child):
                self.content(child)
                self._write.flush()
            else:
                marker = f"{number}." if element.tag == "ol" else "-"
                self._item(child, marker, depth)
                number += 1
            self._write.text(child.tail, self._line_of(child))
        self._write.flush()

    def _item(self, element: Element, marker: str, depth: int) -> None:
        if text := flow_text(element, leave_out=("ul", "ol")):
            own = text if is_item(text) else f"{marker} {text}"
            self._write.add(Block("item", own, depth, line=self._line_of(element)))
        for nested in element.iterdescendants("ul", "ol"):
            if next(nested.iterancestors("li", "ul", "ol"), None) is element:
                self._list(nested, depth + 1)

    def _definitions(self, element: Element) -> None:
        pairs = definition_pairs(element)
        if is_faq(element, pairs):
            for terms, definitions in pairs:
                for term in terms[:-1]:
                    self._titled(term)
                if terms:
                    self._titled(terms[-1], *definitions)
                else:
                    for definition in definitions:
                        self.content(definition)
                        self._write.flush()
            return
        grid = [[Cell(" ".join(map(flow_text, side))) for side in pair] for pair in pairs]
        for block in table_blocks(grid, header_rows=0, line=self._line_of(element)):
            self._write.add(block)

    def _table(self, element: Element) -> None:
        for caption in element.iterchildren("caption"):
            self.content(caption)
            self._write.flush()
        for stray in strays(element):
            self._node(stray)
            self._write.flush()
        self._write.text(loose_text(element), self._line_of(element))
        self._write.flush()
        if is_layout(element):
            for cell in cells(element):
                self.content(cell)
                self._write.flush()
            return
        for block in table_blocks(html_grid(element), line=self._line_of(element)):
            self._write.add(block)
