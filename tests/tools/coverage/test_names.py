from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from assistant.tools.coverage.names import fact_names
from tests.tools.coverage.looking import BASE, BY_NAME, OWN_PRODUCTS, facts, group, look_up, one


@pytest.mark.parametrize(
    "ending", ["", "は補償されますか？", "の限度額はいくらですか", "が起きた場合、保険金は出ますか"]
)
def test_every_name_of_every_fact_finds_it(ending: str) -> None:
    missed = [
        (product, fact.id, name)
        for product, known in BASE.products.items()
        for fact in known.coverage
        for name in fact_names(fact)
        if not any((product, fact.id) in found.facts for found in BY_NAME.find(name + ending, product))
    ]
    assert missed == []


@pytest.mark.parametrize(
    ("typed", "usual"),
    [
        ("サーバー停止", "サーバ停止"),
        ("ｻｰﾊﾞｰ停止", "サーバー停止"),
        ("情報漏洩", "情報漏えい"),
        ("お見舞い金", "見舞金"),
        ("ウィルス感染", "ウイルス感染"),
        ("原因 ・ 被害範囲調査費用", "原因被害範囲調査費用"),
        ("ＩＴ業務", "it業務"),
        ("見舞金について教えて", "見舞金"),
        ("Ransom payments", "ransom payment"),
    ],
)
def test_spelling_makes_no_difference(typed: str, usual: str) -> None:
    found = [[(each.product, facts(each)) for each in one(look_up(text)).products] for text in (typed, usual)]
    assert found[0]
    assert found[0] == found[1]


def test_the_longest_name_counts() -> None:
    assert facts(group(look_up("ウイルス感染の疑い", "yayoi"))) == ["suspected-infection"]
    assert "virus-infection" in facts(group(look_up("ウイルス感染", "yayoi")))


def test_a_text_may_name_several_things() -> None:
    result = look_up("見舞金、お詫び状、身代金は対象ですか", "yayoi")
    assert [item.name for item in result.items] == ["見舞金", "お詫び状", "身代金"]
    assert [found.verdict for item in result.items for found in item.products] == [
        "conditional",
        "conditional",
        "not_covered",
    ]


def test_several_items_come_in_their_order() -> None:
    result = look_up(["身代金", "隕石の落下", "争訟費用"], "yayoi", "有料プラン")
    assert [item.item for item in result.items] == ["身代金", "隕石の落下", "争訟費用"]
    assert [len(item.products) for item in result.items] == [1, 0, 1]


@pytest.mark.parametrize(
    "text",
    [
        "新型コロナウイルスの感染で休業した",
        "ノロウイルス感染",
        "業務停止命令を受けた",
        "弁護士費用特約は付いていますか",
        "124時間対応",
        "増減収支",
        "身代金以外の費用",
        "損害賠償ではなくて別のこと",
        "anything other than ransom",
    ],
)
def test_a_name_inside_another_word_or_excluded_is_not_meant(text: str) -> None:
    for product in (None, *OWN_PRODUCTS):
        assert all(item.products == () for item in look_up(text, product).items)


@pytest.mark.parametrize(
    ("text", "product", "fact"),
    [
        ("ウイルス対策ソフト", "yayoi", "virus-infection"),
        ("アンチウイルス", "yayoi", "virus-infection"),
        ("サイバー攻撃対応費用", "chuokai", "cyber-attack-own-systems"),
        ("サイバー攻撃の有無の調査", "yayoi", "cyber-attack"),
    ],
)
def test_a_longer_name_of_another_product_is_not_taken_for_a_shorter_one(text: str, product: str, fact: str) -> None:
    assert any(known.product.id != product for known in BASE.products.values())
    assert all(fact not in facts(found) for item in look_up(text, product).items for found in item.products)
    assert any(found.facts for item in look_up(text).items for found in item.products)


def test_a_longer_name_of_the_same_thing_finds_the_shorter_one() -> None:
    assert "information-leak" in facts(group(look_up("ハッキングによる情報漏えい", "yayoi")))


NAMES = [name for known in BASE.products.values() for fact in known.coverage for name in fact_names(fact)]
AROUND = [
    "で",
    "の",
    "、",
    "地震",
    "以外",
    "は補償されますか",
    " ",
    "費用",
    "パソコン",
    "と",
    "による",
    "ノロ",
    "命令",
]
texts = st.text(max_size=40) | st.lists(st.sampled_from(NAMES) | st.sampled_from(AROUND), max_size=6).map("".join)


@hypothesis_settings(deadline=None)
@given(texts, st.sampled_from([None, *OWN_PRODUCTS, "guide"]), st.booleans())
def test_whatever_is_typed_the_answer_stays_with_the_product_and_its_facts(
    text: str, product: str | None, as_list: bool
) -> None:
    result = look_up([text] if as_list else text, product)
    assert bool(result.errors) is not bool(text.strip())
    for item in result.items:
        for found in item.products:
            assert product in (None, found.product) or found.general
            verdicts = {fact.verdict for fact in found.facts}
            assert found.verdict != "covered" or verdicts == {"covered"}
            assert found.verdict != "not_covered" or verdicts == {"not_covered"}
            assert not (found.general and found.verdict == "covered")
