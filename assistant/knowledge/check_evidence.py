"""Is every quote in its document, and every figure of a statement in one of its quotes?"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import chain
from typing import Protocol

from pydantic import BaseModel

from assistant.data_file import read_data
from assistant.errors import Problem
from assistant.knowledge.base import ProductKnowledge
from assistant.knowledge.entries import numbered
from assistant.knowledge.figures import Figure, figures, missing, percent, yen
from assistant.knowledge.front_matter import Audience
from assistant.knowledge.quotes import standing
from assistant.knowledge.tariffs import Tariff
from assistant.knowledge.values import Evidence, LocalText
from assistant.knowledge.yaml_file import YamlFile, YamlPath

_UNBACKED = frozenset({"id", "label", "aliases", "evidence", "illegible", "name"})
"""Fields whose figures are names, not statements."""
_IDS = frozenset({"plans", "limit_sets", "riders", "excluded", "borderline"})


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
    """Problems with the evidence of a product's facts, rules, examples, discounts, notes and tariffs."""
    by_path = {document.path: document for document in documents}
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
        for index, record in numbered(file, path, records):
            evidence: tuple[Evidence, ...] = getattr(record, "evidence", ())
            # a tariff's figures stand in its table, hundreds of them, and that table may be for staff only
            is_tariff = isinstance(record, Tariff)
            yield from _check_quotes(file, (*path, index), evidence, by_path, staff_too=is_tariff)
            if not is_tariff:
                yield from _check_figures(file, (*path, index), record, evidence)


def _check_quotes(
    file: YamlFile,
    path: YamlPath,
    evidence: Sequence[Evidence],
    documents: dict[str, DocumentText],
    *,
    staff_too: bool,
) -> Iterator[Problem]:
    for index, each in enumerate(evidence):
        place = (*path, "evidence", index)
        document = documents.get(each.document)
        if document is None:
            message = f"there is no document '{each.document}': give its path below the corpus folder"
            yield file.problem((*place, "document"), message)
            continue
        if document.audience == "staff" and not staff_too:
            message = f"{each.document} is for staff, and customers are shown this quote: quote a public document"
            yield file.problem((*place, "document"), message)
        match standing(each.quote, document.text):
            case "absent":
                yield file.problem((*place, "quote"), f"this quote is not in {each.document}: copy it word for word")
            case "cuts a number":
                message = f"this quote begins or ends within a number of {each.document}: copy the whole number"
                yield file.problem((*place, "quote"), message)


def _check_figures(
    file: YamlFile, path: YamlPath, record: BaseModel, evidence: Sequence[Evidence]
) -> Iterator[Problem]:
    given = [figure for each in evidence for figure in figures(each.quote)]
    for field, wanted in _statements(record, ()):
        if wanted == yen(0):
            if missing([wanted], given) and not any(_says_zero(each.quote) for each in evidence):
                yield file.problem((*path, *field), "is 0, which none of its quotes says: quote where it does")
        elif missing([wanted], given):
            message = f"the figure {wanted.text} is in none of its quotes: correct it, or quote where it stands"
            yield file.problem((*path, *field), message)


def _statements(value: object, path: YamlPath) -> Iterator[tuple[YamlPath, Figure]]:
    """The figures that a record states, each with the path of its field."""
    name = str(path[-1]) if path else ""
    if isinstance(value, LocalText):
        yield from (((*path, "ja"), figure) for figure in figures(value.ja))
        yield from (((*path, "en"), figure) for figure in figures(value.en or ""))
    elif isinstance(value, BaseModel):
        for field in type(value).model_fields:
            if field not in _UNBACKED:
                yield from _statements(getattr(value, field), (*path, field))
    elif isinstance(value, tuple) and name not in _IDS:
        for index, each in enumerate(value):
            yield from _statements(each, (*path, index))
    elif isinstance(value, int) and not isinstance(value, bool):
        if name.endswith("_yen"):
            yield path, yen(value)
        elif name.endswith("percent") and value:
            yield path, percent(value)
    elif isinstance(value, str) and name in ("per", "shared"):
        yield from ((path, figure) for figure in figures(value))


def _says_zero(quote: str) -> bool:
    phrases = _zero_phrases()
    for phrase in phrases["unstated"]:
        quote = quote.replace(phrase, "")
    return any(phrase in quote for phrase in phrases["zero"])


@cache
def _zero_phrases() -> dict[str, tuple[str, ...]]:
    data = read_data(__file__, "zero_phrases.yaml")
    return {"zero": tuple(data["zero"]), "unstated": tuple(chain(*data["unstated"]))}
