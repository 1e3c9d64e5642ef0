"""The text of Word's paragraphs as a person sees it: with text boxes and insertions, without what is deleted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from docx.oxml.ns import qn

Element = Any
"""An lxml element; the library has no types."""

_TEXT = (qn("w:t"), "{http://schemas.openxmlformats.org/officeDocument/2006/math}t")
_SPACES = re.compile(r"[ \t\r\xa0]+")
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_BOX = qn("w:txbxContent")
_DELETED = ("del", "moveFrom", "instrText", "delText", "pPr", "rPr", "rt")
_LEFT_OUT = {_FALLBACK, *(qn(f"w:{name}") for name in _DELETED)}
_CHARACTERS = {qn("w:tab"): " ", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
_WRAPPERS = {qn(f"w:{name}") for name in ("customXml", "ins", "moveTo", "smartTag", "sdtContent")}
_CONTENTS = qn("w:docPartGallery")


def paragraph_text(paragraph: Element) -> str:
    """The text of a paragraph without its text boxes; lines that it breaks are lines."""
    text = "".join(_pieces(paragraph))
    return "\n".join(filter(None, (_SPACES.sub(" ", line).strip() for line in text.split("\n"))))


def text_boxes(paragraph: Element) -> Iterator[Element]:
    """The contents of the text boxes anchored in a paragraph."""
    for child in paragraph:
        if child.tag == _BOX:
            yield child
        elif child.tag not in _LEFT_OUT:
            yield from text_boxes(child)


def references(paragraph: Element) -> list[tuple[str, str]]:
    """The notes that a paragraph refers to: (`footnotes` or `endnotes`, id)."""
    notes = ((kind, qn(f"w:{kind[:-1]}Reference")) for kind in ("footnotes", "endnotes"))
    return [(kind, each.get(qn("w:id"))) for kind, tag in notes for each in paragraph.iter(tag)]


def unwrapped(parent: Element) -> Iterator[Element]:
    """The children of an element, those in content controls and insertions among them; no table of contents."""
    for child in parent:
        if child.tag in _WRAPPERS:
            yield from unwrapped(child)
        elif child.tag == qn("w:sdt"):
            gallery = next(child.iter(_CONTENTS), None)
            if gallery is None or gallery.get(qn("w:val")) != "Table of Contents":
                yield from unwrapped(child)
        else:
            yield child


def is_on(properties: Element | None, name: str) -> bool | None:
    """Whether a switch such as bold is on; None where nothing is said of it."""
    switch = properties.find(qn(name)) if properties is not None else None
    return None if switch is None else switch.get(qn("w:val"), "true") not in ("0", "false", "off", "none")


def _pieces(element: Element) -> Iterator[str]:
    for child in element:
        if child.tag in _TEXT:
            yield child.text or ""
        elif child.tag in _CHARACTERS:
            yield _CHARACTERS[child.tag]
        elif child.tag not in _LEFT_OUT and child.tag != _BOX and not _is_hidden(child):
            yield from _pieces(child)


def _is_hidden(element: Element) -> bool:
    return element.tag == qn("w:r") and bool(is_on(element.find(qn("w:rPr")), "w:vanish"))
