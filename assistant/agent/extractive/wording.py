"""What the brain says beside the knowledge base's own words, from wording.yaml."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from pydantic import TypeAdapter

from assistant.data_file import read_data
from assistant.knowledge.values import Language, Local, LocalText
from assistant.tools.amounts import format_yen

_MYRIAD = 10_000
_WORDING: TypeAdapter[dict[str, LocalText]] = TypeAdapter(dict[str, Local])


@cache
def _wording() -> dict[str, LocalText]:
    return _WORDING.validate_python(read_data(__file__, "wording.yaml"))


def say(key: str, locale: Language, **values: object) -> str:
    """The wording `key` in `locale`, filled with `values`.

    Raises:
        KeyError: there is no such wording, or it needs a value that is not given.
    """
    return _wording()[key].in_language(locale).format(**values)


def listed(items: Sequence[str], locale: Language) -> str:
    """Items in a row."""
    return {"ja": "、", "en": ", "}[locale].join(items)


def yen(amount: int, locale: Language) -> str:
    """An amount: 5,000万円, 385,450円, 50,000,000 yen."""
    if locale == "en":
        return f"{amount:,} yen"
    return f"{amount:,}円" if amount % _MYRIAD else format_yen(amount)


def sentences(parts: list[str], locale: Language) -> str:
    """Sentences one behind the other."""
    return {"ja": "", "en": " "}[locale].join(parts)
