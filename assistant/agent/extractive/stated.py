"""Verdicts by way of passages: the best passage for a question states facts, and these answer it.

A name finds a fact only where somebody listed it. A passage is found by meaning; where it is the evidence of facts,
their verdict, limit and condition are what it says.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.agent.conversation.question import Question
from assistant.agent.extractive.coverage import coverage_part, look_up
from assistant.agent.extractive.part import Part
from assistant.agent.extractive.passages import Quoted, quoted_part
from assistant.agent.extractive.presumed import presumed_yen
from assistant.agent.extractive.routing import thresholds
from assistant.agent.grounding.claims import claims
from assistant.answers import Verdict, plain_text
from assistant.text import normalise
from assistant.tools.coverage.circumstances import fitting
from assistant.tools.coverage.names import FactKey
from assistant.tools.toolbox import Toolbox

_LABELS = 2
"""Things that a passage may be about for its facts to be the answer; one about more is a list."""
_LOOKED_AT = 2
_OF_VERDICTS = ("coverage", "promise")


def stated_part(question: Question, quotes: Sequence[Quoted], toolbox: Toolbox) -> Part | None:
    """What the facts say on which the best passages stand; None where these state no single thing."""
    for quote in quotes[:_LOOKED_AT]:
        passage = quote.hit.passage
        facts = _stated(quote, toolbox) or toolbox.facts_in(passage.document, quote.text)
        meant = question.about.agrees(facts)
        labels = fitting(question.text, _labels(meant or facts, toolbox))
        if not labels and _is_silent(quote):
            return None
        if not 0 < len(labels) <= _LABELS:
            continue
        part = _of_facts(labels, passage.product, question, toolbox)
        if part.verdict is None or (part.verdict != "not_covered" and _is_unsure(quote, question, meant)):
            continue
        return _with_quotes(part, quotes, toolbox)
    return _meant_part(question, quotes, toolbox) or _claimed_part(question, quotes, toolbox)


def offered_part(question: Question, quotes: Sequence[Quoted], toolbox: Toolbox) -> Part | None:
    """The best passage, with whether there is the service that it states, where the question is about that."""
    if not quotes or question.other_peril > thresholds().other_peril_open:
        return None
    best = quotes[0]
    passage = best.hit.passage
    services = [key for key in question.about.agrees(_stated(best, toolbox)) if toolbox.fact(key).kind == "service"]
    if not services or best.gap or _is_silent(best) or best.probability < thresholds().trusted:
        return None
    part = _of_facts(_labels(services, toolbox), passage.product, question, toolbox)
    return quoted_part(quotes, toolbox)._replace(verdict=part.verdict, results=part.results)


def _meant_part(question: Question, quotes: Sequence[Quoted], toolbox: Toolbox) -> Part | None:
    """What the facts say that the question is about by what it seeks, whatever passages were found."""
    labels = fitting(question.text, _labels(question.about.meant[:1], toolbox))
    if not labels or question.other_peril > thresholds().other_peril_meant or question.intent not in _OF_VERDICTS:
        return None
    part = _of_facts(labels, question.product, question, toolbox)
    return None if part.verdict is None else _with_quotes(part, quotes, toolbox)


def _stated(quote: Quoted, toolbox: Toolbox) -> list[FactKey]:
    """The facts that stand on the sentences of a passage which come nearest to the question."""
    return [fact for sentence in quote.leading for fact in toolbox.facts_in(quote.hit.passage.document, sentence)]


def _of_facts(labels: Sequence[str], product: str | None, question: Question, toolbox: Toolbox) -> Part:
    """What the facts with these labels say."""
    recorded, cited = look_up(labels, product, question, toolbox)
    return coverage_part(recorded, cited, toolbox, presumed_yen(question))


def _with_quotes(part: Part, quotes: Sequence[Quoted], toolbox: Toolbox) -> Part:
    """A part with what the passages say beside it."""
    more = quoted_part(quotes, toolbox, said=plain_text(part.blocks))
    return part._replace(blocks=(*part.blocks, *more.blocks))


def _claimed_part(question: Question, quotes: Sequence[Quoted], toolbox: Toolbox) -> Part | None:
    """The verdict that the sentences of the best passage themselves state, with all passages."""
    if not quotes:
        return None
    stated = {
        claim.positive
        for sentence in quotes[0].sentences
        for claim in claims(normalise(sentence))
        if claim.topic == "cover" and claim.strength == "stated"
    }
    known = toolbox.knowledge.products[quotes[0].hit.passage.product]
    unsure = _is_unsure(quotes[0], question) or (question.plan is not None and bool(known.coverage))
    if not stated or (True in stated and unsure):
        return None
    verdict: Verdict = "conditional" if len(stated) > 1 else "covered" if True in stated else "not_covered"
    if verdict == "covered" and any(phrase in quotes[0].text for phrase in thresholds().limiting):
        verdict = "conditional"
    return quoted_part(quotes, toolbox, presumed=presumed_yen(question))._replace(verdict=verdict)


def _is_unsure(quote: Quoted, question: Question, meant: Sequence[FactKey] = ()) -> bool:
    """Whether a passage may be about something else than the question: it gives no "covered" then."""
    limits = thresholds()
    if meant:
        return question.other_peril > limits.other_peril_meant
    if question.about.plain:
        return True
    is_other = question.other_peril > limits.other_peril
    return is_other or quote.hit.cosine < limits.meant or quote.probability < limits.trusted


def _is_silent(quote: Quoted) -> bool:
    """Whether what comes nearest to the question in a passage says that something is not stated."""
    return all(any(phrase in sentence for phrase in thresholds().silent) for sentence in quote.leading)


def _labels(facts: Sequence[FactKey], toolbox: Toolbox) -> tuple[str, ...]:
    """What the facts are about, by name."""
    return tuple(dict.fromkeys(toolbox.fact(key).label.ja for key in facts))
