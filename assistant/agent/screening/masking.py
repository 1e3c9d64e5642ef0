"""Personal data replaced by masks that name its kind."""

from __future__ import annotations

import re
from typing import NamedTuple

from assistant.agent.screening.folding import compatible
from assistant.agent.screening.personal import Datum, personal_data
from assistant.knowledge.values import Language

_JAPANESE = re.compile("[ぁ-ヿ㐀-鿿々〆〔ｦ-ﾝ]")


class Masked(NamedTuple):
    """A text with masks, and the kinds of what they stand for in the order of the text."""

    text: str
    kinds: tuple[str, ...]


def without_personal_data(text: str) -> str:
    """The text with personal data masked, for anything that is to be stored or logged."""
    return masked(text).text


def masked(text: str) -> Masked:
    """The text with personal data masked; masks that it already has stay as they are."""
    language: Language = "ja" if _JAPANESE.search(text) else "en"
    kinds: list[str] = []
    # a mask can free what stood beside it: a number that went on
    while data := _personal(text):
        parts: list[str] = []
        reached = 0
        for kind, start, end in data:
            parts += [text[reached:start], personal_data().mask(kind, language)]
            reached = end
        text = "".join(parts) + text[reached:]
        kinds += [datum.kind for datum in data]
    return Masked(text, tuple(kinds))


def _personal(text: str) -> list[Datum]:
    """Personal data in the order of the text, none of them overlapping."""
    folded = compatible(text)
    taken = bytearray(len(text))
    for mask in personal_data().masked.finditer(text):
        taken[mask.start() : mask.end()] = b"\1" * len(mask[0])
    kept: list[Datum] = []
    for kind, *place in personal_data().found(folded.text):
        start, end = folded.original(*place)
        if not any(taken[start:end]):
            taken[start:end] = b"\1" * (end - start)
            kept.append(Datum(kind, start, end))
    return sorted(kept, key=lambda datum: datum.start)
