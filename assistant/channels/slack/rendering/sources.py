"""Sources, numbered, with their quotes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from assistant.answers import Citation
from assistant.channels.slack.rendering.message import CHARACTERS, ELEMENTS, Block
from assistant.channels.slack.rendering.texts import context, shortened
from assistant.channels.slack.texts import say
from assistant.knowledge.values import Language

_QUOTE = 600
_QUOTE_PACKED = 300
_APART = 10
"""Up to so many sources stand one below the other; more are packed closer."""
_RANGE = 3


def source_blocks(citations: Sequence[Citation], staff: Collection[str], language: Language) -> list[Block]:
    """Context blocks of sources, each page named where it comes first.

    Args:
        staff: paths of staff documents, which are marked.
    """
    is_packed = len(citations) > _APART
    lines: list[str] = []
    named: set[str] = set()
    for each in citations:
        page = _page(each, language)
        lines.append(_source(each, "" if page in named else page, each.document in staff, language, is_packed))
        named.add(page)
    size = ELEMENTS if is_packed else 1
    if is_packed:
        lines = [shortened(line, CHARACTERS // ELEMENTS) for line in lines]
    return [context(*lines[start : start + size]) for start in range(0, len(lines), size)]


def marks(numbers: Iterable[int]) -> str:
    """Numbers of sources in brackets, runs of them in short: [1][4–9]."""
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    shown = [[f"{run[0]}–{run[-1]}"] if len(run) >= _RANGE else list(map(str, run)) for run in runs]
    return "".join(f"[{each}]" for run in shown for each in run)


def _page(citation: Citation, language: Language) -> str:
    day = say("as_of", language, day=citation.as_of) if citation.as_of else None
    return " / ".join(part for part in (citation.source, day) if part)


def _source(citation: Citation, page: str, is_staff: bool, language: Language, is_packed: bool) -> str:
    place = " > ".join(part for part in (citation.title, citation.section) if part)
    origin = " / ".join(part for part in (page, citation.document) if part)
    mark = say("staff_source", language) if is_staff else ""
    quote = shortened(" ".join(citation.quote.split()), _QUOTE_PACKED if is_packed else _QUOTE)
    return f"[{citation.number}] {mark}{place} ({origin})\n「{quote}」"
