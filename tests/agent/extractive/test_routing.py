from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.agent.assistant import Assistant
from assistant.agent.extractive.routing import Evidence, Route, route
from assistant.agent.extractive.special import DECLINED
from assistant.agent.understanding.examples import intents
from tests.agent.talking import ask

NAMED = Evidence(item=True)


def shares(**given: float) -> dict[str, float]:
    """Shares of all intents; what is not given is spread evenly."""
    rest = (1 - sum(given.values())) / (len(intents()) - len(given))
    return {intent: given.get(intent, rest) for intent in intents()}


@pytest.mark.parametrize(
    ("intent", "way"),
    [
        ("coverage", "coverage"),
        ("limit", "coverage"),
        ("promise", "coverage"),
        ("eligibility", "eligibility"),
        ("premium", "premium"),
        ("comparison", "comparison"),
        ("contact", "contact"),
        ("payment", "passages"),
        ("statistic", "passages"),
        ("incident", "incident"),
        ("person", "person"),
        ("assistant", "assistant"),
        *((each, "declined") for each in sorted(DECLINED)),
    ],
)
def test_a_sure_intent_decides_the_way(intent: str, way: Route) -> None:
    routed = route(shares(**{intent: 0.9}), Evidence())
    assert (routed.route, routed.intent) == (way, intent)


@pytest.mark.parametrize("intent", sorted(DECLINED | {"incident", "person", "assistant"}))
def test_a_doubtful_wish_is_not_turned_away(intent: str) -> None:
    assert route(shares(**{intent: 0.3}), Evidence()).route not in ("declined", "incident", "person", "assistant")


@pytest.mark.parametrize("intent", ["other_insurance", "off_topic", "greeting"])
def test_what_names_a_product_is_our_job(intent: str) -> None:
    assert route(shares(**{intent: 0.9}), Evidence(product=True)).route != "declined"


@pytest.mark.parametrize(("intent", "share"), [("other_insurance", 0.9), ("off_topic", 0.8), ("greeting", 0.9)])
def test_what_names_a_firm_is_our_job_unless_it_is_surely_not(intent: str, share: float) -> None:
    assert route(shares(**{intent: share}), Evidence(firm=True)).route != "declined"
    assert route(shares(off_topic=0.9), Evidence(firm=True)).route == "declined"


@pytest.mark.parametrize("intent", ["conceal", "instructions", "recommendation"])
def test_naming_a_product_does_not_make_every_wish_our_job(intent: str) -> None:
    assert route(shares(**{intent: 0.9}), Evidence(product=True)).route == "declined"


def test_what_is_only_supposed_is_no_incident() -> None:
    assert route(shares(incident=0.7, coverage=0.2), Evidence(supposed=True)).route == "coverage"
    assert route(shares(incident=0.7, coverage=0.2), Evidence()).route == "incident"


def test_a_trade_and_a_revenue_speak_for_eligibility() -> None:
    given = shares(coverage=0.4, eligibility=0.3)
    assert route(given, Evidence()).route == "coverage"
    assert route(given, Evidence(firm=True)).route == "eligibility"


def test_a_limit_set_beside_a_firm_speaks_for_a_premium() -> None:
    given = shares(eligibility=0.3, premium=0.4)
    assert route(given, Evidence(firm=True)).route == "eligibility"
    assert route(given, Evidence(firm=True, priced=True)).route == "premium"


def test_the_name_of_a_fact_speaks_for_its_verdict() -> None:
    given = shares(payment=0.3, coverage=0.2)
    assert route(given, Evidence()).route == "passages"
    assert route(given, NAMED).route == "coverage"


@given(
    st.lists(st.floats(0.001, 1), min_size=len(intents()), max_size=len(intents())),
    st.tuples(*[st.booleans()] * len(Evidence._fields)),
)
def test_any_shares_have_a_way_and_an_intent(weights: list[float], flags: tuple[bool, ...]) -> None:
    total = sum(weights)
    given = dict(zip(intents(), (weight / total for weight in weights), strict=True))
    routed = route(given, Evidence(*flags))
    assert routed.intent in given
    assert routed.share > 0


@pytest.mark.parametrize("message", ["おいしいラーメン屋を教えて", "いい旅館を教えて", "歯医者の選び方"])
def test_a_trade_in_it_makes_small_talk_no_question_of_ours(assistant: Assistant, message: str) -> None:
    assert ask(assistant, message).outcome == "declined"


def test_words_of_price_make_a_firms_question_one_of_premium() -> None:
    given = shares(eligibility=0.9)
    assert route(given, Evidence(firm=True)).route == "eligibility"
    assert route(given, Evidence(firm=True, price=True)).route == "premium"


def test_a_trade_in_what_is_none_of_our_business_is_not_the_askers() -> None:
    given = shares(instructions=0.5, eligibility=0.2)
    assert route(given, Evidence(firm=True)).route == "declined"
