"""The text of parts of a web page, as a browser shows it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Any

Element = Any
"""An lxml element; the library has no types."""

_SECTIONS = {"address", "article", "aside", "body", "footer", "header", "main", "nav", "section"}
_GROUPS = {"blockquote", "center", "details", "dialog", "div", "fieldset", "figure", "form", "hgroup", "p", "pre"}
_PARTS = {"figcaption", "hr", "legend", "summary"}
_LISTS = {"dd", "dir", "dl", "dt", "li", "menu", "ol", "ul"}
_TABLES = {"caption", "table", "tbody", "td", "tfoot", "th", "thead", "tr"}
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
BLOCKS = frozenset((*_SECTIONS, *_GROUPS, *_PARTS, *_LISTS, *_TABLES, *HEADINGS))
BREAK, GAP = "\x00", "\x01"
"""A line break and a wider gap, while white space is still as the source has it."""
_WIDE_BREAK = re.compile(r"(?<=[^\x00-\x7f])[ \t\r]*\n\s*(?=[^\x00-\x7f])")
_SPEAKING_ALT = re.compile(r"[0-9０-９]|[。！]$|^.{20,}$")


def has_blocks(element: Element) -> bool:
    """Whether an element is laid out as a block or holds such elements."""
    return element.tag in BLOCKS or next(element.iterdescendants(*BLOCKS), None) is not None


def alternative(image: Element, always: bool = False) -> str:
    """An image's alternative text where it says something: in a table always, elsewhere with figures or sentences."""
    text: str = image.get("alt", "").strip()
    return text if always or _SPEAKING_ALT.search(text) else ""


def shown(source: str) -> list[str]:
    """The paragraphs of source text with `BREAK` and `GAP`: white space as a browser shows it."""
    paragraphs = []
    for part in re.split(rf"{GAP}+|{BREAK}\s*{BREAK}[\s{BREAK}]*", _WIDE_BREAK.sub("", source)):
        lines = [" ".join(line.split()) for line in part.split(BREAK)]
        if text := "\n".join(filter(None, lines)):
            paragraphs.append(text)
    return paragraphs


def flow_text(element: Element, leave_out: Collection[str] = (), images: bool = False) -> str:
    """The text of an element on lines: one a block, one a line break.

    Args:
        leave_out: tags whose text is left out.
        images: whether the alternative texts of images belong to it.
    """
    return "\n".join(shown("".join(_flow(element, leave_out, images)).replace(GAP, BREAK)))


def inline_source(element: Element, images: bool = False) -> str:
    """The source text of an inline element."""
    return "".join(_flow(element, (), images))


def _flow(element: Element, leave_out: Collection[str], images: bool) -> Iterator[str]:
    apart = is_row(element)
    yield element.text or ""
    for child in element:
        block = child.tag in BLOCKS
        if child.tag == "br":
            yield BREAK
        elif child.tag == "img":
            yield alternative(child, images)
        elif child.tag in leave_out:
            yield BREAK
        else:
            yield BREAK if block else " " if apart else ""
            yield from _flow(child, leave_out, images)
            yield BREAK if block else ""
        yield child.tail or ""


def is_row(element: Element) -> bool:
    """Whether an element lays out inline elements side by side and has no text of its own between them."""
    own = (element.text or "").strip() + "".join((child.tail or "").strip() for child in element)
    return len(element) > 1 and not own
