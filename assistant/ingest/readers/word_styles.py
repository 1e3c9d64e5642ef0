"""What the styles of a Word document make of a paragraph: a heading, a list item, type that stands out."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from docx.oxml.ns import qn

from assistant.ingest.readers.word_text import is_on

Element = Any
"""An lxml element; the library has no types."""

_HEADING_NAME = re.compile(r"(?:heading|見出し)\s*([1-9])", re.IGNORECASE)
_TITLE_NAMES = ("title", "表題", "タイトル")
_BODY_LEVEL = 9
_LOWEST = 6
_LARGER = 1.2
_DEFAULT_HALF_POINTS = 21.0


class ParagraphStyle(NamedTuple):
    """What is known of a paragraph.

    Attributes:
        heading: its level as a heading, 1 to 6; 0 for text.
        list_id: the list that numbers it, or None.
        list_level: its depth in that list, from 0.
        is_list: whether its style is a list's.
        is_contents: whether it belongs to a table of contents.
        stands_out: whether all of it is bold or in larger type.
    """

    heading: int
    list_id: str | None
    list_level: int
    is_list: bool
    is_contents: bool
    stands_out: bool


class Styles:
    """The styles of a document."""

    def __init__(self, styles: Element) -> None:
        self._styles = {style.get(qn("w:styleId")): style for style in styles.findall(qn("w:style"))}
        paragraphs = [style for style in self._styles.values() if style.get(qn("w:type")) == "paragraph"]
        self._default = next((s for s in paragraphs if s.get(qn("w:default")) in ("1", "true")), None)
        sizes = [_size(each.find(qn("w:rPr"))) for each in styles.iter(qn("w:rPrDefault"))]
        base = _size(self._default.find(qn("w:rPr"))) if self._default is not None else None
        self._body = base or next(filter(None, sizes), _DEFAULT_HALF_POINTS)

    def of(self, paragraph: Element) -> ParagraphStyle:
        """What a paragraph's own properties and its styles say of it."""
        properties = paragraph.find(qn("w:pPr"))
        chain = self._chain(_attribute(properties, "w:pStyle"))
        names = [(_attribute(style, "w:name") or "").lower() for style in chain]
        sources = [properties, *(style.find(qn("w:pPr")) for style in chain)]
        list_id, list_level = _list(sources)
        return ParagraphStyle(
            _heading(sources, names),
            list_id,
            list_level,
            any(name.startswith("list") and name != "list paragraph" for name in names),
            any(name.startswith("toc ") or name.startswith("目次") for name in names),
            self._stands_out(paragraph, chain),
        )

    def _chain(self, identity: str | None) -> list[Element]:
        """A style and those it is based on; the default style where none is named."""
        chain: list[Element] = []
        style = self._styles.get(identity) if identity else self._default
        while style is not None and style not in chain:
            chain.append(style)
            style = self._styles.get(_attribute(style, "w:basedOn"))
        return chain

    def _stands_out(self, paragraph: Element, chain: list[Element]) -> bool:
        inherited = [style.find(qn("w:rPr")) for style in chain]
        runs = [run for run in paragraph.iter(qn("w:r")) if "".join(run.itertext()).strip()]
        return bool(runs) and all(self._run_stands_out([run.find(qn("w:rPr")), *inherited]) for run in runs)

    def _run_stands_out(self, sources: list[Element | None]) -> bool:
        bold = next((state for source in sources if (state := is_on(source, "w:b")) is not None), False)
        size = next((size for source in sources if (size := _size(source))), self._body)
        return bold or size >= _LARGER * self._body


def _heading(sources: list[Element | None], names: list[str]) -> int:
    for source in sources:
        level = _attribute(source, "w:outlineLvl")
        if level is not None and level.isdecimal():
            return min(_LOWEST, int(level) + 1) if int(level) < _BODY_LEVEL else 0
    for name in names:
        if name in _TITLE_NAMES:
            return 1
        if match := _HEADING_NAME.fullmatch(name):
            return min(_LOWEST, int(match[1]))
    return 0


def _list(sources: list[Element | None]) -> tuple[str | None, int]:
    for source in sources:
        numbered = source.find(qn("w:numPr")) if source is not None else None
        if numbered is not None and (identity := _attribute(numbered, "w:numId")) is not None:
            level = _attribute(numbered, "w:ilvl") or "0"
            return (identity, int(level) if level.isdecimal() else 0) if identity != "0" else (None, 0)
    return None, 0


def _size(properties: Element | None) -> float | None:
    size = _attribute(properties, "w:sz")
    return float(size) if size and size.isdecimal() else None


def _attribute(parent: Element | None, name: str) -> str | None:
    child = parent.find(qn(name)) if parent is not None else None
    value: str | None = child.get(qn("w:val")) if child is not None else None
    return value
