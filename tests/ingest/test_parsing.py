from __future__ import annotations

import datetime as dt

from llama_index.core.schema import MetadataMode

from assistant.ingest.documents import PassageNode, PassageParser, StructuredDocument, parse_passages
from assistant.ingest.readers import read_document
from assistant.retrieval.passages import Document

TEXT = """
## 支払い方法

> - カードで払える?

> en: You pay by credit card.

クレジットカードで支払います。

## 満期

毎年12月です。
"""


def record() -> Document:
    return Document(
        path="travel/faq.md",
        digest="d",
        reading="1",
        product="travel",
        title="よくある質問",
        kind="faq",
        audience="staff",
        as_of=dt.date(2026, 1, 1),
        source="旅行社",
    )


def test_a_passage_knows_where_it_stands_and_whose_it_is() -> None:
    first, second = parse_passages(record(), read_document(TEXT.encode(), "faq.md").blocks)
    assert first.text == "クレジットカードで支払います。"
    assert (first.section, first.wordings, first.english, first.position, first.line) == (
        ("支払い方法",),
        ("カードで払える?",),
        "You pay by credit card.",
        0,
        8,
    )
    assert (second.section, second.wordings, second.english, second.position) == (("満期",), (), None, 1)
    for passage in (first, second):
        assert (passage.product, passage.audience, passage.kind) == ("travel", "staff", "faq")
        assert (passage.as_of, passage.source) == (dt.date(2026, 1, 1), "旅行社")


def test_the_parser_is_a_llama_index_transformation() -> None:
    blocks = read_document(TEXT.encode(), "faq.md").blocks
    nodes = PassageParser()([StructuredDocument.of(record(), blocks)])
    assert all(isinstance(node, PassageNode) for node in nodes)
    assert [node.get_content(MetadataMode.NONE) for node in nodes] == [
        "クレジットカードで支払います。",
        "毎年12月です。",
    ]
    assert len({node.node_id for node in nodes}) == 2
