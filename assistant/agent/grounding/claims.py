"""The claims of a sentence in either language."""

from __future__ import annotations

import re
from functools import lru_cache

from assistant.agent.grounding.claim import Claim
from assistant.agent.grounding.claims_en import english_claims
from assistant.agent.grounding.claims_ja import japanese_claims, nouns_of_cover

_JAPANESE = re.compile(r"[ぁ-んァ-ヺ一-龥]")
_ENGLISH = re.compile(r"[a-z]{3}")


@lru_cache(maxsize=8192)
def claims(sentence: str) -> tuple[Claim, ...]:
    """What a normalised sentence states to be so or not; questions and what is left open are no claims."""
    found: list[Claim] = []
    if _JAPANESE.search(sentence):
        found += japanese_claims(sentence)
    if _ENGLISH.search(sentence):
        found += english_claims(sentence)
    return tuple(sorted(found, key=lambda claim: claim.start))


def opening_claim(sentence: str) -> bool | None:
    """Whether a sentence that opens a list calls its items covered; None where it speaks of something else."""
    stated = [claim.positive for claim in claims(sentence)] or list(nouns_of_cover(sentence))
    return stated[-1] if stated else None
