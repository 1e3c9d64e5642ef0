"""What a person says beside the question: that an incident is happening, that a human is wanted."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from assistant.agent.screening.folding import spoken
from assistant.agent.screening.phrases import Templates, Words, any_match, read_phrases
from assistant.agent.screening.sentences import sentences
from assistant.knowledge.values import Record


class _Signal(Record):
    alone: Templates
    with_cry: Templates = ()
    cries: Templates = ()
    unless: Templates
    troubles: Templates = ()
    calls: Templates = ()
    not_calling: Templates = ()


class _File(Record):
    words: dict[str, Templates]
    incident: _Signal
    person: _Signal


class _Patterns(NamedTuple):
    """The patterns of a signal; signals.yaml says what each is for."""

    alone: tuple[re.Pattern[str], ...]
    with_cry: tuple[re.Pattern[str], ...]
    cries: tuple[re.Pattern[str], ...]
    unless: tuple[re.Pattern[str], ...]
    troubles: tuple[re.Pattern[str], ...]
    calls: tuple[re.Pattern[str], ...]
    not_calling: tuple[re.Pattern[str], ...]

    def heard_in(self, parts: list[str]) -> bool:
        """Whether the sentences `parts` of a message say it."""
        telling = [part for part in parts if not any_match(self.unless, part)]
        cried = any(any_match(self.cries, part) for part in parts)
        if any(any_match(self.alone, part) or (cried and any_match(self.with_cry, part)) for part in telling):
            return True
        message = "".join(parts)
        return (
            any_match(self.troubles, message)
            and any_match(self.calls, message)
            and not any_match(self.not_calling, message)
        )


class Signals(NamedTuple):
    """Whether an incident is happening now, and whether a person is wanted; False where it is not sure."""

    incident: bool
    person: bool


@cache
def _patterns() -> tuple[_Patterns, _Patterns]:
    file = read_phrases(__file__, "signals.yaml", _File)
    words = Words(file.words)
    incident, person = (
        _Patterns(**{name: words.spoken(getattr(said, name)) for name in _Patterns._fields})
        for said in (file.incident, file.person)
    )
    return incident, person


def signals(text: str) -> Signals:
    """The signals of a text."""
    folded = spoken(text)
    parts = [folded.text[start:end] for start, end in sentences(folded)]
    incident, person = _patterns()
    return Signals(incident.heard_in(parts), person.heard_in(parts))
