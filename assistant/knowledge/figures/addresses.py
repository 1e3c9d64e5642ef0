"""Web addresses, e-mail addresses and telephone numbers in a text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.knowledge.figures.figure import Figure
from assistant.knowledge.figures.words import one_of, words

_EMAIL = re.compile(r"(?<![\w.+-])[a-z0-9][a-z0-9._+-]*@[a-z0-9-]+(?:\.[a-z0-9-]+)+", re.ASCII)
_PATH = r"[!#$%&'*+,./:;=?@_~0-9a-z-]*"
_URL = re.compile(
    rf"https?://{_PATH}|(?<![\w@.-])(?:[a-z0-9-]+\.)+{one_of(words().top_domains)}(?![\w-])(?:[/?]{_PATH})?", re.ASCII
)
_HYPHEN = f"[{re.escape(words().hyphens)}]"
_GAP = f"(?:{_HYPHEN}| )"
_PHONE = re.compile(
    rf"(?<![\d.,])(?<!\d{_HYPHEN})(?:\+81{_GAP}?(?:\(0\))?|(?P<zero>\(?0))"
    rf"\d{{1,4}}(?:{_GAP}|\) ?|\()?\d{{1,6}}(?:{_GAP}|\))?\d{{3,4}}(?!\d|{_HYPHEN}\d)"
)
_PHONE_DIGITS = (10, 11)


def web_addresses(text: str) -> Iterator[Figure]:
    """Web and e-mail addresses of a lower-case text."""
    for match in _EMAIL.finditer(text):
        yield Figure("email", match[0].rstrip("."), match[0], *match.span())
    for match in _URL.finditer(text):
        address = match[0].rstrip(".,:;?!'/")
        value = address.removeprefix("https://").removeprefix("http://").removeprefix("www.")
        if value:
            yield Figure("url", value, match[0], match.start(), match.start() + len(address))


def phone_numbers(text: str) -> Iterator[Figure]:
    """Japanese telephone numbers: 0 or +81 and nine or ten digits, in groups or not."""
    for match in _PHONE.finditer(text):
        digits = "".join(char for char in match[0] if char.isdecimal())
        if match["zero"] is None:
            digits = "0" + digits[2:].removeprefix("0")
        if len(digits) in _PHONE_DIGITS:
            yield Figure("phone", digits, match[0], *match.span())
