from __future__ import annotations

import pytest

from assistant.answers import Verdict
from tests.tools.coverage.looking import group, look_up


@pytest.mark.parametrize(
    ("text", "product", "whose"),
    [
        ("よそが攻撃された", "yayoi", "よそ"),
        ("取引先がハッキングされた", "yayoi", "取引先"),
        ("友人の会社がハッキングされた場合", "yayoi", "友人"),
        ("隣の会社の情報漏えい", "sompo-pack", "隣の会社"),
        ("お客さんのパソコンがウイルスに感染した", "yayoi", "お客さん"),
        ("仕入先さんがサイバー攻撃を受けた", "yayoi", "仕入先"),
        ("親会社の情報が漏れた", "cyber-protector", "親会社"),
        ("競合他社サイトへの不正アクセス", "cyber-protector", "競合他社"),
        ("患者さんのパソコンがウイルスに感染した", "yayoi", "患者"),
        ("our supplier was hacked", "yayoi", "supplier"),
        ("a data breach at our competitor", "yayoi", "competitor"),
    ],
)
def test_what_happens_to_others_is_no_loss_of_the_firm(text: str, product: str, whose: str) -> None:
    found = group(look_up(text, product))
    assert found.facts
    assert found.verdict is None
    assert whose in found.unaddressed


@pytest.mark.parametrize(
    ("text", "product", "verdict"),
    [
        ("うちが攻撃された", "yayoi", "covered"),
        ("お客様の情報漏えい", "sompo-pack", "covered"),
        ("顧客情報の漏えい", "cyber-protector", "covered"),
        ("他社の担当者にメールを誤送信した", "yayoi", "covered"),
        ("取引先から損害賠償を請求された", "cyber-protector", "covered"),
        ("取引先が損害賠償を請求してきた", "cyber-protector", "covered"),
        ("被害を受けたお客様への見舞金", "cyber-protector", "covered"),
        ("他人の情報を漏らして損害賠償", "cyber-protector", "covered"),
        ("競合に攻撃された", "yayoi", "covered"),
        ("取引先が攻撃されて、うちもウイルスに感染した", "yayoi", "covered"),
        ("a leak of our customers' data and legal damages", "cyber-protector", "covered"),
    ],
)
def test_others_as_customers_claimants_and_attackers_are_no_obstacle(
    text: str, product: str, verdict: Verdict
) -> None:
    found = [each for item in look_up(text, product).items for each in item.products]
    assert verdict in {each.verdict for each in found}


def test_a_fact_about_others_is_about_them() -> None:
    assert group(look_up("取引先の業務が止まった", "cyber-protector")).verdict == "covered"
    assert group(look_up("委託先の情報漏えい", "cyber-protector")).verdict == "covered"


def test_what_others_are_sued_for_is_their_liability() -> None:
    assert group(look_up("親会社が損害賠償を請求された", "cyber-protector")).verdict is None
