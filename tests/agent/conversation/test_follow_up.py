from __future__ import annotations

import pytest

from assistant.agent.conversation.follow_up import Asked, answers_pending, resolve
from assistant.agent.conversation.question import Question
from assistant.agent.conversation.slots import without_names
from assistant.agent.memory import Argument, Memory, Pending
from tests.agent.conversation.reading import NAMES, slots

SURE = 0.6
NOTHING = Memory()
RANSOM = Memory(intent="coverage", question="弥生で身代金は補償される?", product="yayoi", items=("身代金",))
LIMIT = Memory(intent="limit", question="弥生の5億円プランの上限は?", product="yayoi", plan="paid-500m")
JOINING = Memory(
    intent="eligibility",
    question="弥生の有料プランに入れますか",
    product="yayoi",
    plan="paid",
    industry="manufacturing",
    annual_revenue="8000万",
)
PRICE = Memory(
    intent="premium",
    question="中央会のワイドの保険料は?",
    product="chuokai",
    plan="wide",
    limit_set="3",
    industry="construction",
    annual_revenue="10億円",
    security_discount_percent=50,
    riders=("it-business",),
)


def asked(text: str, memory: Memory, intent: str, confidence: float, named: bool) -> Asked:
    topic = without_names(memory.question or "", NAMES)
    return Asked(text, intent, confidence, slots(text, memory.product), named, topic)


def follow(
    text: str,
    memory: Memory = NOTHING,
    intent: str = "coverage",
    confidence: float = 0.3,
    named: bool = False,
    pinned: str | None = None,
) -> Question:
    """The question that `text` is; the classifier takes it for `intent` with a share of `confidence`."""
    return resolve(asked(text, memory, intent, confidence, named), memory, pinned, SURE)


def waiting(argument: Argument, memory: Memory) -> Memory:
    return memory.model_copy(update={"pending": Pending(argument=argument, question=memory.question or "")})


# a first question


def test_a_first_question_carries_nothing_over() -> None:
    question = follow("身代金は補償される?", confidence=0.9)
    assert (question.text, question.intent, question.product, question.continues) == (
        "身代金は補償される?",
        "coverage",
        None,
        False,
    )


def test_the_product_of_the_page_is_meant_where_none_is_named() -> None:
    assert follow("身代金は?", pinned="yayoi").product == "yayoi"
    assert follow("中央会で身代金は?", pinned=None).product == "chuokai"


def test_of_several_products_none_is_meant_alone() -> None:
    question = follow("弥生と中央会の違いは?", RANSOM)
    assert question.product is None
    assert question.slots.products == ("yayoi", "chuokai")


# going on


def test_another_revenue_replaces_the_one_before() -> None:
    question = follow("じゃあ売上2億だと?", JOINING, "premium")
    assert (question.intent, question.product, question.plan, question.industry, question.revenue) == (
        "eligibility",
        "yayoi",
        "paid",
        "manufacturing",
        "2億",
    )


@pytest.mark.parametrize(
    "text", ["あ、ごめん 1億500万の間違い", "訂正 1億500万です", "売上は1億500万でした", "sorry, 1億500万"]
)
def test_a_corrected_figure_replaces_the_one_before_and_nothing_else(text: str) -> None:
    question = follow(text, JOINING, "greeting")
    assert question.revenue is not None
    assert "1億500万" in question.revenue
    assert (question.intent, question.plan, question.industry) == ("eligibility", "paid", "manufacturing")


def test_another_trade_replaces_the_one_before() -> None:
    question = follow("じゃあ歯科だと?", JOINING, "definition")
    assert (question.industry, question.revenue, question.intent) == ("medical_institution", "8000万", "eligibility")


@pytest.mark.parametrize(("text", "plan"), [("じゃあベーシックだと?", "basic"), ("ワイドなら?", "wide")])
def test_another_plan_replaces_the_one_before(text: str, plan: str) -> None:
    question = follow(text, PRICE)
    assert (question.plan, question.limit_set, question.industry, question.intent) == (
        plan,
        "3",
        "construction",
        "premium",
    )


def test_another_discount_replaces_the_one_before() -> None:
    question = follow("割引が30%だったら?", PRICE, "premium")
    assert (question.discount, question.plan, question.limit_set, question.revenue) == (30, "wide", "3", "10億円")


def test_the_same_is_asked_of_another_plan() -> None:
    memory = RANSOM.model_copy(update={"product": "chuokai", "plan": "basic", "question": "ベーシックで身代金は?"})
    question = follow("それはワイドでも同じ?", memory)
    assert (question.intent, question.product, question.plan, question.items) == (
        "coverage",
        "chuokai",
        "wide",
        ("身代金",),
    )


def test_the_same_is_asked_of_another_product() -> None:
    question = follow("やっぱり弥生の方で", PRICE, "greeting")
    assert (question.intent, question.product) == ("premium", "yayoi")
    assert "保険料" in question.text
    assert "中央会" not in question.text


def test_plan_set_and_riders_stay_with_their_product() -> None:
    question = follow("やっぱり弥生の方で", PRICE, "greeting")
    assert (question.plan, question.limit_set, question.riders, question.discount) == (None, None, (), None)


def test_the_firm_is_the_same_whatever_product_is_asked_of() -> None:
    question = follow("弥生だと?", PRICE, "greeting")
    assert (question.industry, question.revenue) == ("construction", "10億円")


def test_a_bare_amount_is_a_plan_where_the_firm_is_not_what_it_is_about() -> None:
    question = follow("じゃあ3億だと?", LIMIT)
    assert (question.plan, question.revenue) == ("paid-300m", None)


def test_a_bare_amount_is_revenue_where_the_firm_is_what_it_is_about() -> None:
    question = follow("じゃあ3億だと?", JOINING, "limit")
    assert (question.plan, question.revenue) == ("paid", "3億")


