"""Do the English rendering of a section and its text say the same figures?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from assistant.errors import Problem
from assistant.knowledge.figures import figures, missing

_SENTENCE_END = "。"
_NOT_LEFT_OUT = frozenset({"円", "%", "phone"})
"""Units of figures that a rendering must say; counts (2つのプラン) and the like it may word in another way."""


class Rendering(NamedTuple):
    """An English rendering and the line of its file on which it begins."""

    text: str
    line: int | None


class Section(NamedTuple):
    """What stands below one heading: its text, where that begins, and its English renderings."""

    heading: str
    text: str
    line: int | None
    renderings: Sequence[Rendering]


def check_renderings(path: str, sections: Sequence[Section]) -> Iterator[Problem]:
    """Problems with the renderings of the document at `path`, if it has any at all."""
    if not any(section.renderings for section in sections):
        return
    for section in sections:
        if section.text and not section.renderings:
            message = f"「{section.heading}」 has no English rendering, as others have: add a block quote > en: …"
            yield Problem(path, section.line, None, message, "warning")
        for rendering in section.renderings:
            yield from (Problem(path, rendering.line, "en", each) for each in _wrong(rendering.text, section.text))
        if section.renderings and (left_out := _left_out(section)):
            message = f"leaves out {'、'.join(left_out)} of the section's text: say it too"
            yield Problem(path, section.renderings[0].line, "en", message, "warning")


def _wrong(english: str, text: str) -> Iterator[str]:
    if not english:
        yield "is empty: write the rendering behind en:, or remove the block quote"
    elif not text:
        yield "renders a section without text: move it below the heading of the text"
    elif _SENTENCE_END in english:
        yield "goes on in Japanese: leave an empty line behind the rendering"
    for figure in missing(figures(english), figures(text)):
        yield f"the figure {figure.text} is not in the section's text: correct it, or word it as the text does"


def _left_out(section: Section) -> list[str]:
    owed = [figure for figure in figures(section.text) if figure.unit in _NOT_LEFT_OUT]
    said = figures("\n".join(rendering.text for rendering in section.renderings))
    return [figure.text for figure in missing(owed, said)]
