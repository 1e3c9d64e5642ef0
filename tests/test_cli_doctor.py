from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.settings import Settings
from tests.agent.llm.talking import KEY
from tests.models.moves import Call, Move
from tests.models.server import Models, models

OK = Move(calls=(Call("reply", {"text": "OK"}),))


@pytest.fixture(scope="module")
def model() -> Iterator[Models]:
    with models() as served:
        yield served


def _doctor(settings: Settings, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    own = {
        "ASSISTANT_DATA_DIR": str(settings.data_dir),
        "ASSISTANT_CORPUS_DIR": str(settings.corpus_dir),
        "ASSISTANT_DATABASE_URL": f"sqlite:///{folder}/conversations.sqlite",
        **environment,
    }
    return subprocess.run(
        [sys.executable, "-c", "from assistant.cli import main; main()", "doctor"],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **own},
        timeout=120,
    )


def test_all_is_well_without_a_model(settings: Settings, tmp_path: Path) -> None:
    done = _doctor(settings, tmp_path, ASSISTANT_LLM="none")
    assert done.returncode == 0
    assert [line.split(":")[0] for line in done.stdout.splitlines()] == [
        "ok   index",
        "ok   database",
        "ok   language model",
    ]


def test_a_model_that_answers_is_well(settings: Settings, tmp_path: Path, model: Models) -> None:
    model.restart(lambda _: OK)
    done = _doctor(
        settings,
        tmp_path,
        ASSISTANT_LLM="openai:gpt-4o-mini",
        ASSISTANT_LLM_BASE_URL=f"{model.address}/v1",
        OPENAI_API_KEY=KEY,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "answers and calls tools" in done.stdout
    assert "0.15/0.6 US dollars" in done.stdout


@pytest.mark.parametrize(
    ("move", "advice"),
    [
        (Move(status=401), "check the key"),
        (Move(status=404), "check the model's name"),
        (Move(text="OK"), "calls no tools"),
    ],
)
def test_a_model_that_cannot_be_used_says_what_to_do(
    move: Move, advice: str, settings: Settings, tmp_path: Path, model: Models
) -> None:
    model.restart(lambda _: move)
    done = _doctor(settings, tmp_path, ASSISTANT_LLM=f"openai-like:m@{model.address}/v1")
    assert done.returncode == 1
    assert advice in done.stdout
    assert "Traceback" not in done.stderr


def test_a_missing_key_is_told(settings: Settings, tmp_path: Path) -> None:
    done = _doctor(settings, tmp_path, ASSISTANT_LLM="openai:gpt-4o-mini", OPENAI_API_KEY="")
    assert done.returncode == 1
    assert "OPENAI_API_KEY" in done.stdout


def test_a_missing_index_is_told(settings: Settings, tmp_path: Path) -> None:
    done = _doctor(settings, tmp_path, ASSISTANT_LLM="none", ASSISTANT_DATA_DIR=str(tmp_path / "empty"))
    assert done.returncode == 1
    assert "assistant ingest" in done.stdout


def test_the_name_of_a_model_is_told_as_it_is_written(settings: Settings, tmp_path: Path) -> None:
    done = _doctor(settings, tmp_path, ASSISTANT_LLM="openai-like:m@http://127.0.0.1:9/v1")
    assert "openai-like:m:" in done.stdout
