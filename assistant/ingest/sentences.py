"""Where the sentences of a text end, Japanese or Western."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

SENTENCE_CHARACTERS = 800
"""A sentence beyond this length is cut: the embedding model would not read its end."""
PIECE_CHARACTERS = 400
"""Length of the parts that a longer one is cut into, at most."""

_OPENING, _CLOSING = "「『（(【［[〔〈《", "」』）)】］]〕〉》"
_ENDS = "。！？!?．."
_SOFT_ENDS = "。！？、；\n 　"


def sentence_spans(text: str, longest: int = SENTENCE_CHARACTERS) -> Iterator[tuple[int, int]]:
    """The sentences of a text as (start, end); together they are the whole text.

    None ends inside brackets or quotation marks. A sentence of more than `longest` characters comes in parts that
    end at a line break, a comma or a space where there is one; line breaks count only in such a one.
    """
    start = depth = 0
    for index, char in enumerate(text):
        depth = _depth(depth, char)
        end = index + 1
        if depth == 0 and _ends_here(text, index):
            yield from _parts(text, start, end, longest)
            start = end
    if start < len(text):
        yield from _parts(text, start, len(text), longest)


def sentences(text: str) -> list[str]:
    """The sentences of a text, without the white space around them."""
    return [sentence for start, end in sentence_spans(text) if (sentence := text[start:end].strip())]


def _depth(depth: int, char: str) -> int:
    """How many brackets are open; a line break closes those that nobody did."""
    if char == "\n":
        return 0
    if char in _OPENING:
        return depth + 1
    return max(0, depth - (char in _CLOSING))


def _ends_here(text: str, index: int) -> bool:
    """Whether a sentence ends with the character at `index`: its mark, or the last bracket or mark after that."""
    after = text[index + 1 : index + 2]
    if after and (after in _ENDS or after in _CLOSING):
        return False
    last = index
    while last > 0 and text[last] in _CLOSING:
        last -= 1
    char, before = text[last], text[last - 1 : last]
    if char not in _ENDS or (last < index and not after.isspace()):
        return False  # a quotation that ends with a sentence goes on with と, を, は …
    if char in "。！？":
        return True
    if char == "．":
        return not before.isdigit() and not after.isdigit()
    if before > "\x7f":
        return char != "." or not after.strip()
    following = text[index + 1 : index + 4].lstrip()[:1] if after.isspace() else ""
    return (following.isupper() or following > "\x7f") and text[max(0, last - 2) : last].isalnum()


def _parts(text: str, start: int, end: int, longest: int) -> Iterator[tuple[int, int]]:
    """The span itself, or, of a sentence that is too long, parts of it."""
    while end - start > longest:
        cut = _cut(text, start)
        yield start, cut
        start = cut
    yield start, end


def _cut(text: str, start: int) -> int:
    """Where a part ends that begins at `start`: after a comma or a space, else at least not inside a figure."""
    latest = start + PIECE_CHARACTERS
    for cut in range(latest, start, -1):
        if text[cut - 1] in _SOFT_ENDS:
            return cut
    return next((cut for cut in range(latest, start + PIECE_CHARACTERS // 2, -1) if not _joined(text, cut)), latest)


def _joined(text: str, cut: int) -> bool:
    """Whether a cut would part a figure, a Latin word, or a letter from its accent."""
    before, after = text[cut - 1], text[cut]
    together = all(" " < char < "\x7f" or char.isdigit() for char in (before, after))
    return together or unicodedata.combining(after) > 0
