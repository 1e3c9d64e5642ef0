from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.agent.grounding.claims import claims, opening_claim
from assistant.agent.grounding.claims_ja import bare_answer
from assistant.knowledge.verdict_phrases import verdict_phrases
from assistant.text import normalise

POSITIVE = """
補償されます。
身代金は補償の対象です。
対象外ではありません。
補償対象外ではございません
保険金が支払われます。
見舞金は出ます。
見舞金も対象になります
補償の対象に含まれます。
見舞金の支払いが、賠償責任以外の費用として補償の対象に挙げられています。
復旧にかかわる費用も補償の対象と案内されています。
補償されますが、限度額があります。
補償の対象となっています。
情報漏えいはカバーされています。
賠償金しか補償されません。
保険を使えます。
補償されないことはありません
条件つきで補償されます
有料プラン: 補償の対象です
この保険は調査費用を補償することができます。
対象です。
Ransom is covered.
The plan covers data restoration.
Damages are not excluded.
It isn't excluded.
5億円プラン: covered
This plan does cover lawyers' fees.
Yes, data restoration costs are covered under the paid plan.
Servers on which it cannot be installed are covered.
""".strip().splitlines()
NEGATIVE = """
補償されません。
補償の対象とはなりません
対象外です
補償対象外
補償の対象にはなりません。
補償されないです
身代金は出ません。
カバーしない
カバーしません
保険金は支払われません。
支払われないです
補償の対象ではありません。
補償の対象とはされていません
補償していません
補償対象外となります。
身代金は免責事由に該当します。
補償の対象には含まれません。
対象じゃないです
補償はされません。
補償の対象外なので、ご注意ください。
海外では補償の対象になりません。
Ransom is not covered.
Ransom isn't covered.
Ransom payments are excluded.
The plan does not cover ransom.
No costs are covered under the free plan.
None of these are covered.
The free cover doesn't pay for investigation.
Ransom is never reimbursed.
Neither ransom nor fraud is covered.
無料補償: not covered
""".strip().splitlines()
OPEN = """
補償されるかどうかは約款で決まります。
補償されるとは限りません。
補償されますか?
補償の対象ですか。
対象になるか、窓口にご確認ください。
補償されるかは約款によります。
どの費用が対象かを確認してください。
実際にお支払いの対象になるかどうかは、保険会社が判断します。
支払われると前もってお約束することはできません。
必ず補償されるわけではありません。
補償される場合は、事前の承認が必要です。
補償の対象となるには、承認が必要です。
補償されるとは書かれていません。
補償されるという記載はありません。
補償の対象と断定できません。
対象外となる場合があります。
補償の対象は次のとおりです。
対象者は会員です。
割引の対象です。
補償の限度額は1億円です。
保険料のお支払いは年払のみです。
補償の可否は保険会社が判断します。
Whether it is covered depends on the policy wording.
What is covered depends on the product.
Is ransom covered?
Our sources do not say that ransom is covered.
If the claim is covered, the insurer pays.
The insurer decides whether a claim is paid.
Not all costs are covered.
No source says directly whether this is covered.
the limit of cover is 5 million yen
There is no guarantee that it will be paid.
""".strip().splitlines()
JOINING = {
    "加入できます": True,
    "加入いただけません。": False,
    "プランに入れます": True,
    "プランに入れません": False,
    "はい、入れます。": True,
    "お申し込みいただけません": False,
    "加入資格がありません": False,
    "You are eligible for it.": True,
    "You are not eligible.": False,
    "It cannot join the plan.": False,
    "Banks are ineligible.": False,
}


def signs(sentence: str) -> list[bool]:
    return [claim.positive for claim in claims(normalise(sentence)) if claim.strength != "possible"]


@pytest.mark.parametrize("sentence", POSITIVE)
def test_what_is_said_to_be_covered_is_read_so(sentence: str) -> None:
    assert set(signs(sentence)) == {True}


@pytest.mark.parametrize("sentence", NEGATIVE)
def test_what_is_said_not_to_be_covered_is_read_so(sentence: str) -> None:
    assert set(signs(sentence)) == {False}


@pytest.mark.parametrize("sentence", OPEN)
def test_what_is_asked_supposed_or_left_open_is_no_claim(sentence: str) -> None:
    assert signs(sentence) == []


@pytest.mark.parametrize(("sentence", "positive"), JOINING.items())
def test_who_can_take_a_product_out_is_read(sentence: str, positive: bool) -> None:
    assert [(claim.topic, claim.positive) for claim in claims(normalise(sentence))] == [("join", positive)]


def test_words_in_passing_are_weaker_than_a_statement() -> None:
    for sentence in (
        "補償される費用には見舞金があります",
        "補償されない費用は次のとおりです",
        "costs covered by the plan",
    ):
        assert [claim.strength for claim in claims(sentence)] == ["passing"]
    for sentence in ("補償される場合があります", "補償されるかもしれません", "it may be covered"):
        assert [claim.strength for claim in claims(sentence)] == ["possible"]


def test_a_sentence_can_say_both() -> None:
    for sentence in (
        "賠償金は補償されますが、身代金は補償されません。",
        "damages are covered, but ransom is not covered.",
    ):
        assert signs(sentence) == [True, False]


@pytest.mark.parametrize("verdict", ["covered", "not_covered"])
def test_every_listed_phrase_of_a_verdict_is_a_claim(verdict: str) -> None:
    for phrase in verdict_phrases()[verdict]:
        assert set(signs(f"費用は{phrase}。")) == {verdict == "covered"}, phrase


@pytest.mark.parametrize(
    ("sentence", "positive"),
    [
        ("有料プランで補償される費用は次のとおりです。", True),
        ("補償の対象は次のとおりです。", True),
        ("補償対象外となるのは次のものです:", False),
        ("What is not covered:", None),
        ("These are not covered:", False),
        ("支払い方法は次のとおりです。", None),
    ],
)
def test_the_sentence_before_a_list_may_say_it_of_all_items(sentence: str, positive: bool | None) -> None:
    assert opening_claim(normalise(sentence)) is positive


def test_a_bare_yes_or_no_is_told_from_an_answer_with_words() -> None:
    assert [bare_answer(text) for text in ("はい。", "yes!", "いいえ、", "no.", "はい、対象です", "")] == [
        True,
        True,
        False,
        False,
        None,
        None,
    ]


@given(st.sampled_from(["補償され", "支払われ", "カバーされ", "補償の対象にな"]), st.booleans())
def test_a_second_denial_takes_the_first_one_back(stem: str, is_noun: bool) -> None:
    stem = "補償の対象にな" if is_noun else stem
    polite, plain = ("ります", "らない") if stem.endswith("な") else ("ます", "ない")
    refused = "りません" if stem.endswith("な") else "ません"
    assert signs(f"{stem}{polite}。") == [True]
    assert signs(f"{stem}{refused}。") == [False]
    assert signs(f"{stem}{plain}ことはありません。") == [True]


@given(
    st.text(
        alphabet=st.sampled_from("補償対象外されますせんかどうか支払わ出、。はがもとので場合 notcverdisex?'"),
        max_size=50,
    )
)
def test_any_text_is_read_and_claims_stand_where_they_say(text: str) -> None:
    found = claims(normalise(text))
    assert all(0 <= claim.start < claim.end <= len(normalise(text)) for claim in found)
    assert list(found) == sorted(found, key=lambda claim: claim.start)
