"""What a person says beside the question: that an incident is happening, that a human or a break-in is wanted."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from assistant.agent.screening.folding import spoken
from assistant.agent.screening.phrases import Patterns, Templates, Words, read_phrases
from assistant.agent.screening.sentences import sentences
from assistant.knowledge.values import Record

_QUOTED = re.compile(r"[「『][^」』]*[」』]")


class _Signal(Record):
    alone: Templates
    with_cry: Templates = ()
    cries: Templates = ()
    unless: Templates
    troubles: Templates = ()
    calls: Templates = ()
    not_calling: Templates = ()
    discoveries: Templates = ()
    cover_asked: Templates = ()
    asides: Templates = ()
    billed: Templates = ()
    pleas: Templates = ()


class _File(Record):
    words: dict[str, Templates]
    incident: _Signal
    person: _Signal
    misuse: _Signal


class _Patterns(NamedTuple):
    """The patterns of a signal; signals.yaml says what each is for."""

    alone: Patterns
    with_cry: Patterns
    cries: Patterns
    unless: Patterns
    troubles: Patterns
    calls: Patterns
    not_calling: Patterns
    discoveries: Patterns
    cover_asked: Patterns
    asides: Patterns
    billed: Patterns
    pleas: Patterns

    def heard_in(self, parts: list[str]) -> bool:
        """Whether the sentences `parts` of a message say it."""
        if self.asks_of_cover(parts):
            return False
        telling = [part for part in parts if not self.unless.found_in(part)]
        if any(map(self.alone.found_in, telling)):
            return True
        message = "".join(parts)
        if self.billed.found_in(message) and not self.pleas.found_in(message):
            return False
        if any(map(self.cries.found_in, parts)) and any(map(self.with_cry.found_in, telling)):
            return True
        return (
            self.calls.found_in(message)
            and self.troubles.found_in(message)
            and not self.not_calling.found_in(self._undiscovered(message))
        )

    def _undiscovered(self, message: str) -> str:
        for pattern in self.discoveries.compiled:
            message = pattern.sub("", message)
        return message

    def asks_of_cover(self, parts: list[str]) -> bool:
        """Whether a message only asks what is covered of what is over, supposed, or no matter of the firm."""
        message = "".join(parts)
        if not (self.cover_asked.found_in(message) and self.asides.found_in(message)):
            return False
        return not self.cries.found_in(_QUOTED.sub("", message))


class Signals(NamedTuple):
    """Whether an incident is happening now, a person is wanted, or help to break in; False where it is not sure."""

    incident: bool
    person: bool
    misuse: bool


@cache
def _patterns() -> tuple[_Patterns, _Patterns, _Patterns]:
    file = read_phrases(__file__, "signals.yaml", _File)
    words = Words(file.words)
    incident, person, misuse = (
        _Patterns(**{name: words.spoken(getattr(said, name)) for name in _Patterns._fields})
        for said in (file.incident, file.person, file.misuse)
    )
    return incident, person, misuse


def signals(text: str) -> Signals:
    """The signals of a text."""
    parts = _parts(text)
    incident, person, misuse = _patterns()
    return Signals(incident.heard_in(parts), person.heard_in(parts), misuse.heard_in(["".join(parts)]))


def asks_of_cover(text: str) -> bool:
    """Whether a text tells of what is over, supposed or no matter of the firm, and only asks what is covered."""
    return _patterns()[0].asks_of_cover(_parts(text))


def cries(text: str) -> bool:
    """Whether a text has words of somebody in the middle of an incident: what happens now, a call for help."""
    return any(map(_patterns()[0].cries.found_in, _parts(text)))


def _parts(text: str) -> list[str]:
    folded = spoken(text)
    return [folded.text[start:end] for start, end in sentences(folded)]
