from __future__ import annotations

import pytest

from assistant.agent.assistant import Assistant
from assistant.agent.turn import Turn
from tests.agent.llm.talking import ANSWER, KEY, RANSOM, Opener, answers, stored
from tests.agent.talking import ask
from tests.models.server import Models

PROVIDERS = ("openai", "openai-like", "anthropic", "ollama")


@pytest.mark.parametrize("provider", PROVIDERS)
def test_a_model_of_each_provider_looks_up_and_answers(provider: str, opened: Opener, model: Models) -> None:
    model.restart(answers)
    answer = ask(opened(provider), RANSOM, product="yayoi")
    assert (answer.brain, answer.outcome, answer.verdict) == ("llm", "answered", "not_covered")
    assert answer.text.startswith(f"{ANSWER}[1]")
    assert [citation.product for citation in answer.citations] == ["guide"]
    assert [result.tool for result in answer.tool_results] == ["check_coverage"]
    assert len(model.asked) == 2


@pytest.mark.parametrize("provider", PROVIDERS)
def test_a_model_of_each_provider_is_given_prompt_tools_and_question(
    provider: str, opened: Opener, model: Models
) -> None:
    model.restart(answers)
    ask(opened(provider), RANSOM, product="yayoi")
    first = model.asked[0]
    assert "You answer questions about" in first.system
    assert first.question == RANSOM
    assert set(first.tools) == {
        "check_coverage",
        "check_eligibility",
        "estimate_premium",
        "compare_plans",
        "search_knowledge",
        "contact",
        "reply",
    }


@pytest.mark.parametrize("provider", PROVIDERS)
def test_tokens_of_each_provider_are_kept_with_the_turn(provider: str, opened: Opener, model: Models) -> None:
    model.restart(answers)
    assistant = opened(provider)
    usage = stored(assistant, ask(assistant, RANSOM)).usage
    assert usage is not None
    assert (usage.calls, usage.input_tokens, usage.output_tokens) == (2, 2000, 200)


@pytest.mark.parametrize(("provider", "header"), [("openai", "authorization"), ("anthropic", "x-api-key")])
def test_the_key_goes_to_the_provider_and_nowhere_else(
    provider: str, header: str, opened: Opener, model: Models
) -> None:
    model.restart(answers)
    answer = ask(opened(provider), RANSOM)
    assert KEY in model.asked[0].headers[header]
    assert KEY not in answer.model_dump_json()


def test_a_page_of_one_product_offers_the_model_no_other(llm: Assistant, model: Models) -> None:
    model.restart(answers)
    ask(llm, RANSOM, product="yayoi")
    tool = next(each for each in model.asked[0].body["tools"] if each["function"]["name"] == "check_coverage")
    assert "chuokai" not in str(tool)
    assert "chuokai" not in model.asked[0].system


def test_an_english_question_is_answered_in_english(llm: Assistant, model: Models) -> None:
    model.restart(answers)
    llm.reply(Turn(message="Is ransom covered?"))
    assert "Write in English" in model.asked[0].system
