"""How a Japanese text is read aloud, in katakana, so that ほけんりょう finds 保険料 and 漏えい finds 漏洩."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from typing import NamedTuple

from sudachipy import Dictionary, SplitMode, Tokenizer

from assistant.text import normalise

_KANA = re.compile(r"[ぁ-ゖァ-ヺー]")
_KANA_TEXT = 6
"""A shorter text may be a word that is always written so (サーバー)."""
_JAPANESE = re.compile(r"[ぁ-ヺ一-龥々]")
_LINE_BYTES = 40_000
"""Sudachi takes no line of more than 49,149 bytes."""
_TO_KATAKANA = {code: code + 96 for code in range(ord("ぁ"), ord("ゖ") + 1)}
_local = threading.local()


class Word(NamedTuple):
    """A word of a text.

    Attributes:
        written: as it stands in the text.
        spoken: in katakana; what is not Japanese stays as it is.
        base: its dictionary form in the usual spelling (はらえます: 払う).
        kind, detail: Sudachi's part of speech (名詞, 数詞).
    """

    written: str
    spoken: str
    base: str
    kind: str
    detail: str


def words(text: str) -> list[Word]:
    """The words of a text; together their written forms are the text, without line breaks."""
    return [
        Word(m.surface(), _spoken(m.surface(), m.reading_form()), m.normalized_form(), *m.part_of_speech()[:2])
        for line in text.split("\n")
        for part in _parts(line)
        for m in _tokenizer().tokenize(part)
    ]


def katakana_reading(text: str) -> str:
    """The reading of each line; what is not Japanese stays as it is."""
    return "\n".join("".join(_readings(line)) for line in text.split("\n"))


def in_kana(text: str) -> bool:
    """Whether a text is written in kana, without kanji and Latin letters: ほけんりょうはいくら, ﾎｹﾝﾘｮｳ."""
    letters = [char for char in normalise(text) if char.isalpha()]
    return len(letters) >= _KANA_TEXT and all(_KANA.match(char) for char in letters)


def _readings(line: str) -> Iterator[str]:
    for part in _parts(line):
        for morpheme in _tokenizer().tokenize(part):
            yield _spoken(morpheme.surface(), morpheme.reading_form())


def _spoken(surface: str, reading: str) -> str:
    return (reading if _JAPANESE.search(surface) else surface).translate(_TO_KATAKANA)


def _parts(line: str) -> list[str]:
    size = _LINE_BYTES // 4
    return [line[start : start + size] for start in range(0, len(line), size)]


def _tokenizer() -> Tokenizer:
    """This thread's tokenizer: one cannot be shared."""
    if not hasattr(_local, "tokenizer"):
        _local.tokenizer = Dictionary(dict="core").tokenizer(SplitMode.C)
    tokenizer: Tokenizer = _local.tokenizer
    return tokenizer
