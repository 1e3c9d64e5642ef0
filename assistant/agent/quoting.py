"""Answers that quote the best passages word for word."""

from __future__ import annotations

from typing import NamedTuple

from assistant.answers import Block, Citation, ContactBlock, Notice, Outcome, Paragraph
from assistant.knowledge.base import KnowledgeBase
from assistant.retrieval.passages import Passage
from assistant.retrieval.search import Hit

ANSWERABLE_COSINE = 0.87
"""Cosine from which on a passage is near enough to a question to be quoted as its answer."""
_QUOTED = 2
_NOT_FOUND = "お手元の資料からは確認できませんでした。"


class Draft(NamedTuple):
    """An answer before it is numbered into a conversation."""

    outcome: Outcome
    blocks: tuple[Block, ...]
    citations: tuple[Citation, ...] = ()


def quote(hits: list[Hit], base: KnowledgeBase, product: str | None) -> Draft:
    """The passages that stand out, quoted; where none does, that nothing was found, and whom to ask."""
    best = [hit for hit in hits[:_QUOTED] if stands_out(hit)]
    if not best:
        return Draft("not_found", (Paragraph(text=_NOT_FOUND), *contacts(base, product)))
    citations = tuple(_citation(number, hit.passage) for number, hit in enumerate(best, 1))
    blocks = [
        Paragraph(
            text=f"【{base.products[hit.passage.product].product.name}】{hit.passage.text}",
            citations=(number,),
        )
        for number, hit in enumerate(best, 1)
    ]
    products = {hit.passage.product for hit in best}
    people = contacts(base, product or (products.pop() if len(products) == 1 else None))
    return Draft("answered", (*blocks, *people), citations)


def stands_out(hit: Hit) -> bool:
    """Whether a passage is near enough to the question to be quoted as its answer."""
    return hit.cosine >= ANSWERABLE_COSINE


def contacts(base: KnowledgeBase, product: str | None) -> tuple[Block, ...]:
    """Ways to a person: those of the product, or a word that every product has its own."""
    known = base.products.get(product or "")
    if known is None or not known.product.contacts:
        return (Notice(text="くわしくは、各商品の窓口または保険代理店にお問い合わせください。"),)
    return tuple(
        ContactBlock(
            label=contact.label.ja,
            phone=contact.phone,
            hours=contact.hours.ja if contact.hours else None,
            url=contact.url,
            note=contact.note.ja if contact.note else None,
        )
        for contact in known.product.contacts
        if not contact.urgent
    )


def _citation(number: int, passage: Passage) -> Citation:
    return Citation(
        number=number,
        document=passage.document,
        product=passage.product,
        title=passage.title,
        section=passage.heading,
        quote=passage.text,
        source=passage.source,
        as_of=passage.as_of,
    )
