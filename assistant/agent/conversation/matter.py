"""What a message that names several products asks of one of them."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from assistant.agent.conversation.cues import has
from assistant.agent.conversation.names import ProductNames
from assistant.data_file import read_data
from assistant.knowledge.values import Names, Record
from assistant.text import blanked, collapse
from assistant.tools.coverage.words import fold
from assistant.tools.phrase_table import PhraseTable

_WORD = re.compile(r"[ァ-ヺー一-龥々]|[a-z]{2}|[ぁ-ん]{4}")


class _Listed(Record):
    comparing: Names
    sharing: Names
    joining: Names
    possessive: Names
    empty: Names
    every: Names


class Comparing(NamedTuple):
    """The words of matter.yaml, which says what each list is."""

    comparing: PhraseTable[None]
    sharing: PhraseTable[None]
    joining: PhraseTable[None]
    possessive: frozenset[str]
    empty: PhraseTable[None]
    every: PhraseTable[None]


@cache
def comparing() -> Comparing:
    """The words of matter.yaml."""
    data = _Listed.model_validate(read_data(__file__, "matter.yaml"))
    return Comparing(
        comparing=_table(data.comparing),
        sharing=_table(data.sharing),
        joining=_table(data.joining),
        possessive=frozenset(("", *map(fold, data.possessive))),
        empty=_table(data.empty),
        every=_table(data.every),
    )


def _table(phrases: Names) -> PhraseTable[None]:
    return PhraseTable(dict.fromkeys(map(fold, phrases)))


def matter(text: str, names: ProductNames, product: str) -> str:
    """A question as one of its products alone is asked it, folded.

    The names of other products, and of their plans, are left out with what joins them, and the words that only say
    that things are laid side by side. A plan behind the name of a product is that product's.
    """
    folded, words = fold(text), comparing()
    spans, end, own = [], 0, False
    for mention in names.find(folded):
        behind = mention.meanings[0].kind != "product" and folded[end : mention.start].strip() in words.possessive
        own = own if behind and end else any(each.product == product for each in mention.meanings)
        end = mention.end
        if not own:
            joined = words.joining.at(folded, end)
            spans.append((mention.start, joined.end if joined else end))
    left = blanked(folded, spans)
    spans += [(each.start, each.end) for table in (words.comparing, words.sharing) for each in table.apart(left)]
    return collapse(blanked(folded, spans)) or folded


def has_matter(asked: str, names: ProductNames) -> bool:
    """Whether what `matter` left names anything beside products: a part of one, or a word with a meaning."""
    mentions = names.find(asked)
    if any(meaning.kind != "product" for mention in mentions for meaning in mention.meanings):
        return True
    left = blanked(asked, ((each.start, each.end) for each in mentions))
    return _WORD.search(comparing().empty.blanked(left)) is not None


def compares(text: str) -> bool:
    """Whether a text says that things are laid side by side."""
    return has(comparing().comparing, fold(text))


def asks_of_every_product(text: str) -> bool:
    """Whether a text asks for all products one by one, naming none."""
    return has(comparing().every, fold(text))
