"""What is indexed of a passage: itself, each other wording of the question that it answers, its English rendering."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from assistant.knowledge.front_matter import Audience
from assistant.knowledge.products import Product
from assistant.retrieval.passages import Passage

EntryKind = Literal["passage", "wording"]
_NOT_LATIN = re.compile(r"[^\x00-\x7f]+")


class Leaf(NamedTuple):
    """The entries of one product, audience and kind."""

    product: str
    audience: Audience
    kind: EntryKind


class Entries(NamedTuple):
    """Entries by number: entry i < `passages` is passage i, the others are wordings in the order of passages.

    `passage_of[i]` is the passage of entry i and `leaves[leaf_of[i]]` its leaf. An English rendering is one more
    wording of its passage.
    """

    passages: int
    passage_of: NDArray[np.int64]
    leaf_of: NDArray[np.int64]
    leaves: list[Leaf]

    @classmethod
    def of(cls, passages: Sequence[Passage]) -> Entries:
        """The entries of passages."""
        owners = [*range(len(passages)), *(n for n, p in enumerate(passages) for _ in _wordings(p))]
        kinds: list[EntryKind] = ["passage"] * len(passages)
        kinds += ["wording"] * (len(owners) - len(passages))
        leaves: dict[Leaf, int] = {}
        leaf_of = [
            leaves.setdefault(Leaf(passages[owner].product, passages[owner].audience, kind), len(leaves))
            for owner, kind in zip(owners, kinds, strict=True)
        ]
        return cls(len(passages), np.array(owners, np.int64), np.array(leaf_of, np.int64), list(leaves))

    def members(self, leaf: Leaf) -> NDArray[np.int64]:
        """The entries of a leaf."""
        return np.flatnonzero(self.leaf_of == self.leaves.index(leaf))

    def wordings(self, passages: NDArray[np.int64]) -> NDArray[np.int64]:
        """The wordings of sorted `passages`, in their order."""
        owners = self.passage_of[self.passages :]
        first = np.searchsorted(owners, passages, "left")
        last = np.searchsorted(owners, passages, "right")
        spans = [np.arange(start, end) for start, end in zip(first, last, strict=True)]
        return np.concatenate(spans).astype(np.int64) + self.passages if spans else np.array([], np.int64)

    def write(self, path: Path) -> None:
        """Writes the entries to an .npz file."""
        names = np.array([tuple(leaf) for leaf in self.leaves])
        np.savez(path, passages=self.passages, passage_of=self.passage_of, leaf_of=self.leaf_of, leaves=names)

    @classmethod
    def read(cls, path: Path) -> Entries:
        """The entries in an .npz file."""
        with path.open("rb") as file:
            data = dict(np.load(file))
        leaves = [Leaf(*map(str, names)) for names in data["leaves"]]  # type: ignore[arg-type]
        return cls(int(data["passages"]), data["passage_of"], data["leaf_of"], leaves)


def dense_texts(passages: Sequence[Passage], products: dict[str, Product]) -> list[str]:
    """The text of each entry for the embedding: a passage below its headings, a wording behind its product."""
    texts = [f"{_heading(passage, products[passage.product])}\n{passage.reading}" for passage in passages]
    for passage in passages:
        short = short_name(products[passage.product])
        texts += [f"{short} {wording}" for wording in _wordings(passage)]
    return texts


def lexical_texts(passages: Sequence[Passage], products: dict[str, Product]) -> list[str]:
    """The text of each passage for the lexical index: headings, passage, other wordings, the rendering's English."""
    return [
        "\n".join((_heading(passage, products[passage.product]), passage.reading, *passage.wordings, _words(passage)))
        for passage in passages
    ]


def short_name(product: Product) -> str:
    """What people call a product: its first alias, or its name."""
    return product.aliases[0] if product.aliases else product.name


def _wordings(passage: Passage) -> tuple[str, ...]:
    return (*passage.wordings, passage.english) if passage.english else passage.wordings


def _words(passage: Passage) -> str:
    """The rendering without the Japanese names in it: they stand in the passage, and would weigh double."""
    return _NOT_LATIN.sub(" ", passage.english or "")


def _heading(passage: Passage, product: Product) -> str:
    names = (product.name, short_name(product), passage.title, *passage.section)
    return " ".join(dict.fromkeys(names))
