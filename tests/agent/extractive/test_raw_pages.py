"""Answers from careless pages of another insurer: no facts, no wordings, no contacts, no marked headings."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.agent.assistant import Assistant
from assistant.agent.conversation.generic_names import generic_names
from assistant.retrieval.encoders import Encoder
from assistant.settings import Settings
from tests.agent.corpora import assistant_over
from tests.agent.talking import amounts, ask, cited, says

PRODUCTS = """
shield: {name: ビジネスシールド, aliases: [シールド], insurer: 例示損保, as_of: 2026-11-01}
kaiun: {name: サイバー保険, aliases: [組合サイバー], insurer: 例示共済, as_of: 2026-11-01}
"""
SHIELD = """\
MENU
法人のお客さま > ビジネスシールド

ビジネスシールドのサイバー保険
会社のITまわりの「まさか」に
貴社にもビジネスシールドのサイバー保険をおすすめします。

サイバー保険とは
サイバー保険は、サイバー攻撃による損害を補償する保険です。

補償の内容

フォレンジック調査費用
原因や被害範囲を専門業者が調べる費用
データ復元費用
壊れたデータを元に戻す費用
コールセンター費用
問い合わせ窓口を90日間まで設置する費用

お支払いできない主な場合
・身代金の支払い
・従業員の私物端末のみに生じた損害

プランと上限
| 従業員数 | 賠償 | 年間保険料 |
| 20人以下 | 3,000万円 | 36,000円 |
| 21人以上 | 1億円 | 96,000円 |

よくあるご質問
Q 保険料の支払い方法は
A 口座振替と請求書払いがあります。クレジットカードは使えません。毎年4月に満期を迎えます。

事故が起きたら
サイバー事故受付センター
0120-555-019
24時間365日

商品の相談
法人サポート窓口 03-5555-0110 平日9:00〜17:00
"""
KAIUN = """\
組合員のみなさまへ

組合のサイバー保険です。港湾運送・倉庫業の組合員だけが入れます。
サイバー保険の保険期間は毎年4月1日から1年間です。

自己負担額は1事故につき20万円です。

対象になる費用は次のとおりです。
・第三者への損害賠償金を支払うための費用
・弁護士に相談し、または依頼するための費用
・原因と被害の範囲を調べるための費用
・壊れたデータを元に戻すための費用
・荷役システムが止まったときの代替手段を使うための費用
・取引先へのお詫びの文書を印刷し、郵送するための費用
・被害者の方々にお渡しする見舞品を購入するための費用
・新聞やウェブサイトにお知らせを掲載するための費用
・事故の再発を防ぐための計画を専門家に立ててもらうための費用
・役所の調査に応じるための資料を作り、届け出るための費用
・被害が広がらないように、回線を切り、端末を隔離するための費用
・攻撃を受けたかどうかを確かめるために、専門の事業者に依頼する費用
・お客さまからの問い合わせを受ける窓口を設け、運営するための費用
・休日や夜間に対応した従業員の超過勤務手当に充てるための費用

お問い合わせ
組合事務局 共済課 TEL 045-555-2200
"""


@pytest.fixture(scope="module")
def pages(encoder: Encoder, settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder = tmp_path_factory.mktemp("raw-pages")
    corpus = folder / "corpus"
    for product, text in (("shield", SHIELD), ("kaiun", KAIUN)):
        (corpus / product).mkdir(parents=True)
        (corpus / product / "page.txt").write_text(text, encoding="utf-8")
    (corpus / "products.yaml").write_text(PRODUCTS, encoding="utf-8")
    opened = assistant_over(corpus, folder / "data", encoder, settings.data_dir / "vectors")
    yield opened
    opened.store.close()


def test_a_name_that_is_a_word_of_the_trade_means_no_product(pages: Assistant) -> None:
    assert generic_names(pages.search.snapshot) == {"サイバー保険"}
    answer = ask(pages, "サイバー保険の保険料はクレジットカードで払えますか")
    assert answer.outcome == "answered"
    assert says(answer, "クレジットカードは使えません")


def test_names_that_mean_one_product_stay(pages: Assistant, assistant: Assistant) -> None:
    assert not generic_names(assistant.search.snapshot)
    answer = ask(pages, "組合サイバーの自己負担は?")
    assert cited(answer) == {"kaiun"}
    assert 200_000 in amounts(answer)


def test_a_question_about_cover_gets_the_passage_and_no_verdict_of_ours(pages: Assistant) -> None:
    answer = ask(pages, "ウイルスで消えたファイルを元に戻す代金、シールドで出ますか")
    assert answer.outcome == "answered"
    assert says(answer, "壊れたデータを元に戻す費用")
    assert answer.verdict != "not_covered"


def test_what_no_passage_names_is_said_so(pages: Assistant) -> None:
    missing = "そのまま当てはまる記載は見つかりませんでした"
    assert says(ask(pages, "ビジネスシールドにはテレワーク中の端末への備えがありますか"), missing)
    assert ask(pages, "ビジネスシールドにはクーリングオフの手続きがありますか").outcome == "not_found"
    assert not says(ask(pages, "ビジネスシールドの支払い方法は?"), missing)


def test_another_product_that_names_it_is_quoted_by_its_name(pages: Assistant) -> None:
    answer = ask(pages, "組合サイバーでは身代金の扱いはどうなっていますか")
    assert says(answer, "ほかの商品の資料には")
    assert says(answer, "身代金の支払い")
    assert "shield" in cited(answer)
    assert answer.verdict is None


def test_a_sentence_that_recommends_is_not_quoted(pages: Assistant) -> None:
    answer = ask(pages, "ビジネスシールドとはどんなサイバー保険ですか")
    assert answer.outcome == "answered"
    assert not says(answer, "おすすめします")


def test_a_table_whose_rows_begin_with_figures_is_quoted(pages: Assistant) -> None:
    answer = ask(pages, "ビジネスシールド、従業員が20人以下だと賠償の上限と保険料は?")
    assert says(answer, "20人以下")
    assert {30_000_000, 36_000} <= amounts(answer)


def test_a_list_is_quoted_whole(pages: Assistant) -> None:
    answer = ask(pages, "組合サイバーで対象になる費用をすべて教えて")
    assert says(answer, "損害賠償金を支払うための費用")
    assert says(answer, "超過勤務手当に充てるための費用")


def test_an_incident_is_told_the_desk_that_the_page_names(pages: Assistant) -> None:
    answer = ask(pages, "たった今ランサムウェアにやられました。ビジネスシールドに入っています")
    assert answer.outcome == "handoff"
    assert says(answer, "0120-555-019")
    assert cited(answer) == {"shield"}


def test_a_wish_for_a_person_too(pages: Assistant) -> None:
    answer = ask(pages, "人と話したいです。組合サイバーの件")
    assert answer.outcome == "handoff"
    assert says(answer, "045-555-2200")


def test_where_contacts_are_known_no_page_is_quoted_for_them(assistant: Assistant) -> None:
    answer = ask(assistant, "担当者につないでください。弥生の件です")
    assert answer.outcome == "handoff"
    assert not answer.citations


def test_an_english_reply_explains_the_japanese_words(pages: Assistant) -> None:
    answer = ask(pages, "Can I pay the premium of ビジネスシールド by credit card?", locale="en")
    assert says(answer, "クレジットカード = credit card")
    assert says(answer, "4月 = April")
