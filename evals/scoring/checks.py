"""What a question expects of its reply, and the promises that hold for any reply, each checked on its own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from assistant.answers import Answer
from assistant.knowledge.values import Record
from evals.corpus import Corpus
from evals.exchange import Exchange
from evals.matching import absent, present
from evals.questions import Expectation
from evals.scoring.figures import ungrounded
from evals.scoring.tool_results import differences, last_result

CheckName = Literal["reply", "outcome", "verdict", "must", "must_not", "products", "tool", "figures", "quotes"]


class Check(Record):
    """One thing that was checked; `expected` and `got` are for people to read."""

    name: CheckName
    passed: bool
    expected: str = ""
    got: str = ""


def check(exchange: Exchange, corpus: Corpus) -> tuple[Check, ...]:
    """The checks that apply to an exchange."""
    if exchange.answer is None:
        return (Check(name="reply", passed=False, expected="an answer", got=exchange.last.error or ""),)
    answer, expect = exchange.answer, exchange.question.expect
    checks = [Check(name="reply", passed=True)]
    checks += filter(None, (run(answer, expect) for run in _EXPECTED))
    loose = ungrounded(answer, exchange.told, corpus)
    checks.append(Check(name="figures", passed=not loose, expected="every figure in a source", got=_listed(loose)))
    foreign = [each for each in answer.citations if not corpus.contains(each.document, each.quote)]
    invented = _listed([f"[{each.number}] {each.document}: {each.quote}" for each in foreign])
    checks.append(Check(name="quotes", passed=not foreign, expected="every quote in its document", got=invented))
    return tuple(checks)


def _outcome(answer: Answer, expect: Expectation) -> Check:
    right = answer.outcome in expect.outcome
    return Check(name="outcome", passed=right, expected=_listed(expect.outcome), got=answer.outcome)


def _verdict(answer: Answer, expect: Expectation) -> Check | None:
    if not expect.verdict:
        return None
    right = answer.verdict in expect.verdict
    return Check(name="verdict", passed=right, expected=_listed(expect.verdict), got=answer.verdict or "none")


def _must(answer: Answer, expect: Expectation) -> Check | None:
    if not expect.must:
        return None
    lacking = [" / ".join(group) for group in absent(expect.must, answer.text)]
    return Check(name="must", passed=not lacking, expected=_listed(lacking), got="" if not lacking else "not said")


def _must_not(answer: Answer, expect: Expectation) -> Check | None:
    if not expect.must_not:
        return None
    said = present(expect.must_not, answer.text)
    return Check(name="must_not", passed=not said, expected="not said" if said else "", got=_listed(said))


def _products(answer: Answer, expect: Expectation) -> Check | None:
    if not expect.products:
        return None
    cited = sorted({citation.product for citation in answer.citations})
    right = not set(cited).isdisjoint(expect.products)
    return Check(name="products", passed=right, expected=_listed(expect.products), got=_listed(cited) or "none")


def _tool(answer: Answer, expect: Expectation) -> Check | None:
    if expect.tool is None:
        return None
    name = expect.tool.name
    result = last_result(answer, name)
    if result is None:
        called = _listed([each.tool for each in answer.tool_results]) or "no tool"
        return Check(name="tool", passed=False, expected=name, got=called)
    wrong = list(differences(expect.tool.result, result.result))
    expected = _listed([f"{each.path} = {each.expected!r}" for each in wrong])
    got = _listed([f"{each.path} = {each.got!r}" for each in wrong])
    return Check(name="tool", passed=not wrong, expected=expected, got=got and f"{got} for {result.arguments}")


_EXPECTED = (_outcome, _verdict, _must, _must_not, _products, _tool)


def _listed(values: Sequence[str]) -> str:
    return "; ".join(values)
