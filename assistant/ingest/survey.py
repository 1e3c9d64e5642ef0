"""Looks a corpus over: typed knowledge, documents, and everything that is wrong with them."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from assistant.errors import CorpusError, Problem
from assistant.ingest.files import find_documents
from assistant.ingest.progress import Reporter
from assistant.ingest.read import ReadDocument, read_documents
from assistant.ingest.target import within
from assistant.knowledge.base import KnowledgeBase
from assistant.knowledge.checks import check_knowledge
from assistant.knowledge.load import load_knowledge
from assistant.retrieval.passages import Document


class Survey(NamedTuple):
    """A corpus as it was found. `digest` is the SHA-256 of the knowledge base."""

    base: KnowledgeBase
    digest: str
    documents: list[ReadDocument]
    problems: list[Problem]

    @property
    def errors(self) -> list[Problem]:
        """The problems that stop an ingest."""
        return [problem for problem in self.problems if problem.severity == "error"]


def survey(
    corpus: Path,
    max_bytes: int,
    today: dt.date,
    known: Mapping[str, Document],
    reporter: Reporter,
    only: Sequence[str] = (),
) -> Survey:
    """Reads and checks the corpus folder.

    Args:
        known: documents of the current snapshot; those whose file is the same are not read again.
        only: paths to which reading is limited; documents beyond them are taken over as `known` has them.

    Raises:
        CorpusError: there is no such folder.
    """
    if not corpus.is_dir():
        message = "is no folder: set ASSISTANT_CORPUS_DIR, or name the corpus folder"
        raise CorpusError([Problem(str(corpus), None, None, message)])
    loaded = load_knowledge(corpus)
    listing = find_documents(corpus, loaded.declared, max_bytes)
    wanted = [item for item in listing.documents if within(item.path, only)]
    kept = [ReadDocument(document, None) for path, document in known.items() if not within(path, only)]
    reporter.step("Reading", len(wanted))
    documents = [*read_documents(corpus, wanted, known, reporter), *kept]
    problems = [
        *loaded.problems,
        *listing.problems,
        *(problem for read in documents for problem in read.document.problems),
        *check_knowledge(loaded, [read.document for read in documents], today),
    ]
    digest = hashlib.sha256(loaded.base.model_dump_json().encode()).hexdigest()
    return Survey(loaded.base, digest, documents, problems)
