"""What a text has beside what it asks about, of which a fact must speak to say anything about it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.tools.coverage.circumstances import Circumstance, circumstances
from assistant.tools.coverage.names import Mention, Reading
from assistant.tools.coverage.parties import others
from assistant.tools.coverage.words import words

_CLAUSE = re.compile(r"[。、,?!\n]")
_PIECES = re.compile(r"[ァ-ヺー]{2,}|[a-z0-9]{2,}|[一-龥々]+[ぁ-ん]?")


def beside_name(reading: Reading, mention: Mention) -> tuple[Circumstance, ...]:
    """What stands beside a name: circumstances, others whose loss it is, another cause, what is not meant."""
    span = (mention.start, mention.end)
    return tuple(
        dict.fromkeys(
            (
                *circumstances(reading.text, reading.spans),
                *others(reading.text, span, reading.spans),
                *_cause(reading, mention),
                *map(Circumstance, reading.excluded),
            )
        )
    )


def beside_likeness(reading: Reading) -> tuple[Circumstance, ...]:
    """The same of a text that names nothing."""
    found = (*circumstances(reading.text, reading.spans), *others(reading.text, None, reading.spans))
    return tuple(dict.fromkeys((*found, *map(Circumstance, reading.excluded))))


def _cause(reading: Reading, mention: Mention) -> Iterator[Circumstance]:
    """The cause that stands right before a name: 操作ミス in 操作ミスでデータが消えた."""
    clause = _CLAUSE.split(reading.text[: mention.start])[-1]
    for ending in words().cause_ends:
        if clause.endswith(ending) and (pieces := _PIECES.findall(clause.removesuffix(ending))):
            yield Circumstance(clause.removesuffix(ending), pieces=frozenset(pieces), of_caused=True)
            return
