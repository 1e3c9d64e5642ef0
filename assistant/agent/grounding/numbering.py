"""The numbers of an answer's citations: from 1, in the order in which they are first used."""

from __future__ import annotations

from typing import Any, NamedTuple

from assistant.agent.turn import Draft
from assistant.answers import Block, Citation, ContactBlock, Notice, ToolResult
from assistant.tools.ledger import TurnEvidence


class Numbered(NamedTuple):
    """What of a draft goes into the answer."""

    blocks: tuple[Block, ...]
    citations: tuple[Citation, ...]
    results: tuple[ToolResult, ...]


def renumber(draft: Draft, evidence: TurnEvidence) -> Numbered:
    """The draft's blocks and results with the sources that they use, numbered from 1 in the order of first use.

    Numbers that stand for no source of the evidence are left out.
    """
    sources = {citation.number: citation for citation in evidence.citations}
    used: dict[int, int] = {}
    wanted = [number for block in draft.blocks for number in _cited(block)]
    wanted += [number for result in draft.results for number in result.citations]
    for number in wanted:
        if number in sources:
            used.setdefault(number, len(used) + 1)
    return Numbered(
        blocks=tuple(_block(block, used) for block in draft.blocks),
        citations=tuple(sources[old].model_copy(update={"number": new}) for old, new in used.items()),
        results=tuple(
            result.model_copy(
                update={"result": _value(result.result, used), "citations": _numbers(result.citations, used)}
            )
            for result in draft.results
        ),
    )


def _cited(block: Block) -> tuple[int, ...]:
    return () if isinstance(block, Notice | ContactBlock) else block.citations


def _block(block: Block, used: dict[int, int]) -> Block:
    if isinstance(block, Notice | ContactBlock):
        return block
    return block.model_copy(update={"citations": _numbers(block.citations, used)})


def _numbers(numbers: tuple[int, ...], used: dict[int, int]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(used[number] for number in numbers if number in used))


def _value(value: Any, used: dict[int, int]) -> Any:
    if isinstance(value, list):
        return [_value(each, used) for each in value]
    if not isinstance(value, dict):
        return value
    return {
        key: used.get(each) if key == "citation" and isinstance(each, int) else _value(each, used)
        for key, each in value.items()
    }
