from __future__ import annotations

import csv
from pathlib import Path
from typing import NamedTuple

import pytest

from assistant.knowledge.base import KnowledgeBase
from assistant.knowledge.eligibility import IndustryRule
from assistant.knowledge.load import load_knowledge
from assistant.retrieval.encoders import Encoder
from assistant.settings import Settings
from assistant.tools.industries import IndustryFinder, IndustryMatch
from assistant.tools.name_lists import name_file
from tests.conftest import CORPUS

EXCLUDED = {"medical_institution", "bank", "cooperative_bank"}
UNKNOWN = "unknown"
# Of the 126 held-out descriptions on odd lines, which no threshold was tuned on, 84 were right, 36 were asked back
# and 6 were wrong; of the 124 on even lines 82 were right, 40 asked back and 2 wrong.
LEAST_RIGHT = 0.62
MOST_WRONG = 0.05


class Row(NamedTuple):
    """A line of industry_names.csv, counted from 1 with the header."""

    line: int
    name: str
    industry: str
    split: str


class Named(NamedTuple):
    """A row and what it was found to be."""

    row: Row
    match: IndustryMatch

    @property
    def found(self) -> str:
        return self.match.industry or UNKNOWN

    @property
    def is_right(self) -> bool:
        return self.found == self.row.industry


def rows(split: str) -> list[Row]:
    path = Path(__file__).with_name("industry_names.csv")
    with path.open(encoding="utf-8", newline="") as file:
        every = [
            Row(line, row["name"], row["class"], row["split"]) for line, row in enumerate(csv.DictReader(file), 2)
        ]
    return [row for row in every if row.split == split]


@pytest.fixture(scope="module")
def knowledge() -> KnowledgeBase:
    return load_knowledge(CORPUS).base


@pytest.fixture(scope="module")
def by_name(knowledge: KnowledgeBase) -> IndustryFinder:
    return IndustryFinder(knowledge)


@pytest.fixture(scope="module")
def finder(knowledge: KnowledgeBase, encoder: Encoder, settings: Settings) -> IndustryFinder:
    return IndustryFinder(knowledge, encoder, name_file(settings.data_dir))


@pytest.fixture(scope="module")
def held_out(finder: IndustryFinder) -> list[Named]:
    return [Named(row, finder.find(row.name)) for row in rows("heldout")]


def test_listed_names_are_found_by_name(finder: IndustryFinder) -> None:
    found = [Named(row, finder.find(row.name)) for row in rows("listed")]
    wrong = [(each.row.name, each.found) for each in found if not each.is_right]
    assert len(wrong) <= len(found) // 100, wrong
    assert all(each.match.method != "similarity" for each in found)


def test_held_out_descriptions_that_nothing_was_tuned_on_are_right_or_asked_back(held_out: list[Named]) -> None:
    odd = [each for each in held_out if each.row.line % 2]
    wrong = [(each.row.name, each.found) for each in odd if each.match.industry and not each.is_right]
    assert sum(each.is_right for each in odd) >= LEAST_RIGHT * len(odd)
    assert len(wrong) <= MOST_WRONG * len(odd), wrong


def test_no_ordinary_trade_is_taken_for_an_excluded_one(held_out: list[Named]) -> None:
    assert [each.row.name for each in held_out if each.found in EXCLUDED and not each.is_right] == []


def test_no_excluded_trade_is_taken_for_an_ordinary_one(knowledge: KnowledgeBase, held_out: list[Named]) -> None:
    rules = [r for known in knowledge.products.values() for r in known.eligibility if isinstance(r, IndustryRule)]
    careful = {UNKNOWN, *EXCLUDED, *(industry for rule in rules for industry in rule.borderline)}
    accepted = [each.row.name for each in held_out if each.row.industry in EXCLUDED and each.found not in careful]
    assert accepted == []


def test_an_unknown_trade_comes_with_the_likeliest_classes_to_ask_about(held_out: list[Named]) -> None:
    asked = [each for each in held_out if each.match.industry is None and each.row.industry != UNKNOWN]
    offered = [each for each in asked if each.row.industry in each.match.alternatives]
    assert len(offered) >= len(asked) / 2
    assert all(len(each.match.alternatives) <= 3 for each in asked)


