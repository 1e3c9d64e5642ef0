"""Product names that say what kind of thing a product is, and not which one (a page titled サイバー保険)."""

from __future__ import annotations

from collections import Counter

from assistant.retrieval.snapshot import Snapshot

COMMON = 0.25
"""Share of another product's passages from which on a name that stands in them may be a word of the trade."""


def generic_names(snapshot: Snapshot) -> frozenset[str]:
    """Names and aliases that the documents of another product use, and more than those of their own."""
    sizes: Counter[str] = Counter()
    for leaf in snapshot.entries.leaves:
        if leaf.kind == "passage":
            sizes[leaf.product] += len(snapshot.entries.members(leaf))
    product_of = {path: document.product for path, document in snapshot.passages.documents().items()}
    generic = set()
    for known in snapshot.knowledge.products.values():
        for name in (known.product.name, *known.product.aliases):
            found: Counter[str] = Counter()
            for document, count in snapshot.passages.speaking_of(name).items():
                found[product_of[document]] += count
            shares = {product: count / sizes[product] for product, count in found.items()}
            own = shares.pop(known.product.id, 0.0)
            if any(share >= COMMON and share > own for share in shares.values()):
                generic.add(name)
    return frozenset(generic)
