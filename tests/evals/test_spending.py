"""Tokens, price and fallbacks of a language model, asked over the wire."""

from __future__ import annotations

from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from assistant.settings import Settings
from evals.console import print_run
from evals.corpus import read_corpus
from evals.evaluate import ask_and_score
from evals.exchange import Exchange, ModelTurn, Reply
from evals.questions import Entry
from evals.report.page import render
from evals.run import Result, Run
from evals.spending import Spending, spending
from evals.targets.in_process import InProcess
from tests.agent.llm.talking import RANSOM, answers, llm_settings
from tests.evals.examples import question
from tests.models.moves import INPUT_TOKENS, OUTPUT_TOKENS, Move, Script
from tests.models.server import Models, models

_ASKED = question(RANSOM, {"outcome": ["answered"], "verdict": ["not_covered"]})
_INCIDENT = question("ランサムウェアに感染しました!いま画面が真っ赤です", {"outcome": ["handoff"]}, "emergency")


@pytest.fixture(scope="module")
def server() -> Iterator[Models]:
    with models() as served:
        yield served


def _run(script: Script, server: Models, settings: Settings, folder: Path) -> Run:
    server.restart(script)
    entries = [Entry(each, "own-tuning.jsonl", line, "tuning") for line, each in enumerate((_ASKED, _INCIDENT), 1)]
    with InProcess(llm_settings(settings, server.address, folder)) as target:
        return ask_and_score(target, entries, read_corpus(settings.corpus_dir), Console(file=StringIO()))


def _told(run: Run) -> str:
    shown = StringIO()
    console = Console(file=shown, width=160)
    print_run(console, run)
    return shown.getvalue()


def _spent(run: Run) -> Spending:
    spent = spending(run.results)
    assert spent is not None
    return spent


def test_tokens_and_price_of_a_model_are_counted(server: Models, settings: Settings, tmp_path: Path) -> None:
    run = _run(answers, server, settings, tmp_path)
    spent, calls = _spent(run), len(server.asked)
    assert (spent.turns, spent.calls) == (1, calls)
    assert (spent.input_tokens, spent.output_tokens) == (calls * INPUT_TOKENS, calls * OUTPUT_TOKENS)
    assert spent.without == (0, 1)
    assert spent.usd_a_turn == spent.cost_usd
    assert f"{calls * INPUT_TOKENS:,} tokens in" in _told(run)
    assert "openai:gpt-4o-mini: 1 turns" in render(run)


def test_a_turn_without_the_model_is_a_fallback_with_its_reason(
    server: Models, settings: Settings, tmp_path: Path
) -> None:
    run = _run(lambda _: Move(status=401, error="wrong key"), server, settings, tmp_path)
    spent = _spent(run)
    assert spent.without == (1, 1)
    assert spent.fallbacks == {"no_access": 1}
    assert "no_access 1" in _told(run)
    assert "no_access 1" in render(run)


def test_without_a_model_nothing_is_spent() -> None:
    assert spending(()) is None


def test_one_price_that_is_not_known_makes_the_sum_unknown() -> None:
    usage = [{"model": "a:b", "calls": 1, "cost_usd": 0.5}, {"model": "a:c", "calls": 2}]
    replies = tuple(Reply(message="?", seconds=1, model=ModelTurn.model_validate({"usage": each})) for each in usage)
    exchange = Exchange(question=_ASKED, replies=replies)
    spent = spending([Result(file="f", line=1, split=None, exchange=exchange, checks=(), failed=())])
    assert spent is not None
    assert (spent.models, spent.calls, spent.cost_usd, spent.usd_a_turn) == (("a:b", "a:c"), 3, None, None)
