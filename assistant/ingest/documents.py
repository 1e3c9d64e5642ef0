"""LlamaIndex documents and the node parser that turns them into passages."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

from llama_index.core.ingestion import IngestionPipeline
from llama_index.core.node_parser import NodeParser
from llama_index.core.schema import BaseNode, Document, TextNode
from pydantic import ConfigDict, Field
from typing_extensions import override

from assistant.ingest.blocks import Block
from assistant.ingest.splitting import Chunk, split
from assistant.retrieval.passages import Document as DocumentRecord
from assistant.retrieval.passages import Passage


class StructuredDocument(Document):
    """A LlamaIndex document that keeps its blocks and what is known of it."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    blocks: tuple[Block, ...] = Field(default=(), exclude=True)
    record: DocumentRecord

    @classmethod
    def of(cls, record: DocumentRecord, blocks: tuple[Block, ...]) -> StructuredDocument:
        """The document of a file that was read."""
        return cls(text=record.text, id_=record.path, blocks=blocks, record=record)


class PassageNode(TextNode):
    """A LlamaIndex node that carries a passage."""

    passage: Passage


def parse_passages(record: DocumentRecord, blocks: tuple[Block, ...]) -> list[Passage]:
    """The passages of a document, through LlamaIndex's ingestion pipeline."""
    pipeline = IngestionPipeline(transformations=[PassageParser()], disable_cache=True)
    nodes = pipeline.run(documents=[StructuredDocument.of(record, blocks)])
    return [node.passage for node in nodes if isinstance(node, PassageNode)]


class PassageParser(NodeParser):
    """Splits structured documents along headings, articles, FAQ entries, table rows and sentences."""

    @classmethod
    def class_name(cls) -> str:
        """Name for LlamaIndex's registry."""
        return "PassageParser"

    @override
    def _parse_nodes(self, nodes: Sequence[BaseNode], show_progress: bool = False, **kwargs: Any) -> list[BaseNode]:
        return [node for document in nodes if isinstance(document, StructuredDocument) for node in _nodes(document)]

    @override
    def _postprocess_parsed_nodes(self, nodes: list[BaseNode], parent_doc_map: dict[str, Document]) -> list[BaseNode]:
        # positions and dates are known from the blocks: the default searches the whole text for every node
        return nodes


def _nodes(document: StructuredDocument) -> list[PassageNode]:
    chunks = split(document.blocks, document.record.title)
    return [_node(document, position, chunk) for position, chunk in enumerate(chunks)]


def _node(document: StructuredDocument, position: int, chunk: Chunk) -> PassageNode:
    record = document.record
    passage = Passage(
        document=record.path,
        product=record.product,
        title=record.title,
        section=chunk.section,
        text=chunk.text,
        reading=chunk.reading,
        wordings=chunk.wordings,
        english=chunk.english,
        position=position,
        line=chunk.line,
        page=chunk.page,
        audience=record.audience,
        kind=record.kind,
        as_of=record.as_of,
        source=record.source,
    )
    identity = f"{record.path}\n{position}\n{chunk.text}"
    digest = hashlib.sha256(identity.encode()).hexdigest()
    return PassageNode(id_=digest[:32], text=chunk.text, passage=passage)
