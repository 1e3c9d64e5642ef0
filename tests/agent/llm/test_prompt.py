"""The versions of the prompt, and the one that is used."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.agent.assistant import Assistant
from assistant.agent.llm import prompt
from assistant.agent.llm.prompt import PROMPT, read_prompt
from assistant.agent.llm.rules import HouseRules
from assistant.answers import Paragraph

VERSIONS = sorted(file.stem for file in Path(prompt.__file__).with_name("prompts").glob("*.md"))

LINE = 60
"""Letters of a line that gives the prompt away."""


def test_the_newest_prompt_is_used() -> None:
    assert max(VERSIONS, key=lambda version: int(version.removeprefix("v"))) == PROMPT


@pytest.mark.parametrize("version", VERSIONS)
def test_every_version_can_be_filled(version: str, assistant: Assistant) -> None:
    filled = read_prompt(version).filled(assistant.tools.toolbox())
    assert "$" not in filled
    assert "check_coverage" in filled


def test_a_line_of_the_prompt_in_use_may_not_be_told() -> None:
    lines = [line for line in read_prompt().template.splitlines() if line.startswith("- ") and len(line) >= LINE]
    rules = HouseRules(read_prompt().template)
    told = {line: rules.broken((Paragraph(text=line),), "en") for line in lines}
    assert len(lines) > 10
    assert [line for line, broken in told.items() if "leak" not in {each.kind for each in broken}] == []
