"""The language of a message."""

from __future__ import annotations

import re

from assistant.knowledge.values import Language

_HIRAGANA = re.compile(r"[ぁ-ん]")
_JAPANESE = re.compile(r"[ぁ-んァ-ヺｦ-ﾟ一-龥々]")
_LETTER = re.compile(r"[^\W\d_]")
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
