"""How well its sources bear a reply out."""

from __future__ import annotations

from assistant.knowledge.figures import missing
from assistant.knowledge.values import Record
from assistant.text import comparable
from evals.corpus import Corpus
from evals.exchange import Exchange
from evals.scoring.claims import Claim, claims
from evals.scoring.conditions import attached, dropped
from evals.scoring.figures import read
from evals.scoring.words import overlap

_SAME = 0.8
"""Share of the content words of the evidence that a quote must have to say the same elsewhere."""


class Support(Record):
    """What a reply claims, and what it leaves out.

    Attributes:
        evidence_cited: whether a citation has the question's evidence, or says the same; None where it names none.
        attached: what goes with the "covered" of the reply.
        dropped: what of it the reply leaves out.
    """

    claims: tuple[Claim, ...] = ()
    evidence_cited: bool | None = None
    attached: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()


def support(exchange: Exchange, corpus: Corpus) -> Support:
    """How the sources of the reply that is scored bear it out."""
    answer, question = exchange.answer, exchange.question
    if answer is None:
        return Support()
    wanted = question.evidence if "answered" in question.expect.outcome else None
    return Support(
        claims=claims(answer, exchange.told, corpus),
        evidence_cited=None if wanted is None else any(_says(each.quote, wanted) for each in answer.citations),
        attached=tuple(attached(question, answer, corpus)),
        dropped=tuple(dropped(question, answer, corpus)),
    )


def _says(quote: str, evidence: str) -> bool:
    one, other = comparable(quote), comparable(evidence)
    if other in one or one in other:
        return True
    return overlap(evidence, quote) >= _SAME and not missing(read(evidence), read(quote))
