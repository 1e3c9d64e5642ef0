"""Corpora in which questions are asked: our own, raw pages without any YAML, and public sets."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from assistant.ingest.build import IngestOptions, ingest
from assistant.ingest.progress import Silence
from assistant.knowledge.base import KnowledgeBase
from assistant.retrieval.encoders import Encoder, open_encoder
from assistant.retrieval.forms import Form
from assistant.retrieval.search import Hit, HybridSearch, Scope
from assistant.retrieval.snapshots import Snapshots
from assistant.settings import Settings
from bench.retrieval.sets import Question, public_set
from evals.raw_pages import ingest_raw_pages

OWN, RAW = "corpus", "raw pages"
_HITS = 60
"""Enough that some are left where the documents that answer are taken away."""
_MAX_BYTES = 20_000_000
_SPOKEN = 4
"""Kana of a product's name below which its reading is not looked for in a question."""


class Place(NamedTuple):
    """A corpus that can be searched; `questions` are those that a public set brings."""

    name: str
    search: HybridSearch
    names: dict[str, list[Form]]
    questions: tuple[Question, ...] = ()

    @classmethod
    def of(cls, name: str, data: Path, encoder: Encoder, questions: tuple[Question, ...] = ()) -> Place:
        """The place whose index lies in `data`."""
        search = HybridSearch(Snapshots(data).current(), encoder)
        return cls(name, search, _names(search.snapshot.knowledge), questions)

    def ask(self, question: str, product: str | None = None) -> list[Hit]:
        """The best hits within the product that the page pins, or those that the question names."""
        named = (product,) if product in self.names else self.named(question)
        return self.search.search(question, _HITS, Scope(named or None))

    def named(self, question: str) -> tuple[str, ...]:
        """The products whose names are in a question."""
        form = Form.of(question)
        return tuple(
            product
            for product, names in self.names.items()
            if any(name.written in form.written or _heard(name, form) for name in names)
        )


def _heard(name: Form, question: Form) -> bool:
    return len(name.spoken) >= _SPOKEN and not name.spoken.isascii() and name.spoken in question.spoken


def _names(knowledge: KnowledgeBase) -> dict[str, list[Form]]:
    products = (known.product for known in knowledge.products.values())
    return {product.id: [Form.of(name) for name in (product.name, *product.aliases)] for product in products}


def open_places(settings: Settings, scratch: Path, raw_pages: Path, public: Path | None) -> Iterator[Place]:
    """Ingests each corpus below `scratch`; raw pages are *.txt files, public sets those of `bench.retrieval`."""
    encoder = open_encoder(settings.embedding, settings.model_dir)
    yield Place.of(OWN, _ingested(settings.corpus_dir, scratch / "own", encoder), encoder)
    yield Place.of(RAW, ingest_raw_pages(raw_pages, scratch / "raw", settings).data_dir, encoder)
    for path in sorted(public.glob("*.corpus.jsonl.gz")) if public else []:
        name = path.name.removesuffix(".corpus.jsonl.gz")
        shutil.rmtree(scratch / name, ignore_errors=True)
        chosen = public_set(path.parent, name, scratch / name)
        data = _ingested(chosen.corpus, scratch / f"{name}-data", encoder)
        yield Place.of(name, data, encoder, tuple(chosen.questions))


def _ingested(corpus: Path, data: Path, encoder: Encoder) -> Path:
    ingest(IngestOptions(corpus, data, _MAX_BYTES), encoder, dt.date.today(), Silence())
    return data
