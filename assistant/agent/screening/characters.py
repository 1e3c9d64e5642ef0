"""The characters that a message may have."""

from __future__ import annotations

import re
import unicodedata

_LINE_ENDS = re.compile(r"\r\n|[\r\v\f\x85\u2028\u2029]")
# Default_Ignorable_Code_Point (Unicode 16) and noncharacters that are in none of the categories below, blank Braille
_INVISIBLE = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufdd0-\ufdef\ufe00-\ufe0f\uffa0\ufffe\uffff"
    "\U000e0000-\U000e0fff]"
)
_REMOVED = frozenset({"Cc", "Cf", "Cs", "Co"})


def readable(message: str) -> str:
    """The message without control, zero-width, bidirectional, tag and other invisible characters, trimmed.

    Line ends become newlines. An emoji made of several by joiners becomes these.
    """
    text = _INVISIBLE.sub("", _LINE_ENDS.sub("\n", message))
    return "".join(char for char in text if char in "\n\t" or unicodedata.category(char) not in _REMOVED).strip()
