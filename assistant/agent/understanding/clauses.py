"""Parts a message into clauses: by sentences, and within them where one question ends and another begins."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from assistant.agent.understanding.joints import cuts, joints
from assistant.agent.understanding.kinds import ASKING, has_word, indent, kind_of
from assistant.agent.understanding.phrases import phrases
from assistant.agent.understanding.sentences import Span, sentences


def clauses(text: str) -> list[Span]:
    """The clauses of a text, given after `flat`: together they are all of it, and each has a word if any has."""
    spans = _merged(text, sentences(text), _goes_on)
    spans = [part for span in spans for part in _parted(text, span)]
    spans = _merged(text, spans, _is_wordless)
    if len(spans) < 2:
        return spans
    # what stands alone may be parted further: then it is
    return [(start + begin, start + stop) for start, end in spans for begin, stop in clauses(text[start:end])]


def _merged(text: str, spans: Iterable[Span], belongs: Callable[[str, Span, Span], bool]) -> list[Span]:
    """Spans, each joined with the one before where it belongs to that."""
    merged: list[Span] = []
    for span in spans:
        if merged and belongs(text, merged[-1], span):
            merged[-1] = (merged[-1][0], span[1])
        else:
            merged.append(span)
    return merged


def _goes_on(text: str, before: Span, span: Span) -> bool:
    """Whether a line goes on in the next one, or a question in its alternative."""
    said = text[slice(*before)].rstrip()
    if "\n" in text[before[0] + len(said) : before[1]] and phrases().continuing.before(said, len(said)):
        return True
    place = span[0] + indent(text[slice(*span)])
    return bool(phrases().alternatives.at(text, place)) and kind_of(said) in ASKING


def _is_wordless(text: str, before: Span, span: Span) -> bool:
    return not has_word(text[slice(*span)]) or not has_word(text[slice(*before)])


def _parted(text: str, span: Span) -> Iterator[Span]:
    """The clauses of a sentence."""
    for start, end in _cut(span, cuts(text[slice(*span)])):
        yield from _cut((start, end), joints(text[start:end]))


def _cut(span: Span, places: Iterable[int]) -> Iterator[Span]:
    """A span, cut at places counted from its start."""
    start, end = span
    begin = start
    for place in places:
        yield begin, start + place
        begin = start + place
    if begin < end:
        yield begin, end
