"""Does everything that a draft says stand in its evidence?"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.agent.grounding.altered import check_altered
from assistant.agent.grounding.amounts import Amounts
from assistant.agent.grounding.attachments import Attachments
from assistant.agent.grounding.citing import check_citations
from assistant.agent.grounding.claims_ja import bare_answer
from assistant.agent.grounding.eligibility import Eligibility
from assistant.agent.grounding.forbidden import check_forbidden
from assistant.agent.grounding.glossary import Glossary
from assistant.agent.grounding.inputs import check_inputs
from assistant.agent.grounding.judging import Asked, Meant, asked_facts, is_borne_out, may_be_said
from assistant.agent.grounding.names import with_evidence
from assistant.agent.grounding.quotations import check_quotations
from assistant.agent.grounding.reaching import check_contacts
from assistant.agent.grounding.reading import read
from assistant.agent.grounding.report import Findings, Report
from assistant.agent.grounding.said import Said
from assistant.agent.grounding.statements import Statement, statements
from assistant.agent.grounding.support import Shown
from assistant.agent.grounding.unread import Unread
from assistant.agent.grounding.verdicts import Verdicts
from assistant.agent.turn import Draft
from assistant.answers import TableBlock
from assistant.knowledge.values import Language
from assistant.tools.ledger import TurnEvidence


def check(
    draft: Draft,
    evidence: TurnEvidence,
    said: Sequence[str],
    *,
    glossary: Glossary | None = None,
    locale: Language = "ja",
) -> Report:
    """Finds what a draft says that nothing it cites or shows bears out.

    The words of a language model are believed less than those of the assistant: beside what is not covered it may say
    only what can be read here, and a verdict must be that of what the person asked.

    Args:
        draft: the draft.
        evidence: all that the turn's toolbox handed out.
        said: the person's messages of this conversation, the last one last.
        glossary: the names of the knowledge base (`glossary_of`); without it only names that the results of the
            turn spell out are known, and names in other words or another language are not told apart.
        locale: language of what the report says.
    """
    findings = Findings(locale)
    known, glossary = glossary, with_evidence(glossary, evidence)
    person = Said(said)
    recorded = [result for result in draft.results if result in evidence.results]
    for result in draft.results:
        if result not in recorded:
            findings.add("result", result.tool, None, "result")
    shown = Shown(recorded, evidence.citations, evidence.renderings, glossary)
    told = statements(draft, glossary)
    of_model = draft.brain == "llm"
    contacts = check_contacts(draft, evidence, glossary, findings)
    check_inputs(shown, person, known or glossary, findings, of_model=of_model)
    amounts = Amounts(draft, evidence, shown, contacts, person, glossary, findings)
    reference = Meant.of(draft, glossary)
    asked_of_model = Asked.of(reference, shown, told)
    verdicts = Verdicts(shown, glossary, findings, asked_of_model if of_model else None)
    unread = Unread(told, shown, asked_of_model, person, evidence, glossary, findings)
    eligibility = Eligibility(shown, glossary, findings)
    for statement in told:
        check_forbidden(statement, findings)
        amounts.check(statement)
        check_altered(statement, shown, glossary, findings)
        _check_claims(statement, verdicts, eligibility)
        if of_model:
            unread.check(statement)
    check_quotations(draft, shown, person, findings)
    check_citations(draft, told, shown, findings)
    attachments = Attachments(told, read(person.last, glossary).frame, glossary, findings)
    for holding in verdicts.holding:
        if not _is_of_tool(holding.statement, draft, shown):
            attachments.check(holding)
    for eligible in eligibility.eligible:
        attachments.check_eligible(eligible)
    if draft.verdict is not None:
        asked = asked_facts(shown, person)
        holds = is_borne_out(draft.verdict, asked, shown, told)
        chooses = draft.verdict == "covered" or (draft.verdict == "conditional" and reference.facts)
        if holds and of_model and chooses and (reference.facts or reference.is_refused or shown.facts):
            holds = may_be_said(draft.verdict, reference, shown, asked_of_model)
        if not holds:
            findings.add("verdict", draft.verdict, None, "verdict_field", verdict=findings.say(draft.verdict))
        elif not verdicts.holding:
            attachments.check_verdict(draft.verdict, asked)
    return findings.report()


def _check_claims(statement: Statement, verdicts: Verdicts, eligibility: Eligibility) -> None:
    reading = statement.reading
    if statement.lead is not None and not reading.claims:
        verdicts.of_list(statement, statement.lead)
    if (positive := bare_answer(reading.text)) is not None:
        verdicts.bare(statement, positive)
    for place, claim in enumerate(reading.claims):
        names_item = bool(reading.frame.item or statement.context.item)
        if claim.topic == "join" or (claim.topic == "any" and eligibility.is_shown and not names_item):
            eligibility.claim(statement, place)
        else:
            verdicts.claim(statement, place)


def _is_of_tool(statement: Statement, draft: Draft, shown: Shown) -> bool:
    """Whether a statement stands in a table as a tool gave it, which says all that there is."""
    block = draft.blocks[statement.block] if statement.block is not None else None
    if not isinstance(block, TableBlock):
        return False
    tables = [table for result in shown.results if (table := result.result.get("table"))]
    return any(
        list(block.header) == table["header"] and all(list(row) in table["rows"] for row in block.rows)
        for table in tables
    )
