"""The evidence of one turn: every tool result and every source that was handed out."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from pydantic import BaseModel

from assistant.answers import Citation, ToolResult
from assistant.text import comparable
from assistant.tools.sources import Sources

_EVIDENCE = {"document", "quote"}
_HIDDEN = object()


class TurnEvidence(NamedTuple):
    """What a turn's answer may stand on; citations are numbered from 1 in the order of the tuple.

    Attributes:
        renderings: what the section of a citation says in English, by its number, where its editor wrote that.
    """

    results: tuple[ToolResult, ...] = ()
    citations: tuple[Citation, ...] = ()
    renderings: Mapping[int, str] = MappingProxyType({})


class Ledger:
    """Records results in order and numbers their sources, one number a document and quote.

    Sources that are staff documents are left out of results and citations unless `staff` is set.
    """

    def __init__(self, sources: Sources, *, staff: bool = False) -> None:
        self._sources = sources
        self._staff = staff
        self._results: list[ToolResult] = []
        self._citations: dict[tuple[str, str], Citation] = {}
        self._renderings: dict[int, str] = {}

    @property
    def evidence(self) -> TurnEvidence:
        """All that was recorded so far."""
        return TurnEvidence(tuple(self._results), tuple(self._citations.values()), dict(self._renderings))

    def render(self, number: int, english: str) -> None:
        """Notes what the section of a citation says in English."""
        self._renderings[number] = english

    def cite(self, document: str, quote: str, section: str | None = None) -> Citation | None:
        """The citation of a quote, a new one where it has none; None where its document may not be shown."""
        found = self._sources.document(document)
        if found is not None and found.audience == "staff" and not self._staff:
            return None
        key = (document, comparable(quote))
        if key not in self._citations:
            self._citations[key] = Citation(
                number=len(self._citations) + 1,
                document=document,
                product=found.product if found else document.partition("/")[0],
                title=found.title if found else document,
                section=self._sources.section(document, quote) if section is None else section,
                quote=self._sources.verbatim(document, quote),
                source=found.source if found else None,
                as_of=found.as_of if found else None,
            )
        return self._citations[key]

    def record(self, tool: str, arguments: dict[str, Any], result: BaseModel | dict[str, Any]) -> ToolResult:
        """Records a call; each ``{document, quote}`` of the result gets the number of its citation."""
        numbers: dict[int, None] = {}
        data = result.model_dump(mode="json") if isinstance(result, BaseModel) else result
        numbered = self._numbered(data, numbers)
        recorded = ToolResult(tool=tool, arguments=arguments, result=numbered, citations=tuple(numbers))
        self._results.append(recorded)
        return recorded

    def _numbered(self, value: Any, numbers: dict[int, None]) -> Any:
        """`value` with its evidence numbered, and without evidence that may not be shown."""
        if isinstance(value, list):
            found = [self._numbered(each, numbers) for each in value]
            return [each for each in found if each is not _HIDDEN]
        if not isinstance(value, dict):
            return value
        if value.keys() == _EVIDENCE:
            citation = self.cite(value["document"], value["quote"])
            if citation is None:
                return _HIDDEN
            numbers[citation.number] = None
            return {"citation": citation.number, "document": citation.document, "quote": citation.quote}
        if isinstance(number := value.get("citation"), int):
            numbers[number] = None
        return {key: self._numbered(each, numbers) for key, each in value.items()}
