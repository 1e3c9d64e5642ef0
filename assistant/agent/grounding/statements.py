"""A draft sentence by sentence, each with what it is of by the place where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from assistant.agent.grounding.claim import Claim, Strength
from assistant.agent.grounding.claims import opening_claim
from assistant.agent.grounding.frame import EMPTY, Frame, frame_of
from assistant.agent.grounding.glossary import Glossary
from assistant.agent.grounding.reading import Reading, read, sentences, with_claim
from assistant.agent.grounding.words import one_of, words
from assistant.agent.turn import Draft
from assistant.answers import Block, ContactBlock, ListBlock, Notice, Paragraph, TableBlock
from assistant.text import normalise

_BULLET = re.compile(r"[・\-*•●]|\d{1,2}[.)]\s")
_MARK_PLACE = r"(?:^|[:|]\s*)(?P<mark>{marks})(?=$|[\s(、。,])"
_NAME = 40
"""Letters of a cell that may name what its row is of."""
_FIRST = 1
_COVER = re.compile(r"補償|対象|カバー|cover|insured")


class Statement(NamedTuple):
    """A sentence, list item or cell of a draft.

    Attributes:
        text: as it is written.
        context: what it is of by its row, its column, its heading or the sentences before it.
        block: number of its block; None is a suggestion.
        citations: numbers that its block cites.
        opens: whether it opens the list behind it.
        lead: whether the sentence that opens its list calls its items covered or not.
        in_table: whether it is a cell.
    """

    text: str
    reading: Reading
    context: Frame
    block: int | None
    citations: tuple[int, ...] = ()
    opens: bool = False
    lead: bool | None = None
    in_table: bool = False


class _Opening(NamedTuple):
    """What a paragraph hands to the list or table behind it."""

    frame: Frame = EMPTY
    lead: bool | None = None


def statements(draft: Draft, glossary: Glossary) -> tuple[Statement, ...]:
    """All that a draft says in words; ways to a person apart."""
    found: list[Statement] = []
    opening = _Opening()
    for number, block in enumerate(draft.blocks):
        if isinstance(block, Paragraph | Notice):
            follows = number + 1 < len(draft.blocks) and isinstance(draft.blocks[number + 1], ListBlock | TableBlock)
            told = list(_of_text(block.text, number, _citations(block), glossary, follows))
            opening = _opening(told)
            found += told
        elif isinstance(block, ListBlock):
            for item in block.items:
                found += _of_item(item, number, block.citations, opening, glossary)
            opening = _Opening()
        elif isinstance(block, TableBlock):
            found += _of_table(block, number, opening, glossary)
            opening = _Opening()
    for suggestion in draft.suggestions:
        found += _of_text(suggestion, None, (), glossary, False)
    return tuple(found)


def _citations(block: Block) -> tuple[int, ...]:
    return () if isinstance(block, Notice | ContactBlock) else block.citations


def _of_text(
    text: str, block: int | None, citations: tuple[int, ...], glossary: Glossary, follows: bool
) -> Iterator[Statement]:
    parts = sentences(text)
    context, lead = EMPTY, None
    for place, part in enumerate(parts):
        reading = read(part, glossary)
        bullet = _BULLET.match(reading.text)
        behind = parts[place + 1] if place + 1 < len(parts) else None
        opens = _is_opening(reading) and (follows if behind is None else bool(_BULLET.match(normalise(behind))))
        lead = lead if bullet else None
        yield Statement(part, reading, context, block, citations, opens, lead)
        lead = opening_claim(reading.text) if opens else lead
        context = _handed_on(reading).within(context)


def _handed_on(reading: Reading) -> Frame:
    """What a sentence says for those behind it: a plan only where it begins with it."""
    leads = {each.dimension for each in reading.mentions if each.start <= _FIRST}
    frame = reading.frame._replace(role=frozenset(), industry=frozenset(), desk=frozenset())
    return frame._replace(**{name: frozenset() for name in ("plan", "limit_set", "rider") if name not in leads})


def _is_opening(reading: Reading) -> bool:
    return reading.text.endswith(":") or bool(one_of(words().openings).search(reading.text))


def _opening(told: Sequence[Statement]) -> _Opening:
    if not told:
        return _Opening()
    frame = EMPTY
    for each in told:
        frame = frame.also(Frame(product=each.reading.frame.product, item=each.reading.frame.item))
    last = told[-1]
    own = last.reading.frame if last.opens else _only_scope(told)
    lead = opening_claim(last.reading.text) if last.opens else None
    return _Opening(frame._replace(plan=own.plan, limit_set=own.limit_set, rider=own.rider), lead)


def _only_scope(told: Sequence[Statement]) -> Frame:
    """The plan, set and rider of a paragraph whose claims are all for the same ones."""
    bound = [
        each.reading.abouts[place].bound.frame
        for each in told
        for place, claim in enumerate(each.reading.claims)
        if claim.strength == "stated"
    ]
    scopes = {Frame(plan=frame.plan, limit_set=frame.limit_set, rider=frame.rider) for frame in bound}
    return scopes.pop() if len(scopes) == 1 else EMPTY


def _of_item(
    item: str, block: int, citations: tuple[int, ...], opening: _Opening, glossary: Glossary
) -> Iterator[Statement]:
    context = opening.frame
    for part in sentences(item):
        reading = _marked(read(part, glossary), context)
        yield Statement(part, reading, context, block, citations, lead=opening.lead)
        context = _handed_on(reading).within(context)


def _of_table(block: TableBlock, number: int, opening: _Opening, glossary: Glossary) -> Iterator[Statement]:
    columns = [read(cell, glossary) for cell in block.header]
    for row in block.rows:
        cells = [[read(part, glossary) for part in sentences(cell)] for cell in row]
        label = frame_of(mention for each in cells[0] for mention in each.mentions)
        names = [
            cell[0].frame
            for text, cell in zip(row, cells, strict=True)
            if len(cell) == 1 and len(text) <= _NAME and not cell[0].figures and not cell[0].claims
        ]
        for place, (cell, parts) in enumerate(zip(row, cells, strict=True)):
            above = columns[place] if place < len(columns) else read("", glossary)
            context = above.frame.within(opening.frame)
            if place:
                context = label.within(context)
            for frame in names:
                context = context.within(frame._replace(role=frozenset()))
            yield from _of_cell(cell, parts, place, above, context, opening.lead, number, block.citations)


def _of_cell(
    cell: str,
    parts: Sequence[Reading],
    place: int,
    above: Reading,
    context: Frame,
    lead: bool | None,
    number: int,
    citations: tuple[int, ...],
) -> Iterator[Statement]:
    """A cell, whose column may say in its header that all in it is covered, or whether it is."""
    if place:
        lead = above.claims[0].positive if above.claims and not context.item else None
    says_cover = bool(_COVER.search(above.text))
    for part, reading in zip(sentences(cell), parts, strict=True):
        if place and not above.frame.role:
            reading = _marked(reading, context, says_cover)
        yield Statement(part, reading, context, number, citations, lead=lead, in_table=True)


@cache
def _marks() -> tuple[re.Pattern[str], dict[str, bool]]:
    kinds = {normalise(mark): kind != "not_covered" for kind, marks in words().cells.items() for mark in marks}
    longest = sorted(kinds, key=len, reverse=True)
    return re.compile(_MARK_PLACE.format(marks="|".join(map(re.escape, longest)))), kinds


def _marked(reading: Reading, context: Frame, says_cover: bool = False) -> Reading:
    """A reading with the claim of a mark that stands alone (○, 対象外), where it says nothing else to be covered."""
    if reading.claims or reading.frame.role or not (says_cover or context.item or reading.frame.item):
        return reading
    pattern, kinds = _marks()
    match = pattern.search(reading.text)
    if match is None:
        return reading
    start, end = match.span("mark")
    strength: Strength = "stated" if says_cover or _COVER.search(match["mark"]) else "passing"
    return with_claim(reading, Claim("cover", kinds[match["mark"]], strength, start, end))
