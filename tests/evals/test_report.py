from __future__ import annotations

import re
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from assistant.answers import Answer, Paragraph
from assistant.errors import ConfigurationError
from evals.baseline import Baseline, BaselineError, compare, read_baseline, shortened, write_baseline
from evals.console import print_change, print_failures, print_gate, print_run
from evals.corpus import Corpus
from evals.evaluate import ask_and_score
from evals.gate import THRESHOLDS, Thresholds, judge, read_thresholds
from evals.questions import Entry
from evals.report.page import render
from evals.retrieval.ranked import Place, Ranked, Ranking
from evals.retrieval.scores import leg_scores
from evals.run import Run, RunFileError, read_run, write_run
from evals.scoring.verdicts import confusion
from tests.evals.examples import QUESTIONS, answer, honest

_HOSTILE = "<script>alert(1)</script>"


class _Saying:
    """The honest assistant, but for what it says to the first of `wrong` questions."""

    name = "saying"

    def __init__(self, wrong: int) -> None:
        self._wrong = {each.turns[0] for each in QUESTIONS[:wrong]}

    def ask(self, message: str, _conversation: str | None, _product: str | None, /) -> Answer:
        return (
            answer(Paragraph(text=f"{_HOSTILE} 補償されます"), verdict="covered")
            if message in self._wrong
            else honest(message)
        )


def _run(corpus: Corpus, wrong: int = 0) -> Run:
    entries = [Entry(each, "travel-tuning.jsonl", line, "tuning") for line, each in enumerate(QUESTIONS, 1)]
    return ask_and_score(_Saying(wrong), entries, corpus, Console(file=StringIO()))


def _thresholds(**regression: float) -> Thresholds:
    return Thresholds.model_validate(
        {
            "at_least": {"right": 0.9},
            "at_most": {"false_covered": 0},
            "regression": {"probability": 0.05, "categories": ["coverage"], **regression},
        }
    )


def test_a_run_is_read_back_as_it_was_written(travel: Corpus, tmp_path: Path) -> None:
    run = _run(travel, 1)
    write_run(run, tmp_path / "deep" / "run.json")
    assert read_run(tmp_path / "deep" / "run.json") == run


def test_what_is_no_run_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RunFileError, match="evals run"):
        read_run(tmp_path / "run.json")
    (tmp_path / "run.json").write_text("{}", encoding="utf-8")
    with pytest.raises(RunFileError, match="no run of this version"):
        read_run(tmp_path / "run.json")


def test_a_comparison_names_what_got_fixed_and_what_broke(travel: Corpus, tmp_path: Path) -> None:
    good, bad = _run(travel), _run(travel, 2)
    write_baseline(shortened(bad), tmp_path / "baseline.json")
    change = compare(good.results, read_baseline(tmp_path / "baseline.json"))
    assert (change.fixed, change.broke) == (tuple(each.id for each in QUESTIONS[:2]), ())
    assert compare(bad.results, shortened(good)).broke == change.fixed


def test_a_question_is_right_where_it_is_right_each_time(travel: Corpus) -> None:
    once, never = _run(travel), _run(travel, 1)
    twice = once.model_copy(update={"results": (*once.results, *never.results)})
    assert shortened(twice).questions[QUESTIONS[0].id].failed
    assert compare(twice.results, shortened(once)).broke == (QUESTIONS[0].id,)
    assert (twice.steady.hits, twice.steady.total) == (5, 6)
    assert once.steady.total == 0


def test_questions_that_the_baseline_does_not_have_are_not_compared(travel: Corpus) -> None:
    before: Baseline = shortened(_run(travel)).model_copy(update={"questions": {}})
    assert compare(_run(travel, 2).results, before).shared == 0


def test_a_reworded_question_is_not_compared(travel: Corpus) -> None:
    before, now = shortened(_run(travel)), _run(travel, 2)
    first = now.results[0]
    question = first.question.model_copy(update={"turns": ("入院したら?",)})
    exchange = first.exchange.model_copy(update={"question": question})
    changed = (first.model_copy(update={"exchange": exchange}), *now.results[1:])
    change = compare(changed, before)
    assert (change.broke, change.reworded, change.new) == ((QUESTIONS[1].id,), (QUESTIONS[0].id,), ())
    assert change.shared == len(QUESTIONS) - 1


def test_a_digest_changes_with_question_and_expectation_only() -> None:
    first = QUESTIONS[0]
    assert first.model_copy(update={"evidence": None, "category": "limits"}).digest == first.digest
    others = [
        first.model_copy(update={"product": "travel"}),
        first.model_copy(update={"expect": QUESTIONS[1].expect}),
    ]
    assert len({first.digest, *(each.digest for each in others)}) == 3


def test_a_question_that_the_baseline_lacks_is_new(travel: Corpus) -> None:
    before = shortened(_run(travel))
    fewer = before.model_copy(update={"questions": dict(list(before.questions.items())[1:])})
    assert compare(_run(travel, 1).results, fewer).new == (QUESTIONS[0].id,)


