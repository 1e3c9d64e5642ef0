from __future__ import annotations

from assistant.agent.grounding import renumber
from assistant.agent.turn import Draft
from assistant.answers import ContactBlock, ListBlock, Notice, Paragraph
from assistant.tools.toolbox import Toolbox


def test_sources_are_numbered_from_one_in_the_order_of_use(toolbox: Toolbox) -> None:
    ransom, gifts = toolbox.check_coverage("身代金"), toolbox.check_coverage("見舞金", "yayoi")
    (first,), (one, other, third) = ransom.citations, gifts.citations
    blocks = (
        Paragraph(text="…", citations=(other, first)),
        Notice(text="…"),
        ContactBlock(label="…"),
        ListBlock(items=("…",), citations=(first, one)),
    )
    draft = Draft(outcome="answered", blocks=blocks, results=(gifts,))
    numbered = renumber(draft, toolbox.evidence)
    sources = {citation.number: citation.quote for citation in toolbox.evidence.citations}
    assert [block.citations for block in numbered.blocks if isinstance(block, Paragraph | ListBlock)] == [
        (1, 2),
        (2, 3),
    ]
    assert [(each.number, each.quote) for each in numbered.citations] == [
        (1, sources[other]),
        (2, sources[first]),
        (3, sources[one]),
        (4, sources[third]),
    ]
    (shown,) = numbered.results
    assert shown.citations == (3, 1, 4)
    evidence = [
        each["citation"]
        for group in shown.result["items"][0]["products"]
        for fact in group["facts"]
        for each in fact["evidence"]
    ]
    assert evidence == [3, 1, 4]
    assert numbered.blocks[1:3] == blocks[1:3]


def test_a_source_that_nothing_uses_and_one_that_does_not_exist_are_left_out(toolbox: Toolbox) -> None:
    toolbox.check_coverage("身代金")
    draft = Draft(outcome="answered", blocks=(Paragraph(text="…", citations=(99,)),))
    numbered = renumber(draft, toolbox.evidence)
    assert numbered.citations == ()
    assert numbered.blocks == (Paragraph(text="…"),)
