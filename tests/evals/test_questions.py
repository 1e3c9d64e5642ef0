from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from evals.questions import QUESTIONS, QuestionSetError, load, question_files
from evals.selection import Selection, SelectionError

_QUESTION: dict[str, Any] = {
    "id": "q1",
    "persona": "customer",
    "lang": "ja",
    "category": "coverage",
    "turns": ["身代金は補償されますか?"],
    "product": None,
    "expect": {"outcome": ["answered"], "verdict": ["not_covered"], "must": [["身代金"]]},
    "evidence": "身代金は補償されません",
}


def _file(folder: Path, *records: dict[str, Any], name: str = "own-tuning.jsonl") -> Path:
    file = folder / name
    file.write_text("".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records), encoding="utf-8")
    return file


def test_every_committed_question_can_be_loaded() -> None:
    entries = load(question_files())
    assert len(entries) >= 400
    assert {entry.split for entry in entries} == {"tuning", "holdout"}


def test_the_split_is_in_the_name_of_the_file(tmp_path: Path) -> None:
    (entry,) = load([_file(tmp_path, _QUESTION, name="own-holdout.jsonl")])
    assert (entry.split, entry.line) == ("holdout", 1)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"persona": "robot"}, "persona"),
        ({"turns": []}, "turns"),
        ({"turns": "身代金は?"}, "turns"),
        ({"split": "tuning"}, "split"),
        ({"expect": {"outcome": []}}, "expect.outcome"),
        ({"expect": {"outcome": ["answered"], "must": [[]]}}, "expect.must.0"),
        ({"expect": {"outcome": ["answered"], "must": ["身代金"]}}, "expect.must.0"),
        ({"expect": {"outcome": ["refused"]}}, "expect.outcome.0"),
    ],
)
def test_an_error_names_file_line_and_field(change: dict[str, Any], field: str, tmp_path: Path) -> None:
    file = _file(tmp_path, _QUESTION, {**_QUESTION, "id": "q2", **change})
    with pytest.raises(QuestionSetError) as caught:
        load([file])
    assert (file.name, 2, field) in [(each.file, each.line, each.field) for each in caught.value.problems]


def test_a_line_that_is_no_json_is_an_error(tmp_path: Path) -> None:
    file = tmp_path / "own-tuning.jsonl"
    file.write_text('{"id": "q1",\n', encoding="utf-8")
    with pytest.raises(QuestionSetError, match=r"own-tuning\.jsonl:1"):
        load([file])


def test_an_id_is_taken_once_over_all_files(tmp_path: Path) -> None:
    files = [_file(tmp_path, _QUESTION), _file(tmp_path, _QUESTION, name="own-holdout.jsonl")]
    with pytest.raises(QuestionSetError, match=r"'q1' is taken by own-tuning\.jsonl:1"):
        load(files)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(QuestionSetError, match=r"gone\.jsonl"):
        load([tmp_path / "gone.jsonl"])


def test_filters_narrow_the_selection(tmp_path: Path) -> None:
    other = {**_QUESTION, "id": "q2", "category": "payment", "persona": "agency"}
    files = (_file(tmp_path, _QUESTION, other),)
    assert [each.question.id for each in Selection(files, categories=("payment",)).entries()] == ["q2"]
    assert [each.question.id for each in Selection(files, persona="customer").entries()] == ["q1"]
    assert [each.question.id for each in Selection(files, ids=("q2",)).entries()] == ["q2"]


@pytest.mark.parametrize(
    "wrong", [{"split": "test"}, {"categories": ("cover",)}, {"persona": "x"}, {"ids": ("q9",)}, {"split": "holdout"}]
)
def test_a_filter_that_leaves_nothing_is_an_error(wrong: dict[str, Any], tmp_path: Path) -> None:
    with pytest.raises(SelectionError):
        Selection((_file(tmp_path, _QUESTION),), **wrong).entries()


def test_the_committed_files_name_their_split() -> None:
    assert all(file.stem.endswith(("-tuning", "-holdout")) for file in QUESTIONS.glob("*.jsonl"))
