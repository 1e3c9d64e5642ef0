"""What tells whether passages answer a question, as numbers."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from typing import NamedTuple

from assistant.agent.passages.quoting import Quotation
from assistant.agent.passages.reading import Reading, united
from assistant.agent.passages.words import known_words
from assistant.text import normalise

LOOKED_AT = 3
"""Hits that count."""
ENOUGH = 30
"""Passages in scope from which on standing out among them means something."""
_JAPANESE = re.compile(r"[ぁ-ヺ一-龥々]")


class Features(NamedTuple):
    """What is known of a question and the first hits; None where it cannot be said.

    Attributes:
        coverage, coverage_best: share of the question's words, by weight, in all of them, and in the best.
        coverage_text, coverage_piece, coverage_headings: the same in the text below its headings, in one sentence
            of it, and in names, headings and other wordings, of the hit that has most.
        missing_names, missing_name: weight of words that name something and stand in none of them, a word of the
            question, and of the weightiest.
        missing_figure: 1 where a figure that names something (2024年) is not in the best quotation.
        unshown: 1 where what is asked for (an amount, a date) is in no quotation.
        foreign: 1 where the question is not in Japanese and the best hit is, without an English rendering.
        cosine: of the best hit.
        standing: how far the best hit stands out lexically, 1 being as far as chance goes.
    """

    coverage: float | None
    coverage_best: float | None
    coverage_text: float | None
    coverage_piece: float | None
    coverage_headings: float | None
    missing_names: float
    missing_name: float
    missing_figure: float
    unshown: float
    foreign: float
    cosine: float
    standing: float | None


def features(reading: Reading, quotations: Sequence[Quotation]) -> Features:
    """The features of a question with at least one hit, and of what would be quoted."""
    hits = reading.hits[:LOOKED_AT]
    best = hits[0].hit
    together = united([hit.everything for hit in hits])
    gone = reading.missing(together)
    quoted = [f"{normalise(each.text)}\n{each.hit.forms.heading.written}" for each in quotations]
    foreign = best.passage.english is None and bool(_JAPANESE.search(best.passage.text))
    together_share, best_share, text_share, piece_share, headings_share = _coverages(reading)
    return Features(
        coverage=together_share,
        coverage_best=best_share,
        coverage_text=text_share,
        coverage_piece=piece_share,
        coverage_headings=headings_share,
        missing_names=sum(gone) / max(1, len(reading.terms)),
        missing_name=max(gone, default=0.0),
        missing_figure=float(_figure_missing(reading.query.text, quoted[0])),
        unshown=float(is_unshown(reading.asks, quoted)),
        foreign=float(foreign and not _JAPANESE.search(reading.query.text)),
        cosine=best.cosine,
        standing=_standing(max(hit.hit.lexical for hit in hits), best.among),
    )


def _coverages(reading: Reading) -> tuple[float | None, ...]:
    """The five coverages, in the order of `Features`; None where the question has no words to cover."""
    if not reading.terms:
        return (None,) * 5
    share, hits = reading.coverage, reading.hits[:LOOKED_AT]
    return (
        share(united([hit.everything for hit in hits])),
        share(hits[0].everything),
        max(share(united((hit.heading, hit.text))) for hit in hits),
        max(share(united((hit.heading, hit.names, piece))) for hit in hits for piece in (*hit.pieces, hit.heading)),
        max(share(united((hit.heading, hit.wordings, hit.names))) for hit in hits),
    )


def _figure_missing(question: str, quoted: str) -> bool:
    figures = (figure.replace(",", "") for figure in known_words().naming_figures.findall(question))
    text = quoted.replace(",", "")
    return any(figure not in text for figure in figures)


def is_unshown(asks: Sequence[str], texts: Sequence[str]) -> bool:
    """Whether something that is asked for, by its name in words.yaml, is in none of the normalised texts."""
    shown = (known_words().asks[ask].shown for ask in asks)
    return not all(any(pattern.search(text) for text in texts) for pattern in shown)


def _standing(score: float, among: int) -> float | None:
    """A z-score beside the highest that chance gives among so many (about √(2 ln n) standard deviations)."""
    return None if among < ENOUGH else score / math.sqrt(2 * math.log(among))
