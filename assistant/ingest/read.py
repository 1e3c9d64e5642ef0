"""Reads the documents of a corpus, taking over what has not changed since the last snapshot."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from assistant.errors import Problem
from assistant.ingest.blocks import BESIDE, Block
from assistant.ingest.files import Found
from assistant.ingest.progress import Reporter
from assistant.ingest.readers import read_document
from assistant.ingest.readers.parsed import Parsed
from assistant.ingest.renderings import rendering_problems
from assistant.ingest.splitting import CHUNKING_VERSION
from assistant.knowledge.front_matter import front_matter_line
from assistant.retrieval.passages import Document

READING_VERSION = f"2.{CHUNKING_VERSION}"


class ReadDocument(NamedTuple):
    """A document and its blocks; None where the last snapshot has its passages already."""

    document: Document
    blocks: tuple[Block, ...] | None


def read_documents(
    corpus: Path, found: list[Found], known: Mapping[str, Document], reporter: Reporter
) -> list[ReadDocument]:
    """Reads all documents in order; `known` holds the documents of the current snapshot by path."""
    results = []
    for item in found:
        reporter.tick(0, item.path)
        data = (corpus / item.path).read_bytes()
        digest = hashlib.sha256(data).hexdigest()
        old = known.get(item.path)
        if old and (old.digest, old.reading, old.product) == (digest, READING_VERSION, item.product):
            results.append(ReadDocument(old, None))
        else:
            results.append(_read(corpus, item, data, digest, reporter))
        reporter.tick()
    return results


def _read(corpus: Path, item: Found, data: bytes, digest: str, reporter: Reporter) -> ReadDocument:
    def page(done: int, total: int) -> None:
        reporter.tick(0, f"{item.path} ({done}/{total})")

    parsed = read_document(data, item.path, page)
    matter = parsed.front_matter
    problems = list(parsed.problems)
    if matter and matter.product != item.product:
        message = f"is '{matter.product}', but the folder is '{item.product}': make them agree"
        line = front_matter_line(corpus / item.path, "product")
        problems.append(Problem(item.path, line, "product", message))
    if not matter and not problems and item.path.endswith((".md", ".markdown")):
        message = "has no front matter (title, product, kind, audience, as_of, source): see docs/corpus.md"
        problems.append(Problem(item.path, 1, None, message, "warning"))
    problems += rendering_problems(item.path, parsed.blocks)
    document = Document(
        path=item.path,
        digest=digest,
        reading=READING_VERSION,
        product=item.product,
        title=matter.title if matter else parsed.title or _title(item.path),
        kind=matter.kind if matter else "document",
        audience=matter.audience if matter else "public",
        as_of=matter.as_of if matter else None,
        valid_until=matter.valid_until if matter else None,
        source=str(matter.source) if matter else None,
        described=matter is not None,
        text=_text(parsed),
        problems=tuple(problems),
    )
    return ReadDocument(document, parsed.blocks)


def _title(path: str) -> str:
    return path.rsplit("/", 1)[-1].rsplit(".", 1)[0].replace("_", " ")


def _text(parsed: Parsed) -> str:
    return "\n".join(block.text for block in parsed.blocks if block.kind not in BESIDE)
