"""A corpus of nothing but raw source pages: what the assistant can do where nobody has written any YAML."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yaml

from assistant.errors import ConfigurationError
from assistant.ingest.build import IngestOptions, ingest
from assistant.ingest.progress import Silence
from assistant.preparation import name_preparation
from assistant.retrieval.encoders import open_encoder
from assistant.settings import Settings
from evals.corpus import Corpus
from evals.questions import Entry
from evals.scoring.checks import CheckName

RAW_APART: frozenset[CheckName] = frozenset({"verdict", "products"})
"""Checks that do not decide over raw pages: no fact states a verdict, and a page may speak of several products."""
_PAGES = Path(__file__).with_name("raw_pages.yaml")
_NEEDS_RULES = ("eligibility", "premium")


def ingest_raw_pages(pages: Path, folder: Path, settings: Settings) -> Settings:
    """Builds a corpus of raw pages below `folder`, ingests it, and gives the settings to use it with.

    Raises:
        ConfigurationError: a page is of none of the products of raw_pages.yaml.
    """
    known: dict[str, dict[str, Any]] = yaml.safe_load(_PAGES.read_text(encoding="utf-8"))
    corpus, data = folder / "raw pages", folder / "data"
    products: dict[str, dict[str, Any]] = {}
    for page in sorted(pages.glob("*.txt")):
        text = page.read_text(encoding="utf-8")
        product = next((each for each, entry in known.items() if entry["words"] in text), None)
        if product is None:
            raise ConfigurationError(f"{page} is of no product of {_PAGES.name}: add its words there")
        (corpus / product).mkdir(parents=True, exist_ok=True)
        shutil.copy(page, corpus / product)
        entry = known[product]
        today = dt.date.today().isoformat()
        products[product] = {"name": entry["name"], "aliases": entry["aliases"], "insurer": None, "as_of": today}
    if not products:
        raise ConfigurationError(f"{pages} has no pages (*.txt)")
    (corpus / "products.yaml").write_text(yaml.safe_dump(products, allow_unicode=True), encoding="utf-8")
    raw = settings.model_copy(update={"corpus_dir": corpus, "data_dir": data})
    options = IngestOptions(corpus, data, settings.max_file_mb * 1_000_000)
    encoder = open_encoder(settings.embedding, settings.model_dir)
    ingest(options, encoder, dt.date.today(), Silence(), name_preparation(data))
    return raw


def without_tools(entries: Sequence[Entry], corpus: Corpus) -> list[Entry]:
    """The questions that need no rules; a pinned product that has no page of its own is not pinned."""
    return [
        entry
        if entry.question.product in (None, *corpus.base.products)
        else entry._replace(question=entry.question.model_copy(update={"product": None}))
        for entry in entries
        if entry.question.expect.tool is None and entry.question.category not in _NEEDS_RULES
    ]
