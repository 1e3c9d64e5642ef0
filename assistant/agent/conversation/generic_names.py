"""Product names that say what kind of thing a product is, and not which one (a page titled サイバー保険)."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache

from assistant.retrieval.snapshot import Snapshot

COMMON = 0.25
"""Share of another product's passages from which on a name that stands in them may be a word of the trade."""


@lru_cache(maxsize=2)
def generic_names(snapshot: Snapshot) -> frozenset[str]:
    """Names and aliases that another product's documents use in more of their passages than those of their own.

    Where both use one in as many, how often they do decides.
    """
    product_of = {path: document.product for path, document in snapshot.passages.documents().items()}
    texts = [(product_of[document], text) for document, text in snapshot.passages.texts()]
    sizes = Counter(product for product, _ in texts)
    generic = set()
    for known in snapshot.knowledge.products.values():
        for name in (known.product.name, *known.product.aliases):
            passages: Counter[str] = Counter()
            times: Counter[str] = Counter()
            for product, text in texts:
                if often := text.count(name):
                    passages[product] += 1
                    times[product] += often
            used = {each: (passages[each] / sizes[each], times[each] / sizes[each]) for each in times}
            own = used.pop(known.product.id, (0.0, 0.0))
            if any(each[0] >= COMMON and each > own for each in used.values()):
                generic.add(name)
    return frozenset(generic)
