"""Claims of a reply, and whether *their own* citations bear them out.

After ALCE (Gao et al., 2023): a claim is supported by what it cites; a citation is precise where it carries part of
its claim. Support is judged without a model: figures, content words and the verdict are compared.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain
from typing import Any, NamedTuple

from assistant.answers import Answer, Block, ListBlock, Notice, Paragraph, TableBlock, ToolResult
from assistant.knowledge.figures import Figure, missing
from assistant.knowledge.values import Record
from evals.corpus import Corpus
from evals.scoring.figures import asks_back, lines, read
from evals.scoring.words import overlap, says

_KANA = re.compile(r"[\u3040-\u30ff]")
_SENTENCE = re.compile(r"[^。！？!?\n]*[。！？!?\n]?")
_SHARED_WORDS = 0.5
"""Share of a claim's content words that its sources must have."""
_CARRIES = 0.25
"""Share of a claim's content words that one source of several must have to carry part of it."""


class Claim(Record):
    """A sentence that states something; `why_not` says what its sources do not bear out, empty where they do.

    Attributes:
        citations: numbers of the citations that it gives.
        idle: those of them that carry nothing of it.
    """

    text: str
    citations: tuple[int, ...] = ()
    idle: tuple[int, ...] = ()
    why_not: str = ""


class _Source(NamedTuple):
    """What stands behind a citation: its quote, and what tool results say on the strength of it."""

    text: str
    figures: tuple[Figure, ...]
    verdicts: frozenset[str]


def claims(answer: Answer, told: str, corpus: Corpus) -> tuple[Claim, ...]:
    """The claims of a reply; `told` is what the person typed, whose figures may be repeated uncited."""
    names = " ".join(
        f"{known.product.name} {' '.join(known.product.aliases)}" for known in corpus.base.products.values()
    )
    sources = {citation.number: _source(citation.number, answer) for citation in answer.citations}
    results = (lines({"arguments": each.arguments, "result": each.result}) for each in answer.tool_results)
    shown = [figure for line in chain.from_iterable(results) for figure in read(line)]
    found = []
    for block in answer.blocks:
        for text, numbers in () if asks_back(block, answer) else _sentences(block):
            own = [sources[number] for number in numbers if number in sources]
            stated = read(text)
            if not (numbers or stated or says("covered", text) or says("not_covered", text)):
                continue
            if not numbers:
                loose = missing(stated, [*shown, *read(told)])
                verdict = not answer.tool_results and says("covered", text)
                why = f"no source for {_named(loose)}" if loose else "no source for a verdict" if verdict else ""
                found.append(Claim(text=text, why_not=why))
                continue
            why = _why_not(text, stated, own, names) if own else "cites what is not there"
            idle = tuple(n for n in numbers if n not in sources or not _carries(text, stated, sources[n]))
            found.append(Claim(text=text, citations=numbers, idle=idle, why_not=why))
    return tuple(found)


def _why_not(text: str, stated: Sequence[Figure], own: Sequence[_Source], names: str) -> str:
    loose = missing(stated, [figure for source in own for figure in source.figures])
    if loose:
        return f"its sources do not say {_named(loose)}"
    said = " ".join(source.text for source in own)
    if says("covered", text) and not says("not_covered", text) and not _bears_out_cover(own, said):
        return "its sources do not say that it is covered"
    denied = any("not_covered" in source.verdicts for source in own) or says("denial", said)
    if says("not_covered", text) and not denied:
        return "its sources deny nothing"
    # a reply in English quotes Japanese: no words to compare
    if _comparable(text, said) and not says("silence", text) and overlap(text, f"{said} {names}") < _SHARED_WORDS:
        return "its sources speak of something else"
    return ""


def _bears_out_cover(own: Sequence[_Source], said: str) -> bool:
    if stated := frozenset[str]().union(*(source.verdicts for source in own)):
        return not stated.isdisjoint({"covered", "conditional"})
    return says("covered", said) or not says("not_covered", said)


def _carries(text: str, stated: Sequence[Figure], source: _Source) -> bool:
    shares_a_figure = len(missing(stated, source.figures)) < len(stated)
    return shares_a_figure or not _comparable(text, source.text) or overlap(text, source.text) >= _CARRIES


def _comparable(text: str, source: str) -> bool:
    return _is_japanese(text) == _is_japanese(source)


@lru_cache(maxsize=1 << 12)
def _is_japanese(text: str) -> bool:
    return len(_KANA.findall(text)) * 10 > len(text)


def _sentences(block: Block) -> Iterator[tuple[str, tuple[int, ...]]]:
    match block:
        case Paragraph():
            pieces, numbers = _SENTENCE.findall(block.text), block.citations
        case ListBlock():
            pieces, numbers = list(block.items), block.citations
        case TableBlock():
            pieces = [
                " ".join(f"{name} {cell}" for name, cell in zip(block.header, row, strict=True)) for row in block.rows
            ]
            numbers = block.citations
        case Notice():
            pieces, numbers = _SENTENCE.findall(block.text), ()
        case _:
            return
    yield from ((piece.strip(), numbers) for piece in pieces if piece.strip())


def _source(number: int, answer: Answer) -> _Source:
    citation = next(each for each in answer.citations if each.number == number)
    said = [citation.title, citation.section, citation.quote]
    verdicts: set[str] = set()
    for result in answer.tool_results:
        for entry in _entries(result, number):
            said += lines(entry)
            if isinstance(verdict := entry.get("verdict"), str):
                verdicts.add(verdict)
    said = list(dict.fromkeys(said))
    return _Source(
        "\n".join(said), tuple({figure: None for text in said for figure in read(text)}), frozenset(verdicts)
    )


def _entries(result: ToolResult, number: int) -> Iterator[dict[str, Any]]:
    """The entries of a result that stand on a citation, each with the plain values around it."""
    yield from _within(result.result, number, {"arguments": result.arguments})


def _within(value: Any, number: int, around: dict[str, Any]) -> Iterator[dict[str, Any]]:
    if isinstance(value, list):
        for each in value:
            yield from _within(each, number, around)
    elif isinstance(value, dict):
        evidence = value.get("evidence")
        cites = [each.get("citation") for each in evidence or () if isinstance(each, dict)]
        plain = {key: each for key, each in value.items() if not isinstance(each, list | dict)}
        if number in cites or value.get("citation") == number:
            yield {**around, **value}
        else:
            for each in value.values():
                yield from _within(each, number, {**around, **plain})


def _named(loose: Sequence[Figure]) -> str:
    return ", ".join(figure.text for figure in loose)
