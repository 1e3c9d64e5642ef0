"""What a first question loads, and what it does not wait for."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from assistant.settings import Settings

HEAVY = ("chromadb", "bm25s", "scipy", "torch", "transformers", "llama_index", "openai", "fastapi", "slack_bolt")
ASKS = """
import json, sys
from assistant.agent.assistant import open_assistant
from assistant.agent.turn import Turn
from assistant.settings import load_settings
answer = open_assistant(load_settings()).reply(Turn(message="身代金は補償されますか"))
print(json.dumps([answer.verdict, sorted({name.partition(".")[0] for name in sys.modules})]))
"""


@pytest.fixture
def asked(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, set[str]]:
    """The verdict of a question in a process of its own, and the packages that it imported."""
    own = {
        "ASSISTANT_DATA_DIR": str(settings.data_dir),
        "ASSISTANT_DATABASE_URL": f"sqlite:///{tmp_path_factory.mktemp('cold')}/conversations.sqlite",
        "ASSISTANT_LLM": settings.llm,
    }
    command = [sys.executable, "-c", ASKS]
    run = subprocess.run(command, env={**os.environ, **own}, capture_output=True, text=True, check=True)
    verdict, packages = json.loads(run.stdout)
    return verdict, set(packages)


def test_a_question_waits_for_no_package_that_it_does_not_need(asked: tuple[str, set[str]]) -> None:
    verdict, packages = asked
    assert verdict == "not_covered"
    assert "onnxruntime" in packages
    assert not packages & set(HEAVY)


def test_an_ingest_leaves_nothing_to_derive(settings: Settings) -> None:
    kept = {path.name for path in (settings.data_dir / "derived").iterdir()}
    keys = {f"{name}-key.json" for name in ("intents", "perils", "sought", "cause")}
    assert kept == {"fact-texts.json", "vocabulary.json", "fact-concerns.json", *keys}
