"""The kinds and patterns of personal data, from personal.yaml."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import Literal, NamedTuple

from assistant.agent.screening.checks import dialled, is_card, is_my_number, is_telephone
from assistant.agent.screening.phrases import Templates, Words, read_phrases
from assistant.knowledge.values import Language, LocalText, Record

_Check = Literal["card", "my_number", "telephone"]
_CHECKS: dict[_Check, Callable[[str], bool]] = {
    "card": is_card,
    "my_number": is_my_number,
    "telephone": is_telephone,
}


class Datum(NamedTuple):
    """A personal datum that stands at `start` to `end` of a text."""

    kind: str
    start: int
    end: int


class _Pattern(Record):
    kind: str
    pattern: str
    check: _Check | None = None


class _File(Record):
    kinds: dict[str, LocalText]
    company_phones: Templates
    words: dict[str, Templates]
    patterns: tuple[_Pattern, ...]


class PersonalData:
    """What personal.yaml says, ready to be looked for."""

    def __init__(self, file: _File) -> None:
        self._labels = file.kinds
        self._company_phones = file.company_phones
        words = Words(file.words)
        self._patterns = [(entry.kind, words.written(entry.pattern), entry.check) for entry in file.patterns]
        masks = (self.mask(kind, language) for kind in self._labels for language in ("ja", "en"))
        self.masked = re.compile("|".join(map(re.escape, masks)))

    def label(self, kind: str, language: Language) -> str:
        """What a kind is called."""
        return self._labels[kind].in_language(language)

    def mask(self, kind: str, language: Language) -> str:
        """What stands in place of a datum."""
        label = self.label(kind, language)
        return f"〔{label}〕" if language == "ja" else f"[{label}]"

    def found(self, text: str) -> Iterator[Datum]:
        """Personal data in a text after NFKC, pattern by pattern; they may overlap."""
        for kind, pattern, check in self._patterns:
            for match in pattern.finditer(text):
                start, end = match.span("datum" if "datum" in pattern.groupindex else 0)
                if self._is(kind, check, text[start:end]):
                    yield Datum(kind, start, end)

    def _is(self, kind: str, check: _Check | None, datum: str) -> bool:
        # 0800-123-4567 is free to call, 080-0123-4567 is somebody's
        if kind == "phone" and dialled(datum).startswith(self._company_phones):
            return False
        return check is None or _CHECKS[check](datum)


@cache
def personal_data() -> PersonalData:
    """The kinds and patterns of personal.yaml."""
    return PersonalData(read_phrases(__file__, "personal.yaml", _File))
