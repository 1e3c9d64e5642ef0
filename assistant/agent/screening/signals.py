"""What a person says beside the question: that an incident is happening, that a human is wanted."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from assistant.agent.screening.folding import spoken
from assistant.agent.screening.phrases import Patterns, Templates, Words, read_phrases
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

    alone: Patterns
    with_cry: Patterns
    cries: Patterns
    unless: Patterns
    troubles: Patterns
    calls: Patterns
    not_calling: Patterns

    def heard_in(self, parts: list[str]) -> bool:
        """Whether the sentences `parts` of a message say it."""
        telling = [part for part in parts if not self.unless.found_in(part)]
        if any(map(self.alone.found_in, telling)):
            return True
        if any(map(self.cries.found_in, parts)) and any(map(self.with_cry.found_in, telling)):
            return True
        message = "".join(parts)
        return (
            self.calls.found_in(message)
            and self.troubles.found_in(message)
            and not self.not_calling.found_in(message)
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
