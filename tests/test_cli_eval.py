from __future__ import annotations

from pathlib import Path

import pytest

from assistant.errors import ConfigurationError
from assistant.evaluation import evaluate
from tests.test_cli import assistant


def test_eval_is_the_harness() -> None:
    told = assistant("eval", "--help")
    assert told.returncode == 0, told.stderr
    assert "assistant eval" in told.stdout
    assert "explain" in told.stdout


def test_eval_passes_its_arguments_on_and_its_errors_are_calm(tmp_path: Path) -> None:
    told = assistant("eval", "failures", str(tmp_path / "none.json"), "--check", "must")
    assert told.returncode == 1
    assert "none.json cannot be read: run 'python -m evals run' first" in told.stderr
    assert "Traceback" not in told.stderr


def test_eval_says_what_to_do_where_the_harness_is_not_there(tmp_path: Path) -> None:
    (tmp_path / "evals").mkdir()
    with pytest.raises(ConfigurationError, match="make install"):
        evaluate([], [tmp_path])


def test_the_assistant_does_not_import_the_harness() -> None:
    package = Path(__file__).parent.parent / "assistant"
    importing = [
        file.name
        for file in package.rglob("*.py")
        if any(
            line.startswith(("import evals", "from evals")) for line in file.read_text(encoding="utf-8").splitlines()
        )
    ]
    assert importing == []