@pytest.mark.parametrize("text", ["損害が3億円だったら?", "3億円までですよね"])
def test_an_amount_that_is_not_the_firms_is_no_revenue(text: str) -> None:
    assert follow(text, RANSOM, confidence=0.9).revenue is None


def test_revenue_of_a_month_is_never_taken_for_that_of_a_year() -> None:
    question = follow("月商900万です", waiting("annual_revenue_yen", JOINING), "eligibility")
    assert question.revenue is not None
    assert "月" in question.revenue


# a topic of its own


def test_a_new_topic_keeps_the_product_and_the_firm_but_neither_plan_nor_items() -> None:
    question = follow("解約の手続きはどうすればいいですか", PRICE, "renewal", 0.9)
    assert (question.intent, question.product, question.industry) == ("renewal", "chuokai", "construction")
    assert (question.plan, question.limit_set, question.riders, question.items) == (None, None, (), ())
    assert question.text == "解約の手続きはどうすればいいですか"


def test_another_item_replaces_the_one_before() -> None:
    question = follow("再発防止費用は?", RANSOM, named=True)
    assert (question.items, question.product, question.text) == ((), "yayoi", "再発防止費用は?")


def test_thanks_change_nothing_that_was_said() -> None:
    question = follow("ありがとうございます", JOINING, "greeting", 0.9)
    assert (question.intent, question.revenue, question.industry) == ("greeting", "8000万", "manufacturing")


# an answer to what was asked back


@pytest.mark.parametrize(
    ("argument", "text", "field", "value"),
    [
        ("industry", "歯科です", "industry", "medical_institution"),
        ("industry", "建設業", "industry", "construction"),
        ("annual_revenue_yen", "8千万です", "revenue", "8千万"),
        ("plan", "ワイドで", "plan", "wide"),
        ("limit_set", "セット1", "limit_set", "1"),
        ("product", "弥生です", "product", "yayoi"),
        ("security_discount_percent", "40%", "discount", 40),
    ],
)
def test_an_answer_in_a_word_lands(argument: Argument, text: str, field: str, value: object) -> None:
    memory = waiting(argument, PRICE)
    question = follow(text, memory, "greeting")
    assert (question.intent, question.continues, question.text) == ("premium", True, memory.question)
    assert getattr(question, field) == value


def test_an_amount_answers_which_plan_is_meant() -> None:
    memory = waiting("plan", Memory(intent="premium", question="弥生の保険料は?", product="yayoi"))
    question = follow("3億のほう", memory, "greeting")
    assert (question.plan, question.revenue) == ("paid-300m", None)


def test_a_question_of_its_own_is_no_answer_to_what_was_asked_back() -> None:
    memory = waiting("annual_revenue_yen", JOINING)
    question = follow("損害が1億円のとき補償の上限はいくら?", memory, "limit", 0.9)
    assert (question.intent, question.text) == ("limit", "損害が1億円のとき補償の上限はいくら?")


@pytest.mark.parametrize("argument", ["industry", "annual_revenue_yen", "plan", "limit_set", "product", "item"])
def test_nothing_is_answered_where_nothing_of_it_is_said(argument: Argument) -> None:
    memory = waiting(argument, PRICE)
    assert memory.pending is not None
    assert not answers_pending(asked("わかりません", memory, "greeting", 0.3, False), memory.pending, SURE)


# what the question wants


@pytest.mark.parametrize("text", ["加入条件は?", "どんな会社が入れないの", "who can join?"])
def test_a_question_may_be_what_the_rules_are(text: str) -> None:
    assert follow(text, intent="eligibility").rules


@pytest.mark.parametrize("text", ["うちは条件を満たしますか", "弊社は入れますか", "can we join?"])
def test_a_question_about_the_asker_is_not(text: str) -> None:
    assert not follow(text, intent="eligibility").rules


@pytest.mark.parametrize("text", ["各種費用は1億円ですよね", "5千万まで出るはず", "It covers ransom, right?"])
def test_what_is_taken_for_granted_is_noticed(text: str) -> None:
    assert follow(text).presumes


def test_the_next_turn_is_given_what_was_understood() -> None:
    question = follow("じゃあ売上2億だと?", JOINING)
    memory = question.remembered(waiting("industry", JOINING))
    assert (memory.annual_revenue, memory.industry, memory.plan, memory.pending) == (
        "2億",
        "manufacturing",
        "paid",
        None,
    )
    assert question.remembered(JOINING, items=("身代金",)).items == ("身代金",)


# what a turn goes on from


def test_a_price_asked_of_a_firm_that_may_join_is_a_premium() -> None:
    assert follow("5億円プランならいくら?", JOINING).intent == "premium"


def test_another_firm_of_the_same_size_is_no_comparison() -> None:
    question = follow("And my sister's pet grooming business, same sales?", JOINING, "comparison", 0.92)
    assert (question.intent, question.industry, question.revenue) == ("eligibility", "life_services", "8000万")


def test_a_bare_amount_is_another_plan_where_no_revenue_was_spoken_of() -> None:
    price = Memory(intent="premium", question="弥生5億円プランの月額は?", product="yayoi", plan="paid-500m")
    assert follow("3億円のほうは?", price).plan == "paid-300m"
    assert follow("3億円のほうは?", price).revenue is None
    known = price.model_copy(update={"annual_revenue": "8000万"})
    assert follow("1億なら?", known).revenue == "1億"


def test_an_amount_of_a_loss_is_of_the_item_before() -> None:
    assert follow("仮に850万かかったら全額ですか", RANSOM, "limit", 0.9).items == ("身代金",)
    assert follow("支払いは年に1回で850円ですか", RANSOM, "payment", 0.9).items == ()
