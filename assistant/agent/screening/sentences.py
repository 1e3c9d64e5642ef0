"""Sentences of a text, found in its folded form."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.agent.screening.folding import Folded

_END = re.compile(r"""[。!?\n]+[」』)\]"']*\s*|\.[」』)\]"']*(?:\s+|$)""")


def sentences(folded: Folded) -> Iterator[tuple[int, int]]:
    """Where the sentences of a folded text begin and end; together they are all of it."""
    start = 0
    for match in _END.finditer(folded.text):
        yield start, match.end()
        start = match.end()
    if start < len(folded.text):
        yield start, len(folded.text)
