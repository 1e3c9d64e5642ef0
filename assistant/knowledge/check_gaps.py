"""Which covers do the documents state that no fact knows of?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

import yaml

from assistant.errors import Problem
from assistant.knowledge.base import ProductKnowledge
from assistant.knowledge.check_evidence import DocumentText
from assistant.text import comparable

_QUESTION_ENDS = ("か", "か。", "?", "？")


def check_gaps(known: ProductKnowledge, documents: Sequence[DocumentText]) -> Iterator[Problem]:
    """A warning for each of a product's public documents that states covers beyond the facts."""
    product = known.product.id
    own = [document for document in documents if document.product == product and document.audience == "public"]
    quotes = [comparable(each.quote) for fact in known.coverage for each in fact.evidence]
    names = [comparable(name) for fact in known.coverage for name in (fact.label.ja, *fact.aliases)]
    for document in own:
        lines = [line for line in _statements(document.text) if not _known(comparable(line), quotes, names)]
        if lines:
            what = "states a cover" if len(lines) == 1 else f"states {len(lines)} covers"
            message = f"{what} that no fact in {product}/coverage.yaml is about: 「{lines[0]:.60}」"
            yield Problem(document.path, None, None, message, "warning")


@cache
def verdict_phrases() -> dict[str, tuple[str, ...]]:
    """Phrases that state a verdict, by verdict."""
    data = yaml.safe_load(Path(__file__).with_name("verdict_phrases.yaml").read_text(encoding="utf-8"))
    return {verdict: tuple(phrases) for verdict, phrases in data.items()}


def _statements(text: str) -> Iterator[str]:
    phrases = [phrase for group in verdict_phrases().values() for phrase in group]
    for line in text.replace("。", "。\n").splitlines():
        if any(phrase in line for phrase in phrases) and not line.strip().endswith(_QUESTION_ENDS):
            yield line.strip()


def _known(line: str, quotes: Sequence[str], names: Sequence[str]) -> bool:
    return any(quote in line or line in quote for quote in quotes) or any(name in line for name in names)
