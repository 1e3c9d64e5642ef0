"""What a draft may stand on: the results that it shows and, block by block, the quotes that it cites."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from assistant.agent.grounding.facts import ShownFact, shown_facts
from assistant.agent.grounding.frame import EMPTY, Frame
from assistant.agent.grounding.glossary import Glossary
from assistant.agent.grounding.result_texts import result_texts
from assistant.agent.grounding.results import Stated, stated
from assistant.agent.grounding.sources import Source, of_citation, quote_sources
from assistant.answers import Citation, ToolResult
from assistant.knowledge.figures import Figure, figures

_BY_FACT = ("check_coverage", "search_knowledge")
_OPEN_VALUES = ("date", "url", "月", "")


class Pool:
    """Figures with what they are of, found by their value."""

    def __init__(self) -> None:
        self._by_value: dict[str, list[tuple[Figure, Frame]]] = defaultdict(list)
        self._loose: list[tuple[Figure, Frame]] = []
        self._units: dict[str, set[str]] = defaultdict(set)

    def add(self, figure: Figure, frame: Frame) -> None:
        """Adds a figure."""
        self._by_value[figure.value].append((figure, frame))
        self._units[figure.unit] |= frame.item
        if figure.unit in ("date", "url"):
            self._loose.append((figure, frame))

    def has_items(self, unit: str, items: frozenset[str]) -> bool:
        """Whether there is a figure with a unit of one of the items."""
        return not items.isdisjoint(self._units.get(unit, ()))

    def same(self, figure: Figure) -> Iterator[Frame]:
        """What the figures are of that say the same as `figure`."""
        known = self._loose if figure.unit in _OPEN_VALUES else []
        for other, frame in (*self._by_value.get(figure.value, ()), *known):
            if figure.same_as(other):
                yield frame


class Support(NamedTuple):
    """What one block may stand on beside the results: the sentences that it cites, and the figures in them."""

    sources: tuple[Source, ...]
    pool: Pool
    citations: tuple[Citation, ...]


class _BySize(NamedTuple):
    """Sentences, and the same by their number of content words."""

    sources: tuple[Source, ...]
    by_size: dict[int, list[Source]]


class Shown:
    """What all blocks may stand on.

    Attributes:
        results: the results that the draft shows, as far as they were recorded unaltered.
        facts: the coverage facts in them.
        stated: what each of them states.
        cited: the sources of the turn by their number.
        groups: sources that go together: of one fact, or of one result of another tool.
        of_coverage: the sources of facts.
    """

    def __init__(
        self,
        results: Sequence[ToolResult],
        citations: Sequence[Citation],
        renderings: Mapping[int, str],
        glossary: Glossary,
    ) -> None:
        self._glossary, self._renderings = glossary, renderings
        self.results = tuple(results)
        self.facts: tuple[ShownFact, ...] = tuple(
            fact for place, result in enumerate(results) for fact in shown_facts(place, result, glossary)
        )
        self.stated: tuple[Stated, ...] = tuple(stated(result, glossary) for result in results)
        self.cited = {citation.number: citation for citation in citations}
        self.pool = Pool()
        self.sources: tuple[Source, ...] = tuple(each for result in self.stated for each in result.sentences)
        for result in self.stated:
            for figure, frame in result.figures:
                self.pool.add(figure, frame)
        for source in self.sources:
            for figure, frame in source.figures:
                self.pool.add(figure, frame)
        self._items = self._items_of_quotes()
        of_facts = {fact.citations for fact in self.facts if fact.citations}
        others = {frozenset(result.citations) for result in results if result.tool not in _BY_FACT}
        self.groups: tuple[frozenset[int], ...] = (*of_facts, *others)
        self.of_coverage = frozenset(number for group in of_facts for number in group)
        self._supports: dict[tuple[int, ...], Support] = {}
        self._sources: dict[tuple[int, ...], _BySize] = {}

    def support(self, numbers: tuple[int, ...]) -> Support:
        """What a block with these citations may stand on, beside the results."""
        if numbers not in self._supports:
            citations = tuple(self.cited[number] for number in numbers if number in self.cited)
            found: list[Source] = []
            pool = Pool()
            for citation in citations:
                items = self.items_of(citation.number)
                found += of_citation(citation, items, self._glossary)
                if rendering := self._renderings.get(citation.number):
                    found += quote_sources(rendering, citation.product, citation.section, items, self._glossary)
                for figure in _dates(citation.source or "", str(citation.as_of or "")):
                    pool.add(figure, EMPTY)
            for source in found:
                for figure, frame in source.figures:
                    pool.add(figure, frame)
            self._supports[numbers] = Support(tuple(found), pool, citations)
        return self._supports[numbers]

    def sources_of(self, numbers: tuple[int, ...]) -> tuple[Source, ...]:
        """The sentences that a block with these citations may stand on."""
        return self._all(numbers).sources

    def sized(self, numbers: tuple[int, ...], least: float, most: float) -> Iterator[Source]:
        """Those of `sources_of` that have from `least` to `most` content words."""
        for size, sources in self._all(numbers).by_size.items():
            if least <= size <= most:
                yield from sources

    def _all(self, numbers: tuple[int, ...]) -> _BySize:
        if numbers not in self._sources:
            sources = (*self.sources, *self.support(numbers).sources)
            by_size: dict[int, list[Source]] = defaultdict(list)
            for source in sources:
                by_size[len(source.reading.words)].append(source)
            self._sources[numbers] = _BySize(sources, by_size)
        return self._sources[numbers]

    def quoted(self, numbers: tuple[int, ...]) -> Iterator[str]:
        """All texts that a block with these citations may quote from."""
        for citation in self.support(numbers).citations:
            yield from (citation.quote, citation.title, citation.section, citation.source or "")
            yield self._renderings.get(citation.number, "")
        for result in self.results:
            yield from result_texts(result)

    def items_of(self, number: int) -> frozenset[str]:
        """Keys of what a source is evidence of, by the facts that are shown."""
        return self._items.get(number, frozenset())

    def _items_of_quotes(self) -> dict[int, frozenset[str]]:
        """What the sources are evidence of, by the facts that are shown."""
        found: dict[int, frozenset[str]] = defaultdict(frozenset)
        for result in self.results:
            if result.tool == "check_coverage":
                for item in result.result.get("items", ()):
                    for group in item["products"]:
                        for fact in group["facts"]:
                            key = frozenset((f"{group['product']}/{fact['fact']}",))
                            for each in fact["evidence"]:
                                found[each["citation"]] |= key
        return found


@lru_cache(maxsize=1024)
def _dates(*texts: str) -> tuple[Figure, ...]:
    return tuple(figure for text in texts for figure in figures(text) if figure.unit == "date")
