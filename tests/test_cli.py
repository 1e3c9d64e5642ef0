"""The command line as people run it: in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.answers import Answer
from assistant.settings import Settings
from tests.corpora import write_corpus

MAIN = "from assistant.cli import main; main()"


def assistant(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", MAIN, *arguments],
        env={**os.environ, "COLUMNS": "200", **environment},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def folders(tmp_path: Path) -> dict[str, str]:
    corpus = write_corpus(tmp_path / "corpus")
    return {"ASSISTANT_CORPUS_DIR": str(corpus), "ASSISTANT_DATA_DIR": str(tmp_path / "data")}


@pytest.fixture
def real(settings: Settings, tmp_path: Path) -> dict[str, str]:
    return {
        "ASSISTANT_DATA_DIR": str(settings.data_dir),
        "ASSISTANT_DATABASE_URL": f"sqlite:///{tmp_path}/conversations.sqlite",
    }


def test_ingest_tells_what_it_did(folders: dict[str, str]) -> None:
    first = assistant("ingest", **folders)
    assert first.returncode == 0, first.stderr
    assert "added: 3" in first.stdout
    assert "4 passages, 7 texts embedded" in first.stdout
    again = assistant("ingest", **folders)
    assert "unchanged: 3" in again.stdout
    assert "was up to date" in again.stdout


def test_an_error_in_the_corpus_names_file_line_and_field(folders: dict[str, str]) -> None:
    facts = Path(folders["ASSISTANT_CORPUS_DIR"]) / "travel" / "coverage.yaml"
    facts.write_text(facts.read_text(encoding="utf-8").replace("3000000", "3500000"), encoding="utf-8")
    for command in ("check", "ingest"):
        result = assistant(command, **folders)
        assert result.returncode == 1
        assert "travel/coverage.yaml:7: [0].limit.amount_yen" in result.stdout + result.stderr
        assert "Traceback" not in result.stderr


def test_a_sound_corpus_passes_the_check(folders: dict[str, str]) -> None:
    result = assistant("check", **folders)
    assert result.returncode == 0
    assert "2 products, 3 documents, 1 coverage facts: 0 errors" in result.stdout


def test_search_shows_passages_with_both_ranks(real: dict[str, str]) -> None:
    result = assistant("search", "カードで払える?", "-k", "2", "--json", "--product", "yayoi", **real)
    passages = json.loads(result.stdout)["passages"]
    assert len(passages) == 2
    assert passages[0]["document"].startswith("yayoi/")
    assert passages[0]["dense"]["rank"] >= 1
    assert passages[0]["lexical"]["rank"] >= 1
    shown = assistant("search", "カードで払える?", "-k", "2", **real).stdout
    assert "クレジットカード" in shown
    assert "lexical #" in shown


def test_ask_prints_the_answer_with_its_sources_and_quotes(real: dict[str, str]) -> None:
    result = assistant("ask", "支払い方法は?", "--product", "yayoi", **real)
    assert result.returncode == 0, result.stderr
    assert "クレジットカード" in result.stdout
    answer, _, foot = result.stdout.partition("出典")
    assert "[1]" in answer
    assert "[1] " in foot
    assert "「" in foot
    assert "yayoi/" in foot
    assert "\x1b" not in result.stdout


def test_ask_prints_the_answer_as_json(real: dict[str, str]) -> None:
    result = assistant("ask", "支払い方法は?", "-p", "yayoi", "--json", **real)
    answer = Answer.model_validate_json(result.stdout)
    assert answer.outcome == "answered"
    assert answer.citations[0].product == "yayoi"


def test_ask_says_the_verdict_first_and_in_the_language_asked_for(real: dict[str, str]) -> None:
    assert assistant("ask", "身代金は補償される?", **real).stdout.startswith("✕ 補償の対象外\n")
    assert assistant("ask", "身代金は補償される?", "--locale", "en", **real).stdout.startswith("✕ Not covered\n")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["ask", "あ" * 2001], "2,001 characters"),
        (["ask", "x", "--product", "nope"], "yayoi"),
        (["ask", "x", "--locale", "fr"], "fr"),
        (["search", "x", "--product", "nope"], "known are yayoi"),
    ],
)
def test_what_cannot_be_taken_is_said_with_exit_status_2(
    real: dict[str, str], arguments: list[str], said: str
) -> None:
    result = assistant(*arguments, **real)
    assert result.returncode == 2
    assert said in result.stderr
    assert "Traceback" not in result.stderr
    assert result.stdout == ""


@pytest.mark.parametrize("command", [("search", "x"), ("ask", "x"), ("chat",), ("serve",)])
def test_without_an_index_a_command_says_how_to_make_one(tmp_path: Path, command: tuple[str, ...]) -> None:
    result = assistant(*command, ASSISTANT_DATA_DIR=str(tmp_path))
    assert result.returncode == 1
    assert "assistant ingest" in result.stderr
    assert "Traceback" not in result.stderr


def test_a_wrong_setting_is_a_calm_message(real: dict[str, str]) -> None:
    wrong = assistant("serve", ASSISTANT_PORT="abc", **real)
    assert wrong.returncode == 1
    assert "ASSISTANT_PORT" in wrong.stderr


def test_a_query_needs_no_torch_and_no_llama_index(real: dict[str, str]) -> None:
    code = (
        "import sys; from assistant.retrieval.open import open_search; from assistant.settings import Settings\n"
        "assert open_search(Settings()).search('支払い方法', 3)\n"
        "print([name for name in ('torch', 'llama_index', 'sentence_transformers') if name in sys.modules])"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], env={**os.environ, **real}, capture_output=True, text=True, check=True
    )
    assert result.stdout.strip() == "[]"
