"""Is what stands in quotation marks word for word in a source?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.agent.grounding.report import Findings
from assistant.agent.grounding.said import Said
from assistant.agent.grounding.sources import compared
from assistant.agent.grounding.support import Shown
from assistant.agent.grounding.words import words
from assistant.agent.turn import Draft
from assistant.answers import Block, ContactBlock, ListBlock, Notice, Paragraph, TableBlock
from assistant.knowledge.quotes import standing

_PAIRS = {"「": "」", "『": "』", "“": "”"}
_OPENING = re.compile("|".join(_PAIRS))
_PLAIN = re.compile(r'"([^"\n]+)"')
_LEAST_PART = 4


def check_quotations(draft: Draft, shown: Shown, said: Said, findings: Findings) -> None:
    """Checks the quotations of every block."""
    for number, block in enumerate(draft.blocks):
        if isinstance(block, ContactBlock):
            continue
        citations = () if isinstance(block, Notice) else block.citations
        for text in _texts(block):
            for quotation in quotations(text):
                if not _is_verbatim(quotation, citations, shown, said):
                    findings.add("quote", quotation, number, "quote", quote=quotation)


def quotations(text: str) -> Iterator[str]:
    """What stands in quotation marks and is longer than a term; of nested ones the outer."""
    place = 0
    while match := _OPENING.search(text, place):
        end = _closing(text, match.start(), _PAIRS[match[0]])
        if end > 0 and _is_long(text[match.end() : end]):
            yield text[match.end() : end]
        place = max(end, match.end())
    yield from (match[1] for match in _PLAIN.finditer(text) if _is_long(match[1]))


def _closing(text: str, start: int, close: str) -> int:
    depth = 0
    for place in range(start, len(text)):
        if text[place] == text[start]:
            depth += 1
        elif text[place] == close:
            depth -= 1
            if not depth:
                return place
    return -1


def _is_long(text: str) -> bool:
    return len(text.split()) >= words().quotation_words if text.isascii() else len(text) >= words().quotation


def _texts(block: Block) -> Iterator[str]:
    if isinstance(block, Paragraph | Notice):
        yield block.text
    elif isinstance(block, ListBlock):
        yield from block.items
    elif isinstance(block, TableBlock):
        yield from (cell for row in block.rows for cell in row)


def _is_verbatim(quotation: str, citations: tuple[int, ...], shown: Shown, said: Said) -> bool:
    if compared(quotation) in compared(said.text):
        return True
    parts = [quotation]
    for mark in words().elisions:
        parts = [each.strip() for part in parts for each in part.split(mark)]
    parts = [part for part in parts if len(part) >= _LEAST_PART]
    return any(all(standing(part, text) == "verbatim" for part in parts) for text in shown.quoted(citations))
