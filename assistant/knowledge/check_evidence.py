"""Is every quote in its document, and every figure of a statement in one of its quotes?"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Protocol

from pydantic import BaseModel

from assistant.errors import Problem
from assistant.knowledge.base import ProductKnowledge
from assistant.knowledge.figures import Figure, figures, missing, percent, yen
from assistant.knowledge.front_matter import Audience
from assistant.knowledge.tariffs import Tariff
from assistant.knowledge.values import Evidence, LocalText
from assistant.knowledge.yaml_file import YamlFile, YamlPath
from assistant.text import comparable

_UNBACKED = frozenset({"id", "label", "aliases", "evidence", "illegible", "name"})
"""Fields whose figures are names, not statements."""
_NONE_WORDS = ("なし", "ありません", "ない", "0円")


class DocumentText(Protocol):
    """What the checks want to know of a document."""

    @property
    def path(self) -> str:
        """Path below the corpus folder."""

    @property
    def product(self) -> str:
        """Id of its product."""

    @property
    def text(self) -> str:
        """All that it says."""

    @property
    def audience(self) -> Audience:
        """Who may read it."""

    @property
    def valid_until(self) -> dt.date | None:
        """Its last valid day, if it has one."""


def check_evidence(
    known: ProductKnowledge, files: dict[str, YamlFile], documents: Sequence[DocumentText]
) -> Iterator[Problem]:
    """Problems with the evidence of a product's facts, rules, examples, discounts and notes."""
    texts = {document.path: document.text for document in documents}
    folder = known.product.id
    premiums = known.premiums
    groups: tuple[tuple[str, YamlPath, Sequence[BaseModel]], ...] = (
        ("coverage.yaml", (), known.coverage),
        ("eligibility.yaml", (), known.eligibility),
        ("premiums.yaml", ("discounts",), premiums.discounts),
        ("premiums.yaml", ("examples",), premiums.examples),
        ("premiums.yaml", ("notes",), premiums.notes),
        ("premiums.yaml", ("tariffs",), premiums.tariffs),
    )
    for name, path, records in groups:
        file = files.get(f"{folder}/{name}")
        if file is None:
            continue
        for index, record in _numbered(file, path, records):
            yield from _check(file, (*path, index), record, texts)


def _numbered(file: YamlFile, path: YamlPath, records: Sequence[BaseModel]) -> Iterator[tuple[int, BaseModel]]:
    """Records with their place in the file; faulty entries, which were told already, have no record."""
    entries = file.data
    for part in path:
        entries = entries.get(part, ())
    by_id = {entry.get("id"): index for index, entry in enumerate(entries) if isinstance(entry, dict)}
    for number, record in enumerate(records):
        identity = getattr(record, "id", None)
        yield by_id.get(identity, number) if identity else number, record


def _check(file: YamlFile, path: YamlPath, record: BaseModel, texts: dict[str, str]) -> Iterator[Problem]:
    evidence: tuple[Evidence, ...] = getattr(record, "evidence", ())
    for index, each in enumerate(evidence):
        place = (*path, "evidence", *((index,) if (*path, "evidence", index) in file.lines else ()))
        if each.document not in texts:
            message = f"there is no document '{each.document}': give its path below the corpus folder"
            yield file.problem((*place, "document"), message)
        elif comparable(each.quote) not in _comparable(texts[each.document]):
            yield file.problem((*place, "quote"), f"this quote is not in {each.document}: copy it word for word")
    quotes = " \n".join(each.quote for each in evidence)
    given = figures(quotes)
    # a tariff's figures stand in its table, hundreds of them: its quote names the table
    for field, wanted in () if isinstance(record, Tariff) else _statements(record, ()):
        if wanted == yen(0):
            if not any(word in quotes for word in _NONE_WORDS):
                yield file.problem((*path, *field), "is 0, which none of its quotes says")
        elif missing([wanted], given):
            yield file.problem((*path, *field), f"the figure {wanted.text} is in none of its quotes")


@lru_cache(maxsize=4096)
def _comparable(text: str) -> str:
    return comparable(text)


def _statements(value: object, path: YamlPath) -> Iterator[tuple[YamlPath, Figure]]:
    """The figures that a record states, each with the path of its field."""
    name = str(path[-1]) if path else ""
    if isinstance(value, LocalText):
        yield from ((path, figure) for figure in figures(value.ja))
        yield from (((*path, "en"), figure) for figure in figures(value.en or ""))
    elif isinstance(value, BaseModel):
        for field in type(value).model_fields:
            if field not in _UNBACKED:
                yield from _statements(getattr(value, field), (*path, field))
    elif isinstance(value, tuple):
        if name not in ("plans", "limit_sets", "riders", "excluded", "borderline"):
            for index, each in enumerate(value):
                yield from _statements(each, (*path, index))
    elif isinstance(value, bool):
        return
    elif isinstance(value, int):
        if name.endswith("_yen"):
            yield path, yen(value)
        elif name.endswith("percent") and value:
            yield path, percent(value)
    elif isinstance(value, str) and name in ("per", "shared"):
        yield from ((path, figure) for figure in figures(value))