@pytest.mark.parametrize(
    ("text", "industry"),
    [
        ("町の歯医者", "medical_institution"),
        ("歯科です", "medical_institution"),
        ("歯科専門です", "medical_institution"),
        ("信金に勤めています", "cooperative_bank"),
        ("Web制作", "web_production"),
        ("ＷＥＢ制作", "web_production"),
        ("整骨院", "judo_therapy"),
        ("第二地銀", "bank"),
        ("SIer", "software_development"),
        ("売上8,000万円の製造業だけど入れる?", "manufacturing"),
        ("病院は加入できますか", "medical_institution"),
        ("歯科向けのサイバー保険はありますか", "medical_institution"),
        ("行政書士法人", "legal_services"),
        ("配送業務をしています", "freight_transport"),
        ("我々は建設業界の会社です", "construction"),
        ("medical_institution", "medical_institution"),
        ("医療機関(病院・診療所・歯科)", "medical_institution"),
        ("two restaurants", "restaurant"),
        ("three bakeries in Osaka", "food_retail"),
        ("insurance for a dental clinic", "medical_institution"),
        ("鍼灸クリニック", "acupuncture_massage"),
        ("we run an acupuncture clinic", "acupuncture_massage"),
        ("a shiatsu clinic in Kobe", "acupuncture_massage"),
        ("chiropractic clinic", "bodywork"),
        ("介護の仕事です", "nursing_care"),
        ("運送業者です", "freight_transport"),
    ],
)
def test_a_name_in_a_text_is_the_speakers_trade(by_name: IndustryFinder, text: str, industry: str) -> None:
    match = by_name.find(text)
    assert (match.industry, match.method) == (industry, "name")
    assert match.label is not None


@pytest.mark.parametrize(
    ("text", "industry"),
    [
        ("病院向けのシステム会社", "software_development"),
        ("クリニック専門の税理士", "accounting_tax"),
        ("歯医者さん向けのホームページ制作", "web_production"),
        ("銀行、信金向けのシステム開発", "software_development"),
        ("病院や診療所に出入りしている清掃会社", "building_security"),
        ("内科や小児科相手の税理士です", "accounting_tax"),
        ("建設業界向けのソフトウェア会社", "software_development"),
        ("病院内のカフェ", "restaurant"),
        ("病院の近くの居酒屋", "bar_izakaya"),
        ("製造業、経理は税理士に任せています", "manufacturing"),
        ("飲食店ではなく小売業です", "other_retail"),
        ("元銀行員でカフェをやっています", "restaurant"),
        ("税理士の紹介で、飲食店をやっています", "restaurant"),
        ("製造業です。銀行振込で払えますか", "manufacturing"),
        ("お客様は歯科、うちは印刷会社です", "printing_paper"),
        ("a software company for small regional hospitals", "software_development"),
        ("hospital software company", "software_development"),
        ("I own a restaurant near a hospital", "restaurant"),
    ],
)
def test_customers_and_means_are_not_the_speakers_trade(by_name: IndustryFinder, text: str, industry: str) -> None:
    assert by_name.find(text).industry == industry


@pytest.mark.parametrize(
    "sentence", ["{}", "{}です", "{}をやっています", "{}、売上8000万円", "{}です。銀行振込で払えますか"]
)
def test_every_name_of_every_class_is_found_as_that_class(
    knowledge: KnowledgeBase, by_name: IndustryFinder, sentence: str
) -> None:
    named = [(name, industry.id) for industry in knowledge.industries for name in industry.names]
    assert [name for name, industry in named if by_name.find(sentence.format(name)).industry != industry] == []


@pytest.mark.parametrize(
    ("sentence", "industry"),
    [
        ("{}向けのシステム会社", "software_development"),
        ("{}専門の税理士", "accounting_tax"),
        ("{}に納入する印刷会社", "printing_paper"),
        ("{}さんを顧客とする広告代理店です", "advertising"),
        ("{}から融資を受けた製造業", "manufacturing"),
        ("{}の隣のラーメン屋", "restaurant"),
    ],
)
def test_no_customer_of_an_excluded_trade_is_excluded(
    knowledge: KnowledgeBase, by_name: IndustryFinder, sentence: str, industry: str
) -> None:
    excluded = [name for each in knowledge.industries if each.id in EXCLUDED for name in each.names]
    japanese = [name for name in excluded if not name.isascii()]
    assert len(japanese) > 100
    assert {by_name.find(sentence.format(name)).industry for name in japanese} == {industry}


@pytest.mark.parametrize(
    "text",
    [
        "銀行振込",
        "銀行口座から引き落とせますか",
        "信用金庫の口座から払えますか",
        "郵便局から払い込めますか",
        "慰労金の支払い",
        "送信金額を間違えた",
        "通信組織の変更",
        "銀行から融資を受けています",
        "銀行員を装った電話",
        "金融機関を名乗るメールが届いた",
        "先週病院に行った",
        "病院で検査を受けた",
        "大学病院を退院しました",
        "医療機関ではありません",
        "建設業界のニュースを見た",
        "税理士に相談します",
        "学校を卒業しました",
        "a bank transfer",
        "we sell to hospitals",
        "my bank was hacked",
        "介護ソフトの会社",
        "運送保険に入っている",
        "会社の弁護士",
    ],
)
def test_a_mere_mention_is_no_trade(by_name: IndustryFinder, text: str) -> None:
    assert by_name.find(text) == IndustryMatch()


@pytest.mark.parametrize(
    "text", ["病院向けのサービスをしています", "銀行から融資を受けています", "病院で検査を受けた"]
)
def test_customers_and_means_do_not_decide_by_similarity_either(finder: IndustryFinder, text: str) -> None:
    assert finder.find(text).industry not in EXCLUDED


