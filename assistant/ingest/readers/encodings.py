"""Finds out how the text of a file is encoded, and decodes it."""

from __future__ import annotations

import codecs
from typing import NamedTuple

from charset_normalizer import from_bytes

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_ALIASES = {"shift_jis": "cp932", "sjis": "cp932", "x-sjis": "cp932", "windows-31j": "cp932", "ms932": "cp932"}
"""Web pages say Shift_JIS and mean Microsoft's extension of it."""
_JAPANESE = ("cp932", "euc_jp")
_TOLERATED = 0.02
"""Share of the characters beyond ASCII that may be damaged in a text whose encoding is known otherwise."""
_WESTERN = 0.2
"""Share of bytes beyond ASCII below which a text is in a Western language."""
_SAMPLE = 20_000


class Decoded(NamedTuple):
    """A text, and how many of its characters could not be read and stand as U+FFFD."""

    text: str
    damaged: int = 0


def decode(data: bytes, declared: str | None = None) -> Decoded | None:
    """The text of a file, or None where it is no text.

    Tried in turn: a byte order mark, UTF-16 without a mark, ISO-2022-JP, UTF-8, the `declared` encoding (what an
    HTML page says of itself), Shift_JIS and EUC-JP, Windows-1252, and what charset-normalizer takes it for. A few
    damaged characters do not change what a text is taken for.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _lenient(data, encoding, tolerated=1.0)
    if b"\x00" in data:
        return _utf16(data)
    if b"\x1b$" in data and (decoded := _lenient(data, "iso2022_jp_ext")):
        return decoded
    if decoded := _lenient(data, "utf-8"):
        return decoded
    if declared and (decoded := _lenient(data, _ALIASES.get(declared.strip().lower(), declared.strip().lower()))):
        return decoded
    readings = [decoded for encoding in _JAPANESE if (decoded := _lenient(data, encoding))]
    if readings:
        return max(readings, key=lambda reading: (_japanese(reading.text), -reading.damaged))
    if sum(byte > 0x7F for byte in data) < _WESTERN * len(data) and (decoded := _lenient(data, "cp1252")):
        return decoded
    best = from_bytes(data[:_SAMPLE]).best()
    return _lenient(data, best.encoding) if best else None


def _lenient(data: bytes, encoding: str, tolerated: float = _TOLERATED) -> Decoded | None:
    """The text in this encoding, or None where more than a tolerated share is damaged or it is no text."""
    try:
        text = data.decode(encoding)
        damaged = 0
    except UnicodeDecodeError:
        text = data.decode(encoding, errors="replace")
        damaged = text.count("�")
        if damaged > tolerated * sum(char > "\x7f" for char in text):
            return None
    except LookupError:
        return None
    controls = sum(char < " " and char not in "\t\n\r\f\x1b\x1a" for char in text[:_SAMPLE])
    return Decoded(text, damaged) if controls <= 0.01 * len(text[:_SAMPLE]) else None


def _utf16(data: bytes) -> Decoded | None:
    """UTF-16 without a mark: one of the two byte orders gives Japanese or Latin text."""
    readings = [decoded for encoding in ("utf-16-le", "utf-16-be") if (decoded := _lenient(data, encoding))]
    best = max(readings, key=lambda reading: _japanese(reading.text), default=None)
    return best if best and _japanese(best.text) > 0.7 else None


def _japanese(text: str) -> float:
    """Share of characters that Japanese texts are made of; half-width katakana is what a wrong guess gives."""
    sample = [char for char in text[:_SAMPLE] if not char.isspace()]
    return sum(_usual(char) for char in sample) / max(1, len(sample))


def _usual(char: str) -> bool:
    return " " < char < "\x7f" or "\u3000" <= char <= "\u30ff" or "一" <= char <= "鿿" or "\uff01" <= char <= "\uff5e"
