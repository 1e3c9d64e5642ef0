"""Product names that say what kind of thing a product is, and not which one (a page titled サイバー保険)."""

from __future__ import annotations

from collections import Counter

from assistant.retrieval.snapshot import Snapshot

COMMON = 0.25
"""Share of another product's passages from which on a name that stands in them may be a word of the trade."""


def generic_names(snapshot: Snapshot) -> frozenset[str]:
    """Names and aliases that another product's documents use in more of their passages than those of their own.

    Where both use one in as many, how often they do decides.
    """
    sizes: Counter[str] = Counter()
    for leaf in snapshot.entries.leaves:
        if leaf.kind == "passage":
            sizes[leaf.product] += len(snapshot.entries.members(leaf))
    product_of = {path: document.product for path, document in snapshot.passages.documents().items()}
    generic = set()
    for known in snapshot.knowledge.products.values():
        for name in (known.product.name, *known.product.aliases):
            passages: Counter[str] = Counter()
            times: Counter[str] = Counter()
            for document, (count, often) in snapshot.passages.occurrences(name).items():
                passages[product_of[document]] += count
                times[product_of[document]] += often
            used = {each: (passages[each] / sizes[each], times[each] / sizes[each]) for each in times}
            own = used.pop(known.product.id, (0.0, 0.0))
            if any(each[0] >= COMMON and each > own for each in used.values()):
                generic.add(name)
    return frozenset(generic)
