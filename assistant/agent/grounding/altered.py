"""Is a sentence that says nearly what a sentence of a source says of the same thing, with the same figures?"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.agent.grounding.content import likeness
from assistant.agent.grounding.frame import Frame, conflict, sane
from assistant.agent.grounding.glossary import Dimension, Glossary
from assistant.agent.grounding.report import Findings
from assistant.agent.grounding.sources import Source
from assistant.agent.grounding.statements import Statement
from assistant.agent.grounding.support import Shown
from assistant.agent.grounding.words import words
from assistant.knowledge.figures import Figure, missing

_LEAST_WORDS = 3
"""Words from which on two sentences can be nearly the same; of shorter ones all must be."""
_ENDS = (".", "。", "!", "！")


def check_altered(statement: Statement, shown: Shown, glossary: Glossary, findings: Findings) -> None:
    """Checks one statement against the sentences of its sources that say nearly the same."""
    near = _near(statement, shown)
    if not near:
        return
    dimension = _other(statement, near, glossary)
    if dimension and not (dimension == "plan" and _has_fact(statement, shown, glossary)):
        values = {"dimension": findings.say(dimension), "sentence": near[0].reading.text}
        findings.add("name", statement.text, statement.block, "name_of_other", **values)
        return
    own = statement.reading.figures
    known = [figure for source in near for figure in source.reading.figures]
    units, numbers = {figure.unit for figure in known}, {figure.value for figure in known}
    strange = [each for each in missing(own, known) if each.unit in units or each.value in numbers]
    if not strange and all(_doubles(own, source.reading.figures) for source in _nearest(statement, near)):
        strange = [each for each in own if _count(each, own) > 1]
    for figure in strange:
        values = {"figure": figure.text, "sentence": near[0].reading.text}
        findings.add("figure", statement.text, statement.block, "figure_altered", **values)


def _doubles(own: Sequence[Figure], other: Sequence[Figure]) -> bool:
    """Whether a figure of a sentence stands in another one less often, in place of a third."""
    return len(own) == len(other) and any(_count(each, own) > _count(each, other) for each in own)


def _count(figure: Figure, figures: Sequence[Figure]) -> int:
    return sum((each.unit, each.value) == (figure.unit, figure.value) for each in figures)


def _other(statement: Statement, near: Sequence[Source], glossary: Glossary) -> Dimension | None:
    """Whether a statement is of another product, plan or set than the sentences that say the same."""
    own = sane(statement.reading.frame.within(Frame(product=statement.context.product)), glossary)
    known = [source.frame for source in near]
    plans = frozenset(key for frame in known for key in frame.plan)
    sets = frozenset(key for frame in known for key in frame.limit_set)
    if own.plan and all(frame.plan for frame in known) and not any(glossary.related(key) & plans for key in own.plan):
        return "plan"
    if all(frame.limit_set for frame in known) and not own.limit_set <= sets:
        return "limit_set"
    counted = statement.reading.figures or any(source.reading.figures for source in near)
    if own.limit_set and not counted and all(frame.limit_set - own.limit_set for frame in known):
        return "limit_set"
    if len(statement.reading.words) < _LEAST_WORDS:
        return None
    whole = sane(own.within(statement.context), glossary)
    scope = Frame(product=whole.product, plan=whole.plan, limit_set=whole.limit_set)
    conflicts = [conflict(scope, frame, glossary) for frame in known]
    return conflicts[0] if all(conflicts) else None


def _has_fact(statement: Statement, shown: Shown, glossary: Glossary) -> bool:
    """Whether a fact that is shown is of the item and the plan of a statement."""
    frame = statement.reading.frame.within(statement.context)
    plans = frozenset(key for each in frame.plan for key in glossary.related(each))
    return any(fact.items & frame.item and fact.of_plans & plans for fact in shown.facts)


def _nearest(statement: Statement, near: Sequence[Source]) -> list[Source]:
    likenesses = [likeness(statement.reading.words, source.reading.words) for source in near]
    best = max(likenesses, default=0.0)
    return [source for source, each in zip(near, likenesses, strict=True) if each == best]


def _near(statement: Statement, shown: Shown) -> list[Source]:
    """The sentences that have nearly the same words; of short ones those that have the same."""
    own = statement.reading.words
    short = len(own) < _LEAST_WORDS
    if not own or (short and not statement.reading.text.endswith(_ENDS)):
        return []
    least = 1.0 if short else words().same_sentence
    return [
        source
        for source in shown.sized(statement.citations, least * len(own), len(own) / least)
        if likeness(own, source.reading.words) >= least and (not short or source.reading.text.endswith(_ENDS))
    ]
