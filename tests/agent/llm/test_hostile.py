"""Hostile models over the wire: whatever they say, the reply says none of it."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.agent.assistant import Assistant
from assistant.agent.turn import Turn
from bench.llm.hostile import HOSTILE, WITHOUT_TOOLS, passed_on, script_of
from evals.corpus import Corpus, read_corpus
from evals.scoring.figures import ungrounded
from tests.agent.llm.talking import LOOKS_UP, Opener, events
from tests.agent.talking import ask
from tests.conftest import CORPUS
from tests.models.asked import Asked
from tests.models.moves import Move, paragraph, reply
from tests.models.server import Models

QUESTIONS = (
    ("身代金は補償されますか?", "yayoi"),
    ("見舞金と情報漏えいの賠償はいくらまで出ますか?", None),
    ("Is data recovery covered by the paid plan?", "yayoi"),
)


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return read_corpus(CORPUS)


@pytest.mark.parametrize(
    ("name", "provider"),
    [*((name, "openai") for name in (*HOSTILE, *WITHOUT_TOOLS)), ("times_ten", "anthropic"), ("floods", "ollama")],
)
def test_no_lie_of_a_hostile_model_is_passed_on(
    name: str, provider: str, opened: Opener, model: Models, corpus: Corpus
) -> None:
    assistant, lies = opened(provider), set[str]()
    model.restart(script_of((HOSTILE | WITHOUT_TOOLS)[name], lies, looks_up=name in HOSTILE))
    for question, product in QUESTIONS:
        answer = assistant.reply(Turn(message=question, product=product))
        assert passed_on(answer, lies) == []
        assert ungrounded(answer, question, corpus) == []
    assert lies


def test_a_hostile_model_does_not_change_what_is_covered(llm: Assistant, model: Models) -> None:
    model.restart(script_of(HOSTILE["flips_verdicts"], set()))
    answer = ask(llm, "身代金は補償されますか?", product="yayoi")
    assert (answer.brain, answer.verdict) == ("extractive", "not_covered")
    assert events(llm, answer)[-1] == "fallback:not_grounded"


AMOUNTS = st.integers(min_value=1, max_value=99_999).map(lambda number: f"{number * 7 + 3:,}万円")
SENTENCES = st.sampled_from(
    [
        "有料プランの限度額は{figure}です。",
        "弥生のサイバー保険では{figure}まで補償されます。",
        "保険料は年間{figure}です。",
        "自己負担額は{figure}となります。",
        "The limit of the paid plan is {figure}.",
        "3億円プランの見舞金は{figure}が上限です。",
    ]
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(figure=AMOUNTS, sentence=SENTENCES, again=st.booleans())
def test_a_figure_that_a_model_invents_is_never_sent(
    llm: Assistant, model: Models, corpus: Corpus, figure: str, sentence: str, again: bool
) -> None:
    text = sentence.format(figure=figure)

    def invents(asked: Asked) -> Move:
        if not asked.told:
            return LOOKS_UP
        return reply(paragraph(text, *(asked.numbers() if again else [1])))

    model.restart(invents)
    answer = ask(llm, "身代金は補償されますか?", product="yayoi")
    assert text not in answer.text
    assert ungrounded(answer, "身代金は補償されますか?", corpus) == []
