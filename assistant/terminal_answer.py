"""How an answer looks on a terminal, and in a pipe: there in plain lines that nothing breaks."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console
from rich.markup import escape
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from assistant.answers import Answer, Block, Citation, ContactBlock, Notice, TableBlock, plain_text
from assistant.knowledge.values import Language
from assistant.terminal_texts import text

_STYLES = {"covered": "bold green", "not_covered": "bold red", "conditional": "bold yellow", "handoff": "bold red"}


def print_answer(console: Console, answer: Answer, language: Language, *, quotes: bool = False) -> None:
    """An answer with its sources at the foot, with their quotes where asked for; headings are in `language`."""
    _print_badge(console, answer, language)
    for place, block in enumerate(answer.blocks):
        if place:
            console.print()
        _print_block(console, block)
    if answer.citations:
        console.print()
        console.print(Text(text("sources", language), style="bold dim"))
        print_sources(console, answer.citations, language, quotes=quotes)
    if answer.notice:
        console.print()
        _say(console, answer.notice, "dim italic")


def print_sources(console: Console, citations: Iterable[Citation], language: Language, *, quotes: bool) -> None:
    """One line a source, with its quote below it where asked for."""
    for citation in citations:
        place = " > ".join(filter(None, (citation.title, citation.section)))
        day = text("as_of", language, day=citation.as_of) if citation.as_of else None
        origin = " / ".join(filter(None, (citation.source, day, citation.document)))
        _say(console, f"[{citation.number}] {place} ({origin})", "dim")
        if quotes:
            _say(console, f"    「{' '.join(citation.quote.split())}」", "dim")


def print_suggestions(console: Console, suggestions: Iterable[str], language: Language) -> None:
    """Suggestions with the numbers to choose them by; nothing where there are none."""
    numbered = list(enumerate(suggestions, 1))
    if not numbered:
        return
    console.print()
    console.print(Text(text("suggestions", language), style="bold dim"))
    for number, suggestion in numbered:
        _say(console, f"  {number}. {suggestion}")


def _print_badge(console: Console, answer: Answer, language: Language) -> None:
    kind = answer.verdict or answer.outcome
    if kind != "answered":
        console.print(Text(text(kind, language), style=_STYLES.get(kind, "bold")))


def _print_block(console: Console, block: Block) -> None:
    if isinstance(block, TableBlock) and console.is_terminal:
        console.print(_table(block))
        return
    style = {Notice: "yellow", ContactBlock: "cyan"}.get(type(block), "")
    _say(console, plain_text((block,)), style)


def _table(block: TableBlock) -> Padding:
    table = Table(caption="".join(f"[{number}]" for number in block.citations), caption_justify="left")
    for heading in block.header:
        # cells break anywhere: Japanese has no spaces to break at
        table.add_column(escape(heading), overflow="fold")
    for row in block.rows:
        table.add_row(*map(escape, row))
    return Padding(table, (0, 0))


def _say(console: Console, words: str, style: str = "") -> None:
    """Prints text that only the terminal breaks, so that it can be searched for and copied."""
    console.print(Text(words, style=style), soft_wrap=True)
