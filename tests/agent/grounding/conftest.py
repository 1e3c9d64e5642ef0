"""Tools over the shared index, and the check with the names of its knowledge base."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from assistant.agent.grounding import Glossary, Report, check, glossary_of
from assistant.agent.turn import Draft
from assistant.answers import Block, BrainName, Outcome, ToolResult, Verdict
from assistant.retrieval.open import open_search
from assistant.settings import Settings
from assistant.tools.toolbox import CurrentTools, Toolbox

Judge = Callable[..., Report]


@pytest.fixture(scope="session")
def tools(settings: Settings) -> CurrentTools:
    return CurrentTools(open_search(settings), settings.data_dir)


@pytest.fixture(scope="session")
def glossary(tools: CurrentTools) -> Glossary:
    return glossary_of(tools.toolbox().knowledge)


@pytest.fixture
def toolbox(tools: CurrentTools) -> Toolbox:
    return tools.toolbox()


@pytest.fixture
def judge(toolbox: Toolbox, glossary: Glossary) -> Judge:
    """Checks blocks, with all that the toolbox was asked for shown."""

    def judge(
        *blocks: Block,
        said: Sequence[str] = (),
        results: tuple[ToolResult, ...] | None = None,
        verdict: Verdict | None = None,
        outcome: Outcome = "answered",
        suggestions: tuple[str, ...] = (),
        brain: BrainName = "extractive",
        meant: tuple[ToolResult, ...] = (),
        meant_verdict: Verdict | None = None,
    ) -> Report:
        shown = toolbox.evidence.results if results is None else results
        draft = Draft(
            outcome=outcome,
            verdict=verdict,
            blocks=blocks,
            results=shown,
            suggestions=suggestions,
            brain=brain,
            meant=meant,
            meant_verdict=meant_verdict,
        )
        return check(draft, toolbox.evidence, said, glossary=glossary, locale="en")

    return judge
