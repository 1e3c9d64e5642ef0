"""Checks on a knowledge base: is every statement backed, consistent, current, and made of known ids?"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from assistant.errors import Problem
from assistant.knowledge.check_evidence import DocumentText, check_evidence
from assistant.knowledge.check_facts import check_contradictions
from assistant.knowledge.check_gaps import check_gaps
from assistant.knowledge.check_ids import check_ids
from assistant.knowledge.front_matter import front_matter_line
from assistant.knowledge.load import Loaded


def check_knowledge(loaded: Loaded, documents: Sequence[DocumentText], today: dt.date) -> list[Problem]:
    """Everything that is wrong with a knowledge base whose files could be read.

    Args:
        documents: those of the corpus folder, as they were read.
        today: what is valid until this day or later has not expired.
    """
    base, files = loaded.base, loaded.files
    problems = [
        *_check_products(loaded, documents, today),
        *_expired_documents(loaded, documents, today),
        *check_ids(base, files),
    ]
    for known in base.products.values():
        problems.extend(check_evidence(known, files, documents))
        problems.extend(check_contradictions(known, files))
    problems.extend(check_gaps(base, documents))
    return problems


def _check_products(loaded: Loaded, documents: Sequence[DocumentText], today: dt.date) -> Iterator[Problem]:
    with_documents = {document.product for document in documents}
    for known in loaded.base.products.values():
        product, file = known.product, loaded.files["products.yaml"]
        if product.id not in with_documents:
            yield file.problem((product.id,), f"has no document: put one into the folder '{product.id}'")
        if product.valid_until and product.valid_until < today:
            message = f"expired on {product.valid_until}: bring the product up to date or remove it"
            yield file.problem((product.id, "valid_until"), message)


def _expired_documents(loaded: Loaded, documents: Sequence[DocumentText], today: dt.date) -> Iterator[Problem]:
    for document in documents:
        if document.valid_until and document.valid_until < today:
            line = front_matter_line(loaded.corpus / document.path, "valid_until")
            message = f"expired on {document.valid_until}: bring the document up to date or remove it"
            yield Problem(document.path, line, "valid_until", message)
