"""What the tools say beside the knowledge base's own texts, from wording.yaml."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from functools import cache

from pydantic import TypeAdapter

from assistant.data_file import read_data
from assistant.knowledge.figures import plain
from assistant.knowledge.values import Language, Local, LocalText

_WORDING: TypeAdapter[dict[str, LocalText]] = TypeAdapter(dict[str, Local])


@cache
def wording() -> dict[str, LocalText]:
    """All wordings by key."""
    return _WORDING.validate_python(read_data(__file__, "wording.yaml"))


def say(key: str, locale: Language, **values: object) -> str:
    """The wording `key` in `locale`, filled with `values`.

    Raises:
        KeyError: there is no such wording, or it needs a value that is not given.
    """
    return wording()[key].in_language(locale).format(**values)


def listed(items: Iterable[str], locale: Language) -> str:
    """Items in a row."""
    return {"ja": "、", "en": ", "}[locale].join(items)


def grouped(amount: int | Decimal) -> str:
    """An amount with commas and without trailing zeros: 1234567.50 is 1,234,567.5."""
    whole, _, fraction = plain(Decimal(amount)).partition(".")
    return f"{int(whole):,}.{fraction}" if fraction else f"{int(whole):,}"


def yen(amount: int | Decimal, locale: Language) -> str:
    """An amount in yen."""
    return say("yen", locale, amount=grouped(amount))


def field_label(name: str, locale: Language) -> str:
    """What a field is called in a sentence; its own name where there is no wording for it."""
    return say(name, locale) if name in wording() else name


def field_labels(names: Iterable[str], locale: Language) -> str:
    """What fields are called, in a row."""
    return listed((field_label(name, locale) for name in names), locale)


def labelled(name: str, value: str, locale: Language) -> str:
    """A value behind the name of its field: 業種: 建設業."""
    return say("labelled", locale, label=field_label(name, locale), value=value)
