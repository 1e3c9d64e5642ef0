"""Does every block cite sources that exist and have to do with it, and is something cited or shown for every fact?"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.agent.grounding.content import content, is_japanese, share
from assistant.agent.grounding.report import Findings
from assistant.agent.grounding.statements import Statement
from assistant.agent.grounding.support import Shown
from assistant.agent.grounding.words import one_of, words
from assistant.agent.turn import Draft
from assistant.answers import Citation, ContactBlock, Notice
from assistant.knowledge.verdict_phrases import speaks_generally


def check_citations(draft: Draft, told: Sequence[Statement], shown: Shown, findings: Findings) -> None:
    """Checks what every block cites."""
    for number, block in enumerate(draft.blocks):
        own = [each for each in told if each.block == number]
        citations = () if isinstance(block, Notice | ContactBlock) else block.citations
        if own:
            _check_product(own, citations, number, shown, findings)
        _check_numbers(citations, own, number, shown, findings)
        if draft.outcome == "answered" and not citations and not shown.results:
            for each in own:
                if states_something(each):
                    findings.add("uncited", each.text, number, "uncited")
        elif draft.brain == "llm" and not citations:
            for each in own:
                if states_something(each) and not _is_of_results(each, shown):
                    findings.add("uncited", each.text, number, "uncited")


def states_something(statement: Statement) -> bool:
    """Whether a sentence says something of the products: no question, request, greeting or pointer."""
    reading = statement.reading
    if any(claim.strength == "stated" for claim in reading.claims):
        return True
    said = len(content(reading.text)) >= words().least_words
    return said and not any(one_of(each).search(reading.text) for each in (words().questions, words().asides))


def _is_of_results(statement: Statement, shown: Shown) -> bool:
    """Whether a sentence that cites nothing has words of the results that are shown; claims are judged elsewhere."""
    reading = statement.reading
    if reading.claims or reading.figures or not is_japanese(statement.text) or not shown.results:
        return True
    wanted = frozenset(word for word in reading.words if len(word) > 1)
    given = frozenset(word for source in shown.sources for word in source.reading.words)
    return not wanted or len(wanted & given) >= words().related_words or share(wanted, given) >= words().same_thing


def _check_product(
    own: Sequence[Statement], citations: Sequence[int], block: int, shown: Shown, findings: Findings
) -> None:
    """A block under the name of a product cites sources of that product, or general word."""
    first = next((each for each in own[0].reading.mentions if each.dimension == "product"), None)
    cited = {shown.cited[number].product for number in citations if number in shown.cited}
    general = {fact.product for fact in shown.facts if fact.general}
    general |= {each.product for each in shown.cited.values() if speaks_generally(each.quote)}
    if first and first.start <= 1 and cited and not (first.keys | general) & cited:
        findings.add("citation", own[0].text, block, "citation_of_other", product="、".join(sorted(cited)))


def _check_numbers(
    citations: Sequence[int],
    own: Sequence[Statement],
    block: int,
    shown: Shown,
    findings: Findings,
) -> None:
    text = " ".join(each.text for each in own)
    for number in citations:
        if number not in shown.cited:
            findings.add("citation", text, block, "citation_unknown", number=number)
    known = [number for number in citations if number in shown.cited]
    related = {number for number in known if _is_related(own, text, shown.cited[number], shown)}
    # what a fact or another result stands on goes together
    groups = [group for group in shown.groups if group & related or not group & shown.of_coverage]
    for number in known:
        if number not in related and not any(number in group for group in groups):
            findings.add("citation", text, block, "citation_unrelated", number=number)


def _is_related(own: Sequence[Statement], text: str, citation: Citation, shown: Shown) -> bool:
    """Whether a source has a figure, an item or some words of a block; in another language, no other item."""
    sources = shown.support((citation.number,)).sources
    figures = {(each.unit, each.value) for source in sources for each in source.reading.figures}
    if any((each.unit, each.value) in figures for one in own for each in one.reading.figures):
        return True
    about = frozenset(
        key
        for each in own
        for key in each.reading.frame.item | each.context.item
        if key.partition("/")[0] == citation.product
    )
    known = frozenset(key for source in sources for key in source.items)
    if about & known:
        return True
    given = content(citation.section).union(*(source.reading.words for source in sources))
    wanted = frozenset(word for each in own for word in each.reading.words if len(word) > 1)
    common = len(wanted & given)
    least = words().related_share
    if wanted and (common >= words().related_words or max(share(wanted, given), share(given, wanted)) >= least):
        return True
    return not (is_japanese(text) and wanted) and not (about and known)