def test_a_run_that_lacks_a_question_or_asked_it_in_other_words_falls(travel: Corpus) -> None:
    run = _run(travel)
    reworded = QUESTIONS[1].model_copy(update={"turns": ("財布は?",)})
    asked = judge(run, _thresholds(), None, [QUESTIONS[0], reworded])[0]
    assert (asked.passed, asked.questions) == (False, (QUESTIONS[1].id,))
    assert judge(run, _thresholds(), None, QUESTIONS)[0].passed


def test_the_gate_names_first_what_was_right_in_the_baseline(travel: Corpus) -> None:
    one, two = _run(travel, 1), _run(travel, 2)
    demands = {demand.name: demand for demand in judge(two, _thresholds(), shortened(one))}
    assert demands["right"].questions == (QUESTIONS[1].id, QUESTIONS[0].id)
    assert demands["coverage"].questions == demands["all questions"].questions == (QUESTIONS[1].id,)


def test_a_baseline_that_is_none_says_how_to_write_one(tmp_path: Path) -> None:
    with pytest.raises(BaselineError, match="--update"):
        read_baseline(tmp_path / "baseline.json")


def test_the_gate_passes_the_honest_assistant(travel: Corpus) -> None:
    good = _run(travel)
    assert all(demand.passed for demand in judge(good, _thresholds(), shortened(good)))


def test_the_gate_falls_below_a_threshold_and_above_one(travel: Corpus) -> None:
    fallen = {demand.name for demand in judge(_run(travel, 2), _thresholds(), None) if not demand.passed}
    assert fallen == {"right", "false_covered"}


@pytest.mark.parametrize(("probability", "passed"), [(0.05, True), (0.6, False)])
def test_a_category_falls_where_chance_does_not_explain_what_broke(
    probability: float, passed: bool, travel: Corpus
) -> None:
    demands = judge(_run(travel, 2), _thresholds(probability=probability), shortened(_run(travel)))
    assert [demand.passed for demand in demands if demand.name == "coverage"] == [passed]


def test_thresholds_name_measures_that_there_are(tmp_path: Path) -> None:
    read_thresholds(THRESHOLDS)
    file = tmp_path / "thresholds.toml"
    file.write_text(THRESHOLDS.read_text(encoding="utf-8").replace("false_covered", "claims"), encoding="utf-8")
    with pytest.raises(ConfigurationError, match=r"at_most\.claims"):
        read_thresholds(file)


def test_the_confusion_matrix_counts_due_against_told(travel: Corpus) -> None:
    assert confusion(_run(travel, 1).results) == {("conditional", "covered"): 1, ("not_covered", "not_covered"): 1}


def test_the_page_loads_nothing_and_runs_nothing_that_a_reply_says(travel: Corpus) -> None:
    page = render(_run(travel, 2).model_copy(update={"retrieval": _RETRIEVAL}), shortened(_run(travel)))
    assert not re.search(r"(?:src|href)\s*=|url\(|@import", page)
    assert _HOSTILE not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_the_page_shows_the_worst_first_with_evidence_and_hits(travel: Corpus) -> None:
    page = render(_run(travel, 2).model_copy(update={"retrieval": _RETRIEVAL}), shortened(_run(travel)))
    first = page[page.index('class="failure"') :]
    assert first.index("false &#34;covered&#34;") < first.index("</summary>")
    for part in (QUESTIONS[0].evidence or "", "lexical: evidence at place 2", "travel/plan.md", "<b>2</b> broken"):
        assert part in page


def test_a_page_without_failures_says_so(travel: Corpus) -> None:
    assert 'class="failure"' not in render(_run(travel))


def test_the_console_shows_scores_failures_and_the_gate(travel: Corpus) -> None:
    run = _run(travel, 1).model_copy(update={"retrieval": _RETRIEVAL})
    shown = StringIO()
    console = Console(file=shown, width=160)
    print_run(console, run)
    print_failures(console, [each for each in run.results if not each.right])
    print_gate(console, judge(run, _thresholds(), None), run)
    print_change(console, compare(run.results, shortened(_run(travel))), run.started)
    told = shown.getvalue()
    for part in (
        f"  broken: {QUESTIONS[0].id}",
        f"  {QUESTIONS[0].id}  coverage  verdict, must",
        "83 [44-97]",
        "5/6",
        QUESTIONS[0].turns[0],
        "✗ verdict: expected conditional; got covered",
        "FALLS",
        "nDCG@10",
    ):
        assert part in told


_PLACE = Place(number=7, document="travel/plan.md", section="治療費用", text="…", score=0.9)
_RETRIEVAL = (
    Ranked(
        id=QUESTIONS[0].id,
        relevant=(7,),
        rankings=(
            Ranking(leg="fused", numbers=(7, 1), best=(_PLACE,)),
            Ranking(leg="dense", numbers=(1, 2), best=()),
            Ranking(leg="lexical", numbers=(1, 7), best=()),
        ),
    ),
    Ranked(id=QUESTIONS[1].id, relevant=(), rankings=()),
)


def test_legs_are_scored_over_questions_whose_evidence_a_passage_holds() -> None:
    fused, dense, lexical = leg_scores(_RETRIEVAL)
    assert [leg.means["RR@10"] for leg in (fused, dense, lexical)] == [1, 0, 0.5]
    assert fused.recall[0] == 1
    assert lexical.recall[:3] == (0, 1, 1)
    assert leg_scores(_RETRIEVAL[1:]) == []
