"""Is a sentence that says nearly what a sentence of a source says of the same thing, with the same figures?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assistant.agent.grounding.content import likeness
from assistant.agent.grounding.frame import Frame, conflict
from assistant.agent.grounding.glossary import Dimension, Glossary
from assistant.agent.grounding.report import Findings
from assistant.agent.grounding.sources import Source
from assistant.agent.grounding.statements import Statement
from assistant.agent.grounding.words import words
from assistant.knowledge.figures import missing

_LEAST_WORDS = 3
"""Words from which on two sentences can be nearly the same; of shorter ones all must be."""
_ENDS = (".", "。", "!", "！")


def check_altered(statement: Statement, sources: Iterable[Source], glossary: Glossary, findings: Findings) -> None:
    """Checks one statement against the sentences of its sources that are most like it."""
    near = _nearest(statement, sources)
    if not near:
        return
    conflicts = [_conflict(statement, source, glossary) for source in near]
    if all(conflicts):
        values = {"dimension": findings.say(str(conflicts[0])), "sentence": near[0].reading.text}
        findings.add("name", statement.text, statement.block, "name_of_other", **values)
        return
    known = [
        figure
        for source, other in zip(near, conflicts, strict=True)
        if not other
        for figure in source.reading.figures
    ]
    units, numbers = {figure.unit for figure in known}, {figure.value for figure in known}
    for figure in missing(statement.reading.figures, known):
        if figure.unit in units or figure.value in numbers:
            values = {"figure": figure.text, "sentence": near[0].reading.text}
            findings.add("figure", statement.text, statement.block, "figure_altered", **values)


def _conflict(statement: Statement, source: Source, glossary: Glossary) -> Dimension | None:
    """Whether a statement is of another product, plan or set than a sentence that says the same."""
    own = statement.reading.frame
    known = source.reading.frame.within(source.context)
    for name, said, given in (("plan", own.plan, known.plan), ("limit_set", own.limit_set, known.limit_set)):
        if given and any(not glossary.related(key) & given for key in said):
            return "plan" if name == "plan" else "limit_set"
    if (
        own.limit_set
        and not (statement.reading.figures or source.reading.figures)
        and known.limit_set - own.limit_set
    ):
        return "limit_set"
    if len(statement.reading.words) < _LEAST_WORDS:
        return None
    whole = own.within(statement.context)
    return conflict(Frame(product=whole.product, plan=whole.plan, limit_set=whole.limit_set), known, glossary)


def _nearest(statement: Statement, sources: Iterable[Source]) -> Sequence[Source]:
    own, least = statement.reading.words, words().same_sentence
    short = len(own) < _LEAST_WORDS
    if not own or (short and not statement.reading.text.endswith(_ENDS)):
        return ()
    least = 1.0 if short else least
    near: dict[float, list[Source]] = {}
    for source in sources:
        if short and not source.reading.text.endswith(_ENDS):
            continue
        other = source.reading.words
        if least * len(other) <= len(own) <= len(other) / least:
            near.setdefault(likeness(own, other), []).append(source)
    best = max(near, default=0.0)
    return near[best] if best >= least else ()