@pytest.mark.parametrize("text", ["歯科とカフェを経営", "カフェと歯科を経営", "飲食店、薬局、歯科をやっています"])
def test_of_several_own_trades_the_excluded_one_counts(by_name: IndustryFinder, text: str) -> None:
    match = by_name.find(text)
    assert match.industry == "medical_institution"
    assert "restaurant" in match.alternatives


@pytest.mark.parametrize("text", ["歯科をやっていて、カフェも始めました", "クリニック併設のエステサロン"])
def test_an_excluded_trade_beside_an_ordinary_one_is_asked_back(by_name: IndustryFinder, text: str) -> None:
    match = by_name.find(text)
    assert match.industry is None
    assert "medical_institution" in match.alternatives


def test_of_ordinary_trades_the_last_counts_and_the_others_are_alternatives(by_name: IndustryFinder) -> None:
    match = by_name.find("不動産屋と飲食店")
    assert (match.industry, match.alternatives) == ("restaurant", ("real_estate_agency",))


def test_names_in_ascii_count_as_whole_words_only(by_name: IndustryFinder) -> None:
    assert by_name.find("a gymnasium teacher").industry is None
    assert by_name.find("our gym").industry == "entertainment"
    assert by_name.find("bankrupt").industry is None


def test_similarity_says_how_like_and_never_which_name(finder: IndustryFinder) -> None:
    match = finder.find("お客さんの髪を切ってカラーもします")
    assert (match.industry, match.method, match.name) == ("beauty_salon", "similarity", None)
    assert match.similarity is not None
    assert 0.3 <= match.similarity <= 1


@pytest.mark.parametrize(
    "text",
    ["", "。", "こんにちは", "身代金は補償されますか", "支払い方法は?", "Does it cover legal fees?", "asdfghjkl"],
)
def test_what_names_no_trade_is_unknown(finder: IndustryFinder, text: str) -> None:
    assert finder.find(text).industry is None


def test_without_an_encoder_a_description_is_unknown(by_name: IndustryFinder) -> None:
    assert by_name.find("髪を切る仕事") == IndustryMatch()


def test_without_any_classes_everything_is_unknown(encoder: Encoder) -> None:
    assert IndustryFinder(KnowledgeBase(products={}), encoder).find("歯科です") == IndustryMatch()


@pytest.mark.parametrize(
    ("text", "industry"),
    [
        ("ｼﾞﾄﾞｳｼｬ販売", "car_retail"),
        ("ケンセツギョウをやっています", "construction"),
        ("シカイインです", "medical_institution"),
        ("ちゅうこしゃはんばい", "car_retail"),
        ("ﾋﾞｮｳｲﾝ", "medical_institution"),
        ("受託でシステム作ってる会社です", "software_development"),
        ("アパートの管理をしてる会社", "real_estate_management"),
        ("マンションの管理会社をしてて", "real_estate_management"),
        ("property mgmt firm", "real_estate_management"),
        ("for a general contractor, what does it cost?", "construction"),
        ("うち、銀行の支店の清掃を請け負ってる清掃会社なんです", "building_security"),
        ("病院の夜間の警備を受託している警備会社", "building_security"),
        ("病院をやってます。清掃は外注です", "medical_institution"),
        ("銀行の清掃を請け負っています", "building_security"),
        ("植物工場をやっています", "agriculture_forestry_fishery"),
    ],
)
def test_trades_are_found_however_they_are_written_or_worded(
    by_name: IndustryFinder, text: str, industry: str
) -> None:
    assert by_name.find(text).industry == industry


@pytest.mark.parametrize(
    "text",
    [
        "内科のクリニック向けに電子カルテを作っています",
        "事務所でコウジエンを読む",
        "いつから補償されますか",
        "社内のケンセツテキな話",
    ],
)
def test_what_only_sounds_like_a_trade_is_none(by_name: IndustryFinder, text: str) -> None:
    assert by_name.find(text).industry is None


@pytest.mark.parametrize(
    ("text", "industry"),
    [
        ("内科→内装業です", "construction_trades"),
        ("歯科じゃなくて花屋です", "other_retail"),
        ("花屋 → 歯科", "medical_institution"),
    ],
)
def test_the_trade_that_another_one_is_put_right_to_counts(by_name: IndustryFinder, text: str, industry: str) -> None:
    assert by_name.find(text).industry == industry
    assert [each.industry != industry for each in by_name.taken_back(text)] == [True]


@pytest.mark.parametrize(
    ("text", "industry"),
    [
        ("We manage condominium buildings, sales 100 million yen. Chuokai set 1, premium?", "real_estate_management"),
        ("We build houses. 1 billion yen revenue. Chuokai wide set 3 cost per year?", "construction"),
        ("ぬいぐるみを売ってます 売上は5000万円です。弥生の有料プランの保険料はいくらですか?", "other_retail"),
    ],
)
def test_a_trade_is_found_in_the_clause_that_tells_it(finder: IndustryFinder, text: str, industry: str) -> None:
    assert finder.find(text).industry == industry


def test_a_shop_is_a_store(by_name: IndustryFinder) -> None:
    assert by_name.find("a clothing shop").industry == by_name.find("a clothing store").industry is not None
