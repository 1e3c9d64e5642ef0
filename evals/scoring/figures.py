"""Figures of a reply that stand nowhere: in no source that it cites and no tool result that it shows."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from assistant.answers import Answer, Block, ContactBlock, ListBlock, Notice, Paragraph, TableBlock
from assistant.knowledge.figures import Figure, figures, missing
from evals.corpus import Corpus
from evals.scoring.words import says

_DIGITS = re.compile(r"\d[\d,]*\d")
_MARK = re.compile(r"\[\d{1,2}\]")
_UNIT_OF_KEY = {"_yen": "円", "_percent": "%"}


class Evidence(NamedTuple):
    """What stands in texts: their figures, and every run of digits, whatever it counts."""

    figures: tuple[Figure, ...]
    digits: frozenset[str]

    def joined(self, other: Evidence) -> Evidence:
        """What stands in either."""
        return Evidence(self.figures + other.figures, self.digits | other.digits)

    def lacks(self, text: str) -> list[str]:
        """The figures of a text that are not in the evidence, and the numbers that are no figure for the reader."""
        found = read(text)
        loose = [figure.text for figure in missing(found, self.figures)]
        plain = unicodedata.normalize("NFKC", text)
        taken = {place for figure in found for place in range(figure.start, figure.end)}
        for match in _DIGITS.finditer(plain):
            if match.start() not in taken and _plain(match[0]) not in self.digits:
                loose.append(match[0])
        return loose


def evidence_in(texts: Iterable[str]) -> Evidence:
    """The figures and digits of some texts."""
    known = dict.fromkeys(texts)
    runs = (run for text in known for run in _DIGITS.findall(unicodedata.normalize("NFKC", text)))
    return Evidence(
        tuple(dict.fromkeys(figure for text in known for figure in read(text))), frozenset(map(_plain, runs))
    )


def ungrounded(answer: Answer, told: str, corpus: Corpus) -> list[str]:
    """The figures of the reply that nothing it shows says.

    A figure of the person's own may be repeated where nothing is cited for it, and a question that asks back may give
    an example; those of contacts may also stand in the knowledge base.
    """
    shown = evidence_in(shown_texts(answer))
    own, contacts = evidence_in([told]), evidence_in(corpus.contact_texts())
    loose: dict[str, None] = {}
    rest = _MARK.sub(" ", answer.text)
    for block in answer.blocks:
        if asks_back(block, answer):
            rest = rest.replace(text_of(block), " ")
            continue
        known = shown if cited(block) else shown.joined(own)
        known = known.joined(contacts) if isinstance(block, ContactBlock) else known
        loose |= dict.fromkeys(known.lacks(text_of(block)))
    if not loose:
        loose = dict.fromkeys(shown.joined(own).joined(contacts).lacks(rest))
    return list(loose)


def shown_texts(answer: Answer) -> Iterator[str]:
    """The texts of everything that a reply shows as its evidence."""
    for citation in answer.citations:
        yield f"{citation.section}\n{citation.quote}"
        if citation.as_of:
            yield citation.as_of.isoformat()
    for result in answer.tool_results:
        yield from lines(result.arguments)
        yield from lines(result.result)


@lru_cache(maxsize=1 << 16)
def read(text: str) -> tuple[Figure, ...]:
    """The figures of a text; the same texts come up again and again."""
    return tuple(figures(text))


def _plain(digits: str) -> str:
    return digits.replace(",", "")


def lines(value: Any, key: str = "") -> Iterator[str]:
    """The values of a tool result as text, with the unit that the key names."""
    match value:
        case Mapping():
            for name, each in value.items():
                yield from lines(each, str(name))
        case str():
            yield value
        case bool() | None:
            return
        case int() | float():
            yield f"{value:,}{next((unit for ending, unit in _UNIT_OF_KEY.items() if key.endswith(ending)), '')}"
        case Iterable():
            for each in value:
                yield from lines(each, key)


def asks_back(block: Block, answer: Answer) -> bool:
    """Whether a block is the question of a reply that asks back."""
    return answer.outcome == "clarify" and not cited(block) and says("asking", text_of(block))


def text_of(block: Block) -> str:
    """What a block says, without the marks of its citations."""
    match block:
        case Paragraph() | Notice():
            return block.text
        case ListBlock():
            return "\n".join(block.items)
        case TableBlock():
            return "\n".join(" | ".join(row) for row in (block.header, *block.rows))
        case ContactBlock():
            return " ".join(filter(None, (block.label, block.phone, block.hours, block.url, block.note)))


def cited(block: Block) -> tuple[int, ...]:
    """The numbers of the citations that back a block."""
    return block.citations if isinstance(block, Paragraph | ListBlock | TableBlock) else ()
