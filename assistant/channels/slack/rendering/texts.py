"""Texts of people and documents in Slack's forms: nothing in them becomes a mention, a link or markup."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

from assistant.channels.slack.rendering.message import CONTEXT, HEADER, SECTION, Block, size

_ENDS = ("\n", "。", "、", " ")
_LINK_BREAKERS = re.compile(r"[\s<>|]")


def escaped(text: str) -> str:
    """`text` for mrkdwn: without <, > and & there is no mention, no link and no broadcast."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def plain(text: str) -> dict[str, Any]:
    """A text object that Slack shows letter for letter."""
    return {"type": "plain_text", "text": text, "emoji": False}


def mrkdwn(text: str) -> dict[str, Any]:
    """A text object with our own markup; what is not ours has to be escaped. Names and addresses in it stay text."""
    return {"type": "mrkdwn", "text": text, "verbatim": True}


def is_address(url: str) -> bool:
    """Whether a text is a web address that Slack can show as a link."""
    parts = urlsplit(url)
    return parts.scheme in ("http", "https") and bool(parts.netloc) and not _LINK_BREAKERS.search(url)


def link(url: str) -> str:
    """A web address as a link of mrkdwn; anything else escaped."""
    return f"<{url.replace('&', '&amp;')}>" if is_address(url) else escaped(url)


def paragraphs(text: str) -> list[Block]:
    """Sections of a text; several where it is too long for one, none where it is empty."""
    return [{"type": "section", "text": plain(part)} for part in split(text, SECTION)]


def header(text: str) -> Block:
    """A heading."""
    return {"type": "header", "text": plain(shortened(text, HEADER))}


def context(*texts: str) -> Block:
    """Small print."""
    return {"type": "context", "elements": [plain(shortened(text, CONTEXT)) for text in texts]}


def shortened(text: str, limit: int) -> str:
    """`text` cut to `limit` characters, with an ellipsis where something is cut off."""
    text = text.strip() or "–"
    if size(text) <= limit:
        return text
    return _head(text, limit - 1) + "…"


def split(text: str, limit: int) -> list[str]:
    """`text` in parts of at most `limit` characters, broken at line and sentence ends where there are any."""
    parts, rest = [], text.strip()
    while size(rest) > limit:
        head = _head(rest, limit)
        cut = next((place for end in _ENDS if (place := head.rfind(end) + 1) > len(head) // 2), len(head))
        parts.append(head[:cut].strip())
        rest = rest[cut:].strip()
    return [part for part in (*parts, rest) if part]


def _head(text: str, limit: int) -> str:
    head = text[:limit]
    while size(head) > limit:
        head = head[: -max(1, (size(head) - limit) // 2)]
    return head
