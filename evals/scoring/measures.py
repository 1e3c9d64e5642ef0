"""The figures of a run: each is a share of cases, counted from what was found out about each reply."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Literal, NamedTuple

from assistant.answers import Answer
from evals.run import Result
from evals.scoring.checks import CheckName
from evals.scoring.tool_results import last_result
from evals.stats import Rate

_NONE = Rate(0, 0)
_TRAPS = ("not_found", "out_of_scope", "injection")
_FACTS: tuple[CheckName, ...] = ("reply", "must", "must_not", "tool", "figures")


class Measure(NamedTuple):
    """A share and what it says; `rising` is whether more is better."""

    id: str
    label: str
    meaning: str
    of: Callable[[Result], Rate]
    rising: bool = True

    def over(self, results: Iterable[Result]) -> Rate:
        """The share over some results."""
        rates = [self.of(result) for result in results]
        return Rate(sum(rate.hits for rate in rates), sum(rate.total for rate in rates))

    def falls_short(self, result: Result) -> bool:
        """Whether a result takes away from the measure."""
        rate = self.of(result)
        return rate.hits < rate.total if self.rising else rate.hits > 0


def _passed(name: CheckName) -> Callable[[Result], Rate]:
    """Of the replies that a check applies to, those that pass it."""

    def of(result: Result) -> Rate:
        passed = result.passed(name)
        return _NONE if passed is None else Rate(int(passed), 1)

    return of


def _expected(name: Literal["outcome", "verdict"]) -> Callable[[Result], Rate]:
    """Of the questions that expect something, those that get it; no reply is not it."""

    def of(result: Result) -> Rate:
        return Rate(int(result.passed(name) is True), 1) if getattr(result.question.expect, name) else _NONE

    return of


def _right(result: Result) -> Rate:
    return Rate(int(result.right), 1)


def _facts(result: Result) -> Rate:
    expect = result.question.expect
    if not (expect.must or expect.must_not or expect.tool):
        return _NONE
    return Rate(int(all(result.passed(name) is not False for name in _FACTS)), 1)


def _false_covered(result: Result) -> Rate:
    """Of the questions where "covered" is wrong, those that are told it."""
    expect, answer = result.question.expect, result.exchange.answer
    if "covered" in expect.verdict or not (expect.verdict or "answered" not in expect.outcome):
        return _NONE
    wrong = ("covered",) if "conditional" in expect.verdict else ("covered", "conditional")
    return Rate(int(answer is not None and answer.verdict in wrong), 1)


def _claims(result: Result) -> Rate:
    claims = result.support.claims
    return Rate(sum(not claim.why_not for claim in claims), len(claims))


def _citation_precision(result: Result) -> Rate:
    claims = result.support.claims
    marks = sum(len(claim.citations) for claim in claims)
    return Rate(marks - sum(len(claim.idle) for claim in claims), marks)


def _citation_recall(result: Result) -> Rate:
    cited = result.support.evidence_cited
    return _NONE if cited is None or result.exchange.answer is None else Rate(int(cited), 1)


def _conditions(result: Result) -> Rate:
    support = result.support
    return Rate(len(support.attached) - len(support.dropped), len(support.attached))


def _false_refusal(result: Result) -> Rate:
    """Of the questions that the base answers, those that are refused."""
    if not {"not_found", "declined"}.isdisjoint(result.question.expect.outcome):
        return _NONE
    answer = result.exchange.answer
    return Rate(int(answer is not None and answer.outcome in ("not_found", "declined")), 1)


def _false_answer(result: Result) -> Rate:
    """Of the traps, those that are answered as if the base said something."""
    if not _is_trap(result):
        return _NONE
    answer = result.exchange.answer
    wrong = any(result.passed(name) is False for name in ("outcome", "must", "must_not"))
    return Rate(int(answer is not None and answer.outcome == "answered" and wrong), 1)


def _is_trap(result: Result) -> bool:
    return (
        result.question.category in _TRAPS and {"not_found", "declined"} & {*result.question.expect.outcome} != set()
    )


def _tool_choice(result: Result) -> Rate:
    expected, answer = result.question.expect.tool, result.exchange.answer
    if expected is None:
        return _NONE
    return Rate(int(answer is not None and last_result(answer, expected.name) is not None), 1)


def _tool_result(result: Result) -> Rate:
    return _passed("tool")(result) if _tool_choice(result).hits else _NONE


def _asks_when_due(result: Result) -> Rate:
    if result.question.expect.outcome != ("clarify",):
        return _NONE
    return Rate(int(_asks(result.exchange.answer)), 1)


def _asks_only_when_due(result: Result) -> Rate:
    if not _asks(result.exchange.answer):
        return _NONE
    return Rate(int("clarify" in result.question.expect.outcome), 1)


def _without_model(result: Result) -> Rate:
    """Of the turns in which a language model was to be asked, those that were answered without it."""
    turns = [reply.model for reply in result.exchange.replies if reply.model is not None]
    return Rate(sum(turn.fallback is not None for turn in turns), len(turns))


def _asks(answer: Answer | None) -> bool:
    return answer is not None and answer.outcome == "clarify"


MEASURES = (
    Measure("right", "Right", "every check of the question was passed", _right),
    Measure(
        "facts",
        "Facts exact",
        "says what it must, nothing that it must not, and tools found the right values",
        _facts,
    ),
    Measure("outcome", "Outcome", "answers, asks, declines or hands over as it should", _expected("outcome")),
    Measure("verdict", "Verdict", "covered, not covered or conditional, where one is due", _expected("verdict")),
    Measure("false_covered", 'False "covered"', "said where it is wrong: the worst failure", _false_covered, False),
    Measure("figures", "Figures sourced", "no figure that no shown source or tool result has", _passed("figures")),
    Measure("quotes", "Quotes genuine", "every quote stands in its document", _passed("quotes")),
    Measure("claims", "Claims supported", "sentences that their own citations bear out", _claims),
    Measure(
        "citation_precision", "Citation precision", "citations that carry part of their claim", _citation_precision
    ),
    Measure("citation_recall", "Citation recall", "replies that cite the evidence of the question", _citation_recall),
    Measure(
        "conditions", "Conditions told", 'limits, conditions, approvals and exclusions of a "covered"', _conditions
    ),
    Measure("false_refusal", "False refusals", "refused although the base answers", _false_refusal, False),
    Measure("false_answer", "False answers", "traps answered as if the base said something", _false_answer, False),
    Measure("tool_choice", "Tool choice", "the tool that is due was called", _tool_choice),
    Measure("tool_result", "Tool arguments", "called so that it found the right values", _tool_result),
    Measure("clarify_recall", "Asks when due", "asks back where it must", _asks_when_due),
    Measure("clarify_precision", "Asks only when due", "asks back only where it may", _asks_only_when_due),
    Measure("fallback", "Fallbacks", "turns answered without the language model", _without_model, False),
    Measure("reply", "Replies", "no crash, no error", _passed("reply")),
)
"""All measures, the most telling first."""
