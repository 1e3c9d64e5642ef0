"""Deliberately broken assistants: each is caught by the score made for it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from io import StringIO

import pytest
from rich.console import Console

from assistant.answers import Answer, Block, Citation, ListBlock, Paragraph, ToolResult, plain_text
from evals.corpus import Corpus
from evals.evaluate import ask_and_score
from evals.exchange import ModelTurn
from evals.gate import THRESHOLDS, judge, read_thresholds
from evals.questions import Entry
from evals.run import Run
from evals.scoring.measures import MEASURES
from tests.evals.examples import QUESTIONS, citation, honest

Break = Callable[[Answer], Answer]
_MEASURES = {measure.id: measure for measure in MEASURES}
_THRESHOLDS = read_thresholds(THRESHOLDS)
_GATED = {*_THRESHOLDS.at_least, *_THRESHOLDS.at_most}


class _Broken:
    """The honest assistant with something done to its answers; a model that it has does what `fallback` says."""

    name = "broken"

    def __init__(self, harm: Break, fallback: str | None = None) -> None:
        self._harm, self._fallback = harm, fallback

    def model_turn(self, _: Answer, /) -> ModelTurn | None:
        return ModelTurn(fallback=self._fallback)

    def ask(self, message: str, _conversation: str | None, _product: str | None, /) -> Answer:
        return self._harm(honest(message))


def _run(harm: Break, corpus: Corpus, fallback: str | None = None) -> Run:
    entries = [Entry(each, "travel-tuning.jsonl", line, "tuning") for line, each in enumerate(QUESTIONS, 1)]
    return ask_and_score(_Broken(harm, fallback), entries, corpus, Console(file=StringIO()))


def _faults(harm: Break, corpus: Corpus) -> set[str]:
    """The measures that are not perfect."""
    run = _run(harm, corpus)
    return {
        measure.id
        for measure in MEASURES
        if (rate := measure.over(run.results)).total and rate.share != float(measure.rising)
    }


def _with(answer: Answer, blocks: Sequence[Block], **fields: object) -> Answer:
    whole = tuple(blocks)
    return answer.model_copy(update={"blocks": whole, "text": plain_text(whole), **fields})


def _always_covered(answer: Answer) -> Answer:
    blocks = [Paragraph(text="はい、補償されます。", citations=tuple(c.number for c in answer.citations))]
    return _with(answer, blocks, outcome="answered", verdict="covered")


def _figures_off_by_ten(answer: Answer) -> Answer:
    return _texts(answer, lambda text: re.sub(r"(\d)(万?円)", r"\g<1>0\2", text))


def _texts(answer: Answer, change: Callable[[str], str]) -> Answer:
    return _with(
        answer,
        [
            block.model_copy(update={"text": change(block.text)}) if isinstance(block, Paragraph) else block
            for block in answer.blocks
        ],
    )


def _invented_quotes(answer: Answer) -> Answer:
    """Off by ten, and the quote with it."""
    changed = tuple(
        each.model_copy(update={"quote": each.quote.replace("300万円", "3000万円")}) for each in answer.citations
    )
    return _figures_off_by_ten(answer).model_copy(update={"citations": changed})


def _shuffled_citations(answer: Answer) -> Answer:
    numbers = [each.number for each in answer.citations]
    moved = dict(zip(numbers, numbers[1:] + numbers[:1], strict=True))
    return answer.model_copy(
        update={"citations": tuple(e.model_copy(update={"number": moved[e.number]}) for e in answer.citations)}
    )


def _cites_everything(answer: Answer) -> Answer:
    """Every sentence cites another page beside its own."""
    if not answer.citations:
        return answer
    other = citation(
        9, "保険料は口座振替で支払います。" if "口座" not in answer.text else "現金の盗難は補償されません。"
    )
    blocks = [
        b.model_copy(update={"citations": (*b.citations, 9)}) for b in answer.blocks if isinstance(b, Paragraph)
    ]
    return _with(answer, blocks, citations=(*answer.citations, other))


def _refuses_everything(answer: Answer) -> Answer:
    blocks = [Paragraph(text="資料からは確認できませんでした。")]
    return _with(answer, blocks, outcome="not_found", verdict=None, citations=(), tool_results=())


def _answers_traps(answer: Answer) -> Answer:
    if answer.outcome != "not_found":
        return answer
    blocks = [Paragraph(text="捜索費用のことは、窓口へどうぞ。")]
    return _with(answer, blocks, outcome="answered")


def _drops_conditions(answer: Answer) -> Answer:
    return _with(answer, answer.blocks[:1])


def _never_asks_back(answer: Answer) -> Answer:
    return answer.model_copy(update={"outcome": "answered"}) if answer.outcome == "clarify" else answer


def _asks_always(answer: Answer) -> Answer:
    return answer.model_copy(update={"outcome": "clarify"})


def _forgets_tools(answer: Answer) -> Answer:
    return answer.model_copy(update={"tool_results": ()})


def _mistakes_arguments(answer: Answer) -> Answer:
    wrong = [
        ToolResult(tool=each.tool, arguments={"age": 7}, result={"annual_premium_yen": None})
        for each in answer.tool_results
    ]
    return answer.model_copy(update={"tool_results": tuple(wrong)})


def _cites_nothing(answer: Answer) -> Answer:
    return _with(
        answer,
        [b.model_copy(update={"citations": ()}) for b in answer.blocks if isinstance(b, Paragraph)],
        citations=(),
    )


def _turns_verdicts_around(answer: Answer) -> Answer:
    turned: dict[str | None, str] = {"not_covered": "conditional", "conditional": "not_covered"}
    return answer.model_copy(update={"verdict": turned.get(answer.verdict)})


def _keeps_to_generalities(answer: Answer) -> Answer:
    return _texts(answer, lambda _: "くわしくは約款をご確認ください。")


def _hands_everything_over(answer: Answer) -> Answer:
    return answer.model_copy(update={"outcome": "handoff"})


def _crashes(answer: Answer) -> Answer:
    raise ZeroDivisionError(answer.text)


def test_the_honest_assistant_has_no_fault(travel: Corpus) -> None:
    assert _faults(lambda answer: answer, travel) == set()


def test_the_honest_assistant_is_measured_in_every_respect(travel: Corpus) -> None:
    run = _run(lambda answer: answer, travel)
    assert {measure.id for measure in MEASURES if not measure.over(run.results).total} == set()


_CATCHES: dict[str, Break] = {
    "false_covered": _always_covered,
    "figures": _figures_off_by_ten,
    "quotes": _invented_quotes,
    "claims": _shuffled_citations,
    "citation_precision": _cites_everything,
    "citation_recall": _cites_nothing,
    "false_refusal": _refuses_everything,
    "false_answer": _answers_traps,
    "conditions": _drops_conditions,
    "clarify_recall": _never_asks_back,
    "clarify_precision": _asks_always,
    "tool_choice": _forgets_tools,
    "tool_result": _mistakes_arguments,
    "verdict": _turns_verdicts_around,
    "facts": _keeps_to_generalities,
    "outcome": _hands_everything_over,
    "reply": _crashes,
}


@pytest.mark.parametrize(("score", "harm"), _CATCHES.items())
def test_a_broken_assistant_is_caught_by_the_score_made_for_it(score: str, harm: Break, travel: Corpus) -> None:
    assert score in _faults(harm, travel)


def test_every_score_has_a_broken_assistant_that_it_catches() -> None:
    # "right" is the sum of the others
    assert {measure.id for measure in MEASURES} == {*_CATCHES, "fallback", "right"}


def test_a_model_that_is_left_out_is_caught_by_the_share_of_fallbacks(travel: Corpus) -> None:
    assert _MEASURES["fallback"].over(_run(lambda answer: answer, travel, "not_grounded").results) == (6, 6)


@pytest.mark.parametrize(("score", "harm"), [(score, harm) for score, harm in _CATCHES.items() if score in _GATED])
def test_the_gate_falls_for_a_broken_assistant_by_the_score_made_for_it(
    score: str, harm: Break, travel: Corpus
) -> None:
    fallen = {demand.name: demand for demand in judge(_run(harm, travel), _THRESHOLDS, None) if not demand.passed}
    assert score in fallen
    assert fallen[score].questions


@pytest.mark.parametrize(
    "harm", [_always_covered, _figures_off_by_ten, _refuses_everything, _answers_traps, _crashes]
)
def test_no_broken_assistant_is_right(harm: Break, travel: Corpus) -> None:
    assert "right" in _faults(harm, travel)


@pytest.mark.parametrize("harm", [_shuffled_citations, _drops_conditions, _cites_everything])
def test_what_an_answer_leaves_out_or_mixes_up_is_told_apart_from_false_figures(harm: Break, travel: Corpus) -> None:
    assert not _faults(harm, travel) & {"figures", "quotes", "false_covered", "false_answer", "false_refusal"}


def test_no_reply_is_no_right_verdict(travel: Corpus) -> None:
    assert {"outcome", "verdict", "facts", "tool_choice"} <= _faults(_crashes, travel)


def test_a_conditional_is_a_false_covered_where_nothing_is_covered(travel: Corpus) -> None:
    run = _run(lambda answer: answer.model_copy(update={"verdict": answer.verdict and "conditional"}), travel)
    assert _MEASURES["false_covered"].over(run.results).hits == 1


def test_list_items_are_claims_of_their_own(travel: Corpus) -> None:
    def listed(answer: Answer) -> Answer:
        if len(answer.citations) < 2:
            return answer
        items = ListBlock(
            items=("治療費用は300万円まで補償されます。", "現金は500万円まで補償されます。"), citations=(1,)
        )
        return _with(answer, [items])

    first = _run(listed, travel).results[0]
    assert [bool(claim.why_not) for claim in first.support.claims] == [False, True]


def test_a_citation_that_is_not_there_supports_nothing(travel: Corpus) -> None:
    def dangling(answer: Answer) -> Answer:
        gone: tuple[Citation, ...] = ()
        return answer.model_copy(update={"citations": gone})

    assert "claims" in _faults(dangling, travel)
