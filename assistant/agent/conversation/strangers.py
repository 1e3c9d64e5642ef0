"""Insurers of which the knowledge base has no product, from strangers.yaml."""

from __future__ import annotations

from functools import cache

from assistant.data_file import read_data
from assistant.knowledge.base import KnowledgeBase
from assistant.knowledge.values import Names, Record
from assistant.tools.coverage.words import fold
from assistant.tools.phrase_table import PhraseTable


class Listed(Record):
    """strangers.yaml, which says what each is."""

    insurers: tuple[Names, ...]
    lines: tuple[Names, ...]
    common: Names


class Strangers:
    """Which names in a text are those of insurers of which the base has no product."""

    def __init__(self, knowledge: KnowledgeBase) -> None:
        known = "\n".join(map(fold, _known(knowledge)))
        unknown = [names for names in listed().insurers if not any(fold(name) in known for name in names)]
        self._table = PhraseTable({fold(name): name for names in unknown for name in names})

    def find(self, text: str) -> tuple[str, ...]:
        """The strangers in `text`, as the list writes them."""
        return tuple(dict.fromkeys(each.meaning for each in self._table.apart(fold(text))))


def _known(knowledge: KnowledgeBase) -> list[str]:
    names = []
    for known in knowledge.products.values():
        product = known.product
        names += [product.name, *product.aliases, product.insurer or "", product.operator or ""]
    return names


@cache
def listed() -> Listed:
    """The names of strangers.yaml."""
    data = read_data(__file__, "strangers.yaml")
    return Listed.model_validate(data)
