from __future__ import annotations

from typing import get_args

import pytest

from assistant.agent.turn import Stage
from assistant.channels.stages import stage_text
from assistant.tools.requests import TOOLS


@pytest.mark.parametrize("stage", get_args(Stage))
def test_every_stage_is_told_in_both_languages(stage: Stage) -> None:
    assert stage_text(stage, "ja") != stage_text(stage, "en")


def test_every_tool_is_a_stage() -> None:
    assert set(TOOLS) <= set(get_args(Stage))
