"""Were the tools asked what the person asked? A result shows what it was asked with: nothing else may stand there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from assistant.agent.grounding.glossary import Glossary
from assistant.agent.grounding.reading import read
from assistant.agent.grounding.report import Findings
from assistant.agent.grounding.said import Said
from assistant.agent.grounding.support import Shown
from assistant.answers import ToolResult
from assistant.knowledge.figures import missing
from assistant.tools.coverage.words import fold

_MONEY = "円"
_LONGEST = 100
"""Bytes of the name of a thing; what is longer is the person's own or a statement."""
_EXACT = frozenset({"product", "annual_revenue_yen"})
"""Arguments that are looked at elsewhere: an id of the base, an amount."""


def check_inputs(shown: Shown, said: Said, glossary: Glossary, findings: Findings, *, of_model: bool) -> None:
    """Checks what the tools whose results are shown were asked with.

    Amounts are the person's: of a model always, else where the person wrote any. What a model asks with is the
    person's words or a name, and states nothing.
    """
    for result in shown.stated:
        given = [figure for figure in result.inputs if figure.unit == _MONEY]
        for figure in missing(given, said.figures) if given else ():
            if (said.amounts or of_model) and int(figure.value) not in said.amounts:
                findings.add("input", figure.text, None, "input", figure=figure.text)
    if of_model:
        for text in (text for result in shown.results for text in _texts(result)):
            if not _is_name(text, said, glossary):
                findings.add("input", text, None, "input_words", words=text)


def _texts(result: ToolResult) -> Iterator[str]:
    for name, value in result.arguments.items():
        if name not in _EXACT:
            yield from _strings(value)


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _strings(each)


def _is_name(text: str, said: Said, glossary: Glossary) -> bool:
    """Whether a text is the person's, or may be the name of a thing: short, without figures and statements."""
    if fold(text) in fold(said.text):
        return True
    reading = read(text, glossary)
    own = [figure for figure in reading.figures if figure.unit]
    return len(text.encode()) <= _LONGEST and not reading.claims and not missing(own, said.figures)
