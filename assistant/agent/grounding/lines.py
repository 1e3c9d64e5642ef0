"""The sentences of a text, its lists and bar tables told apart."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from assistant.agent.grounding.claims import opening_claim
from assistant.agent.grounding.words import one_of, words
from assistant.text import normalise

_SENTENCES = re.compile(
    r"(?<=[。！？!?])(?![。！？!?」』)）\"])|(?<=[。！？!?][」』)）])|(?<=」)(?=「)"
    r"|(?<=[.;])\s+(?=[A-Z\"'“「ぁ-んァ-ヺ一-龥0-9])|\n+"
)
_UNSEEN = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]|\*\*|__|`|(?<=\S)\*(?=\S)")
"""What readers do not see: emphasis, and characters without width."""
_BULLET = re.compile(r"[・\-*•●]|\d{1,2}[.)]\s")
_BAR = "|"
_RULE = re.compile(r"[|\s:-]+")


class Line(NamedTuple):
    """A sentence, or a row of a bar table.

    Attributes:
        text: as it is written.
        opens: whether it opens the list behind it.
        lead: whether the sentence that opens its list calls its items covered or not.
        header, cells: of a row behind the header of its table; () for anything else.
    """

    text: str
    opens: bool = False
    lead: bool | None = None
    header: tuple[str, ...] = ()
    cells: tuple[str, ...] = ()


@lru_cache(maxsize=4096)
def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a text as they are written."""
    return tuple(part for each in _SENTENCES.split(_UNSEEN.sub("", text)) if (part := each.strip()))


@lru_cache(maxsize=4096)
def lines(text: str, follows: bool = False) -> tuple[Line, ...]:
    """The sentences and rows of a text; `follows` says whether a list or a table comes behind it."""
    parts = sentences(text)
    found: list[Line] = []
    lead: bool | None = None
    header: tuple[str, ...] = ()
    for place, part in enumerate(parts):
        if part.startswith(_BAR):
            cells = tuple(cell.strip() for cell in part.strip(_BAR).split(_BAR))
            if not _RULE.fullmatch(part):
                found.append(Line(part, header=header, cells=cells if header else ()))
                header = header or cells
            continue
        header = ()
        behind = parts[place + 1] if place + 1 < len(parts) else None
        in_list = bool(_BULLET.match(part))
        lead = lead if in_list else None
        opens = opens_list(part) and (follows if behind is None else bool(_BULLET.match(behind)))
        found.append(Line(part, opens, lead))
        lead = opening_claim(normalise(part)) if opens else lead
    return tuple(found)


@lru_cache(maxsize=4096)
def opens_list(sentence: str) -> bool:
    """Whether a sentence announces what comes behind it."""
    text = normalise(sentence)
    return text.endswith(":") or bool(one_of(words().openings).search(text))
