"""What a person says beside the question: that an incident is happening, that a human or a break-in is wanted."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from assistant.agent.screening.folding import spoken
from assistant.agent.screening.phrases import Templates, Words, any_match, read_phrases
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


class _File(Record):
    words: dict[str, Templates]
    incident: _Signal
    person: _Signal
    misuse: _Signal


class _Patterns(NamedTuple):
    """The patterns of a signal; signals.yaml says what each is for."""

    alone: tuple[re.Pattern[str], ...]
    with_cry: tuple[re.Pattern[str], ...]
    cries: tuple[re.Pattern[str], ...]
    unless: tuple[re.Pattern[str], ...]
    troubles: tuple[re.Pattern[str], ...]
    calls: tuple[re.Pattern[str], ...]
    not_calling: tuple[re.Pattern[str], ...]
    discoveries: tuple[re.Pattern[str], ...]
    cover_asked: tuple[re.Pattern[str], ...]
    asides: tuple[re.Pattern[str], ...]

    def heard_in(self, parts: list[str]) -> bool:
        """Whether the sentences `parts` of a message say it."""
        if self.asks_of_cover(parts):
            return False
        telling = [part for part in parts if not any_match(self.unless, part)]
        cried = any(any_match(self.cries, part) for part in parts)
        if any(any_match(self.alone, part) or (cried and any_match(self.with_cry, part)) for part in telling):
            return True
        message = "".join(parts)
        return (
            any_match(self.troubles, message)
            and any_match(self.calls, message)
            and not any_match(self.not_calling, self._undiscovered(message))
        )

    def _undiscovered(self, message: str) -> str:
        for pattern in self.discoveries:
            message = pattern.sub("", message)
        return message

    def asks_of_cover(self, parts: list[str]) -> bool:
        """Whether a message only asks what is covered of what is over, supposed, or no matter of the firm."""
        message = "".join(parts)
        if not (any_match(self.cover_asked, message) and any_match(self.asides, message)):
            return False
        return not any_match(self.cries, _QUOTED.sub("", message))


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


def _parts(text: str) -> list[str]:
    folded = spoken(text)
    return [folded.text[start:end] for start, end in sentences(folded)]
