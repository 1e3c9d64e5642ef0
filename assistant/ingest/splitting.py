"""Splits the blocks of a document into chunks: whole sections where they are short, else along their units.

A unit is a paragraph, a sentence of a long paragraph, a list item or a table row; none is ever cut, except a
"sentence" that is longer than the embedding model reads. What a unit needs in order to be understood alone stands
above it in every chunk: a table's header, the sentence that introduces a list, the item that it belongs to.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from assistant.ingest.blocks import BESIDE, Block
from assistant.ingest.sentences import SENTENCE_CHARACTERS
from assistant.ingest.units import Lead, Unit, section_units

CHUNKING_VERSION = 1
SECTION_CHARACTERS = 600
"""A section up to this length stays one chunk."""
CHUNK_CHARACTERS = 400
"""Longer sections are packed into chunks of about this length."""
MAX_CHARACTERS = SENTENCE_CHARACTERS
"""No chunk's text is longer."""
_REST_CHARACTERS = 100
"""A last chunk below this length joins the one before."""
_CARRIED_CHARACTERS = 120
"""What a chunk may hand on to the next so that a label stays with what it names, at most."""


class Chunk(NamedTuple):
    """A passage of a document.

    Attributes:
        section: headings above it, outermost first, without the document's title.
        text: as it stands in the file; of a table, its header and some of its rows.
        reading: the same for search: table cells with their column's name.
        wordings: other ways to ask for it.
        english: the English rendering of its whole section.
        line, page: where it begins.
    """

    section: tuple[str, ...]
    text: str
    reading: str
    wordings: tuple[str, ...] = ()
    line: int | None = None
    page: int | None = None
    english: str | None = None


class _Section(NamedTuple):
    path: tuple[str, ...]
    wordings: list[str]
    english: list[str]
    content: list[Block]


def split(blocks: Sequence[Block], title: str) -> list[Chunk]:
    """The chunks of a document called `title`, in its order."""
    sections = [section for section in _sections(_said(blocks), title) if section.content]
    if len(sections) > 1:  # a title that stands alone is in every chunk's document already
        sections = [section for section in sections if [block.text for block in section.content] != [title]]
    chunks: list[Chunk] = []
    for section in sections:
        for number, group in enumerate(_packed(section_units(section.content))):
            text, reading = _rendered(group)
            first = group[0].block
            wordings = tuple(section.wordings) if number == 0 else ()
            english = "\n".join(section.english) or None
            chunks.append(Chunk(section.path, text, reading, wordings, first.line, first.page, english))
    return chunks


def _said(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, in which a heading that nothing stands below has become a paragraph beside its section."""
    said: list[Block] = []  # from the last block to the first
    for block in reversed(blocks):
        if block.kind != "heading" or not block.text:
            if block.kind == "heading" or block.text.strip():
                said.append(block)
            continue
        below = next((other for other in reversed(said) if not _is_silent(other, block.level)), None)
        if below is not None and (below.kind != "heading" or below.level > block.level):
            said.append(block)
            continue
        paragraph = Block("paragraph", block.text, line=block.line, page=block.page)
        if said and said[-1].kind in BESIDE:
            said[-1:] = [paragraph, said[-1], block]
        else:
            said += [paragraph, Block("heading", "", block.level, line=block.line, page=block.page)]
    return said[::-1]


def _is_silent(block: Block, level: int) -> bool:
    """Whether a block below a heading of this level neither says anything nor ends its section."""
    return block.kind in BESIDE or (block.kind == "heading" and not block.text and block.level > level)


def _sections(blocks: Sequence[Block], title: str) -> Iterator[_Section]:
    path: list[Block] = []
    section = _Section((), [], [], [])
    for block in blocks:
        if block.kind == "heading":
            path = [above for above in path if above.level < block.level]
            if block.text:
                path.append(block)
            names = tuple(heading.text for heading in path)
            names = names[1:] if names[:1] == (title,) else names
            if block.text or names != section.path:
                yield section
                section = _Section(names, [], [], [])
        elif block.kind == "wording":
            section.wordings.append(block.text)
        elif block.kind == "english":
            section.english.append(block.text)
        else:
            section.content.append(block)
    yield section


def _packed(units: Sequence[Unit]) -> list[list[Unit]]:
    """Groups of units, one a chunk."""
    limit = SECTION_CHARACTERS if _size(units) <= SECTION_CHARACTERS else CHUNK_CHARACTERS
    groups: list[list[Unit]] = []
    group: list[Unit] = []
    shown: set[Lead] = set()
    size = 0
    for unit in units:
        if group and size + _cost(unit, shown) > limit:
            kept = _kept(group, unit)
            groups.append(group[:kept])
            group, size, shown = group[kept:], 0, set()
            for carried in group:
                size += _add(carried, shown)
        group.append(unit)
        size += _add(unit, shown)
    if group:
        groups.append(group)
    if len(groups) > 1 and _size(groups[-1]) < _REST_CHARACTERS:
        last_two = groups[-2] + groups[-1]
        if _size(last_two) <= SECTION_CHARACTERS:
            groups[-2:] = [last_two]
    return groups


def _kept(group: Sequence[Unit], unit: Unit) -> int:
    """How many units of a full group stay in it; labels at its end go along with `unit`, which they name."""
    kept = len(group)
    while kept > 1 and group[kept - 1].leans and _size(group[kept - 1 :]) <= _CARRIED_CHARACTERS:
        kept -= 1
    return kept if _size([*group[kept:], unit]) <= MAX_CHARACTERS else len(group)


def _size(units: Sequence[Unit]) -> int:
    """Characters that a chunk of these units has at most, its leads and line breaks among them."""
    shown: set[Lead] = set()
    return sum(_add(unit, shown) for unit in units)


def _cost(unit: Unit, shown: Collection[Lead]) -> int:
    """Characters that a unit adds to a chunk in which some leads stand already."""
    return unit.size + 1 + sum(len(lead.text) + 1 for lead in unit.leads if lead not in shown)


def _add(unit: Unit, shown: set[Lead]) -> int:
    """What `_cost` gives; from now on the unit's leads, and the lead that it is itself, are shown."""
    cost = _cost(unit, shown)
    shown.update(unit.leads, (unit.own_lead,) if unit.own_lead else ())
    return cost


def _rendered(units: Sequence[Unit]) -> tuple[str, str]:
    """A chunk as it is shown and as search sees it: units as lines below their leads, sentences running on."""
    room = MAX_CHARACTERS - _size([replace(unit, leads=()) for unit in units])
    shown: set[Lead] = set()
    texts: list[str] = []
    readings: list[str] = []
    previous: Unit | None = None
    for unit in units:
        for lead in unit.leads:
            if lead not in shown and len(lead.text) < room:
                texts.append(f"\n{lead.text}")
                readings.append(f"\n{lead.reading}" if lead.reading else "")
                room -= len(lead.text) + 1
        shown.update(unit.leads, (unit.own_lead,) if unit.own_lead else ())
        if previous and previous.block is unit.block and unit.end:
            gap = unit.block.text[previous.end : unit.start]
        else:
            gap = "\n"
        texts.append(f"{gap}{unit.text}")
        readings.append(f"{gap}{unit.reading}")
        previous = unit
    return "".join(texts).strip(), "".join(readings).strip()
