"""HTML in a message, made inert."""

from __future__ import annotations

import re

# what these elements hold is code, not what the person says
_CODE = re.compile(r"<(script|style|iframe|object|template|svg)\b[^<>]*>.*?</\1\s*>", re.IGNORECASE | re.DOTALL)
_COMMENT = re.compile(r"<!--.*?-->|<!\[CDATA\[|<[!?][a-z][^<>]*>", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"</?[a-z][^<>]*>", re.IGNORECASE)
_BREAK = re.compile(r"<(?:br|/?p|/?div|/?li|/?tr|/?h[1-6])\b[^<>]*>", re.IGNORECASE)
_OPENING = re.compile(r"<(?=[a-z/!?])", re.IGNORECASE)


def without_markup(text: str) -> str:
    """The text without tags, comments and scripts; a `<` that could still open a tag becomes `＜`."""
    text = _COMMENT.sub("", _CODE.sub("", text))
    text = _TAG.sub("", _BREAK.sub("\n", text))
    return _OPENING.sub("＜", text)
