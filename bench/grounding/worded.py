"""Replies in a language model's own words, from answers.yaml: right ones, and the same with one thing made wrong."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from assistant.agent.turn import Draft
from assistant.answers import Block, Citation, ContactBlock, ListBlock, Notice, Paragraph, TableBlock
from assistant.tools.toolbox import CurrentTools, Toolbox
from bench.grounding.composing import Reply

_ANSWERS = Path(__file__).with_name("answers.yaml")
_UNSHOWN = ("search_knowledge", "contact")
_CONTACT = ("label", "phone", "hours", "url", "note")


class Worded(NamedTuple):
    """A right reply, a wrong one, and what makes it wrong."""

    right: Reply
    wrong: Reply
    change: str


def worded(tools: CurrentTools) -> Iterator[Worded]:
    """The replies of answers.yaml.

    Raises:
        ValueError: a fragment of a quote is in no source of its calls, or a text that is to be changed is not there.
    """
    for entry in yaml.safe_load(_ANSWERS.read_text("utf-8")):
        toolbox = tools.toolbox(locale=entry.get("lang", "ja"))
        for name, arguments in entry["calls"]:
            toolbox.call(name, arguments)
        change = entry["wrong"]
        right = _reply(entry, toolbox, {})
        wrong = _reply(entry, toolbox, change)
        if right.draft == wrong.draft:
            raise ValueError(f"'{change['from']}' is not in the reply to '{entry['said']}'")
        yield Worded(right, wrong, f"{change['from']} → {change.get('to', '')}")


def _reply(entry: Mapping[str, Any], toolbox: Toolbox, change: Mapping[str, str]) -> Reply:
    evidence = toolbox.evidence
    blocks = tuple(_block(block, entry["said"], toolbox, change) for block in entry["blocks"])
    draft = Draft(
        outcome=entry.get("outcome", "answered"),
        verdict=entry.get("verdict"),
        blocks=blocks,
        results=tuple(result for result in evidence.results if result.tool not in _UNSHOWN),
        brain="llm",
    )
    return Reply(draft, evidence, (*entry.get("before", ()), entry["said"]), toolbox.locale)


def _block(block: Mapping[str, Any], said: str, toolbox: Toolbox, change: Mapping[str, str]) -> Block:
    def told(text: str) -> str:
        return text.replace(change["from"], change.get("to", "")) if change else text

    if "contact" in block:
        contacts = [each for result in toolbox.evidence.results for each in result.result.get("contacts", ())]
        known = next(each for each in contacts if each["label"] == block["contact"])
        return ContactBlock(**{name: known[name] for name in _CONTACT})
    if "notice" in block:
        return Notice(text=told(block["notice"]))
    numbers = tuple(_cited(fragment, said, toolbox.evidence.citations).number for fragment in block["cites"])
    citations = tuple(dict.fromkeys(numbers))
    if "text" in block:
        return Paragraph(text=told(block["text"]), citations=citations)
    if "items" in block:
        return ListBlock(items=tuple(filter(None, map(told, block["items"]))), citations=citations)
    rows = tuple(tuple(map(told, row)) for row in block["rows"])
    return TableBlock(header=tuple(block["header"]), rows=rows, citations=citations)


def _cited(fragment: str, said: str, citations: tuple[Citation, ...]) -> Citation:
    for citation in citations:
        if fragment in citation.quote:
            return citation
    raise ValueError(f"no source for '{said}' has '{fragment}': {[each.quote for each in citations]}")
