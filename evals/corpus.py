"""The knowledge base by which replies are judged, read from the corpus folder itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from assistant.ingest.progress import Silence
from assistant.ingest.survey import survey
from assistant.knowledge.base import KnowledgeBase
from assistant.text import comparable

_MAX_BYTES = 20_000_000


class Corpus(NamedTuple):
    """A corpus folder.

    Attributes:
        base: typed knowledge.
        documents: the text of each document by its path, in the form in which quotes are compared.
        folder: where it is.
    """

    base: KnowledgeBase
    documents: dict[str, str]
    folder: Path

    def contains(self, document: str, quote: str) -> bool:
        """Whether every line of a quote stands in a document word for word.

        Lines may stand apart from each other: part of a long table repeats its header.
        """
        text = self.documents.get(document, "")
        wanted = [comparable(line) for line in quote.splitlines()]
        return any(wanted) and all(part in text for part in wanted)

    def contact_texts(self) -> Iterator[str]:
        """What products.yaml says of ways to a person."""
        for known in self.base.products.values():
            for contact in known.product.contacts:
                for local in (contact.label, contact.hours, contact.note):
                    if local:
                        yield from (local.ja, local.en or "")
                yield from (contact.phone or "", contact.url or "")


def read_corpus(folder: Path) -> Corpus:
    """Reads a corpus folder.

    Raises:
        CorpusError: there is no such folder.
    """
    found = survey(folder, _MAX_BYTES, dt.date.today(), {}, Silence())
    return Corpus(
        found.base, {read.document.path: comparable(read.document.text) for read in found.documents}, folder
    )
