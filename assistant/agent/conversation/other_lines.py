"""Lines of insurance that are not the base's, from strangers.yaml."""

from __future__ import annotations

import re
from collections import Counter

from assistant.agent.conversation.strangers import listed
from assistant.knowledge.base import KnowledgeBase
from assistant.retrieval.passages import PassageStore
from assistant.tools.coverage.words import fold
from assistant.tools.phrase_table import PhraseTable

_WORD = re.compile(r"[ァ-ヺー]{3,}|[一-龥々]{2,}|[a-z]{4,}")


class OtherLines:
    """Which names in a text are those of a line of insurance that is not the base's."""

    def __init__(self, knowledge: KnowledgeBase) -> None:
        self._table = PhraseTable({fold(name): names for names in listed().lines for name in names})
        self._own = _words_of_products(knowledge)

    def find(self, text: str, passages: PassageStore) -> str | None:
        """The first such name in `text`; None where the text has a word of the base's own line too."""
        folded = fold(text)
        found = list(self._table.apart(folded))
        rest = self._table.blanked(folded)
        if any(word in rest for word in self._own):
            return None
        return next((each.phrase for each in found if not any(map(passages.mention, each.meaning))), None)


def _words_of_products(knowledge: KnowledgeBase) -> frozenset[str]:
    """Words in the names of two products that are in the name of no line."""
    counts: Counter[str] = Counter()
    for known in knowledge.products.values():
        names = (known.product.name, *known.product.aliases)
        counts.update({word for name in names for word in _WORD.findall(fold(name))})
    lines = " ".join(fold(name) for names in (*listed().lines, listed().common) for name in names)
    return frozenset(word for word, count in counts.items() if count > 1 and word not in lines)
