"""Synthetic documents: sentences of our own corpus, shuffled, with other figures."""

from __future__ import annotations

import random
from pathlib import Path

import yaml

from assistant.retrieval.snapshot import Snapshot

_SECTIONS = 20
_SENTENCES = (3, 7)


def sentence_pool(snapshot: Snapshot) -> list[str]:
    """The sentences of a snapshot's passages."""
    texts = (passage.text for _, passage in snapshot.passages.passages())
    return sorted({s.strip() + "。" for text in texts for s in text.split("。") if 15 < len(s.strip()) < 120})


def write_documents(corpus: Path, pool: list[str], chunks: int, seed: int = 1) -> None:
    """Writes a corpus of about `chunks` sections, each one chunk, no two alike."""
    chance = random.Random(seed)
    product = corpus / "synthetic"
    product.mkdir(parents=True)
    entry = {"synthetic": {"name": "合成文書", "insurer": None, "as_of": "2026-01-01"}}
    (corpus / "products.yaml").write_text(yaml.safe_dump(entry, allow_unicode=True), encoding="utf-8")
    for number in range(-(-chunks // _SECTIONS)):
        title = f"合成文書{number}"
        front = f"---\ntitle: {title}\nproduct: synthetic\nkind: guide\naudience: public\nas_of: 2026-01-01\n"
        parts = [f"{front}source: 合成\n---\n"]
        for place in range(min(_SECTIONS, chunks - number * _SECTIONS)):
            sentences = chance.sample(pool, chance.randint(*_SENTENCES))
            figure = f"整理番号は{chance.randrange(10**9)}です。"
            parts.append(f"\n## 第{place + 1}項\n\n{''.join(sentences)[:380]}{figure}\n")
        (product / f"{number:05}.md").write_text("".join(parts), encoding="utf-8")
