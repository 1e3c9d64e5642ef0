"""The steps of a question on a terminal."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from assistant.agent.memory import Memory
from assistant.agent.turn import Draft
from assistant.answers import Answer, ToolResult, plain_text
from evals.explain.recording import Drafted, Trace
from evals.questions import Question
from evals.retrieval.ranked import Ranking
from evals.retrieval.ranking import Rankings
from evals.run import Result

_SEARCH = "search_knowledge"
_TOOL_CHARACTERS = 1500


def print_explanation(console: Console, result: Result, traces: Sequence[Trace], rankings: Rankings) -> None:
    """Everything about one question: each turn's steps, then what was checked."""
    question = result.question
    pinned = f", on the page of {question.product}" if question.product else ""
    console.print(Rule(f"{question.id}: {question.category}, {question.persona}{pinned}"))
    for number, trace in enumerate(traces, 1):
        console.print(Text(f"\nTurn {number}: {trace.turn.message}", style="bold"))
        for drafted in trace.drafts:
            _print_draft(console, drafted, trace, rankings, question)
        _step(console, "reply", _heading(trace.answer), trace.answer.text)
    if error := result.exchange.last.error:
        _step(console, "error", error)
    _print_checks(console, result)
    if question.evidence:
        ranked = rankings.rank(question)
        places = ", ".join(f"{each.leg} {ranked.place(each.leg) or '-'}" for each in ranked.rankings)
        _step(console, "evidence", f"{len(ranked.relevant)} passages; places: {places}", question.evidence)


def _print_draft(console: Console, drafted: Drafted, trace: Trace, rankings: Rankings, question: Question) -> None:
    request, draft, evidence = drafted
    flags = [name for name in ("incident", "person", "instructions") if getattr(request, name)]
    seen = "" if request.message == trace.turn.message else f"seen as: {request.message}"
    _step(console, "screening", f"{request.locale}; {', '.join(flags) or 'nothing to note'}", seen)
    _step(console, "understanding", "; ".join(_learnt(request.memory, draft.memory)) or "nothing new")
    queries = [each.arguments.get("query", "") for each in evidence.results if each.tool == _SEARCH]
    for query in queries or [request.message]:
        _step(console, "search", query)
        _print_rankings(console, rankings.of(query, trace.turn.product), _relevant(rankings, question))
    for tool in evidence.results:
        if tool.tool != _SEARCH:
            shown = "shown" if tool in draft.results else "not shown"
            _step(
                console,
                "tool",
                f"{tool.tool} {json.dumps(tool.arguments, ensure_ascii=False)} ({shown})",
                _told(tool),
            )
    _step(console, "draft", _heading(draft), plain_text(draft.blocks) if trace.events else "")
    told = "\n".join(json.dumps(event, ensure_ascii=False) for event in trace.events)
    _step(console, "grounding", "the draft was cut or withheld" if told else "the draft was sent as it is", told)


def _relevant(rankings: Rankings, question: Question) -> tuple[int, ...]:
    return rankings.holding(question.evidence) if question.evidence else ()


def _print_rankings(console: Console, rankings: Sequence[Ranking], relevant: tuple[int, ...]) -> None:
    table = Table("leg", "place", "score", "document", "text", box=None, padding=(0, 1))
    for ranking in rankings:
        name: str = ranking.leg
        for place, hit in enumerate(ranking.best, 1):
            style = "green" if hit.number in relevant else ""
            text = f"{hit.section}: {hit.text}".replace("\n", " ")
            table.add_row(
                name,
                str(place),
                f"{hit.score:.2f}",
                hit.document,
                Text(text, style=style, overflow="ellipsis", no_wrap=True),
            )
            name = ""
    console.print(Padding(table, (0, 0, 0, 4)))


def _print_checks(console: Console, result: Result) -> None:
    console.print(Text("\nChecks", style="bold"))
    for each in result.checks:
        told = "" if each.passed else f": expected {each.expected}; got {each.got}"
        mark = ("✓ ", "green") if each.passed else ("✗ ", "red")
        console.print(Text.assemble("  ", mark, each.name, told), soft_wrap=True)
    for claim in result.support.claims:
        if claim.why_not:
            console.print(
                Text.assemble("  ", ("✗ ", "red"), f"claim “{claim.text}”: {claim.why_not}"), soft_wrap=True
            )
    if result.support.dropped:
        console.print(Text.assemble("  ", ("✗ ", "red"), f"dropped: {', '.join(result.support.dropped)}"))
    if result.support.evidence_cited is False:
        console.print(Text.assemble("  ", ("✗ ", "red"), "no citation says what the evidence says"))


def _learnt(before: Memory, after: Memory) -> Iterator[str]:
    """What of a conversation's memory changed."""
    for name in type(after).model_fields:
        old, new = getattr(before, name), getattr(after, name)
        if new != old:
            yield f"{name} = {new}"


def _heading(said: Answer | Draft) -> str:
    return f"{said.outcome}{f' / {said.verdict}' if said.verdict else ''}"


def _told(tool: ToolResult) -> str:
    told = json.dumps(tool.result, ensure_ascii=False)
    return told if len(told) <= _TOOL_CHARACTERS else f"{told[:_TOOL_CHARACTERS]}… ({len(told):,} characters)"


def _step(console: Console, name: str, heading: str, text: str = "") -> None:
    console.print(Text.assemble("  ", (f"{name:<14}", "cyan"), heading), soft_wrap=True)
    if text:
        console.print(Padding(Text(text, style="dim"), (0, 0, 0, 6)))
