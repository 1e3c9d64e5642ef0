"""The language of a message."""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.knowledge.values import Language

_HIRAGANA = re.compile(r"[ぁ-ん]")
_JAPANESE = re.compile(r"[ぁ-んァ-ヺｦ-ﾟ一-龥々]")
_LETTER = re.compile(r"[^\W\d_]")
_WORD = re.compile(r"[^\W\d_]{3}|[ぁ-んァ-ヺｦ-ﾟ一-龥々]")
_SHARE = 0.3
"""Share of Japanese characters among the letters from which on a message is Japanese."""


def language_of(message: str) -> Language:
    """The language in which to answer: English where a message has letters of which hardly any is Japanese.

    Hiragana makes any sentence Japanese (iPhoneは); names in kanji or katakana do not (Does 弥生 cover ransom?).
    """
    letters = len(_LETTER.findall(message))
    if not letters or _HIRAGANA.search(message):
        return "ja"
    return "ja" if len(_JAPANESE.findall(message)) >= _SHARE * letters else "en"


def language_after(message: str, before: Iterable[str]) -> Language:
    """The language in which to answer a message of a conversation.

    One without a word (W, 12,000, S1 60%) is in that of the last message before it that has one.

    Args:
        before: the earlier messages, the last one first.
    """
    return language_of(next((each for each in (message, *before) if _WORD.search(each)), message))
