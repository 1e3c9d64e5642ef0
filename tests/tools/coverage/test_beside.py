from __future__ import annotations

from pathlib import Path

import pytest

from assistant.knowledge.load import load_knowledge
from assistant.retrieval.encoders import Encoder
from assistant.tools.coverage import CoverageFinder, check_coverage
from tests.corpora import write_corpus
from tests.tools.coverage.looking import BASE, OWN_PRODUCTS, facts, group, look_up, one


@pytest.mark.parametrize(
    ("text", "unaddressed"),
    [
        ("地震によるシステム停止", "地震"),
        ("従業員の故意による情報漏えい", "故意"),
        ("サイバー攻撃で自社の売上が減った", "自社の売上が減った"),
        ("ウイルス感染したパソコンは補償されますか", "したpc"),
        ("ハッカーを訴える費用", "訴える費用"),
        ("メールを誤送信してお客様の個人情報が漏れた", "してお客様の個人情報が漏れた"),
    ],
)
def test_what_the_facts_do_not_speak_of_leaves_no_verdict(text: str, unaddressed: str) -> None:
    found = group(look_up(text, "yayoi"))
    assert found.facts
    assert (found.verdict, found.unaddressed) == (None, (unaddressed,))
    assert unaddressed in (found.note or "")
    assert "約款" in (found.note or "")


@pytest.mark.parametrize(
    "text", ["身代金をビットコインで払った", "地震に便乗したランサムウェアの身代金", "身代金を犯人に渡したら戻る?"]
)
def test_a_refusal_holds_whatever_stands_beside_it(text: str) -> None:
    for product in OWN_PRODUCTS:
        assert group(look_up(text, product)).verdict == "not_covered"


def test_a_circumstance_that_a_fact_names_is_no_obstacle(tmp_path: Path) -> None:
    base = load_knowledge(write_corpus(tmp_path)).base
    for text, verdict in (("病院代", "covered"), ("旅行中の病院代", "covered"), ("地震での病院代", None)):
        assert group(check_coverage(base, text, "travel")).verdict == verdict


# words that no fact speaks of


@pytest.mark.parametrize(
    ("text", "product", "unaddressed"),
    [
        ("去年の情報漏えい", "yayoi", "去年"),
        ("海外の支店での情報漏えい", "yayoi", "海外"),
        ("元社員が起こした情報漏えい", "sompo-pack", "元社員"),
        ("株の誤発注による損害賠償", "yayoi", "株"),
        ("道路の復旧作業", "cyber-protector", "道路"),
        ("操作ミスでデータが消えた", "yayoi", "操作ミス"),
        ("暗号化していないパソコンの情報漏えい", "sompo-pack", "暗号化していない"),
        ("サイバー攻撃以外のデータ消失", "yayoi", "サイバー攻撃以外"),
        ("労働裁判の弁護士代", "yayoi", "労働裁判"),
        ("情報漏えい before the policy began", "yayoi", "before the policy"),
    ],
)
def test_another_cause_time_or_thing_leaves_no_verdict(text: str, product: str, unaddressed: str) -> None:
    found = group(look_up(text, product))
    assert found.facts
    assert found.verdict is None
    assert unaddressed in found.unaddressed


@pytest.mark.parametrize(
    ("text", "product"),
    [
        ("歯科医院の情報漏えいは大丈夫?", "yayoi"),
        ("電車の中での情報漏えい", "yayoi"),
        ("海外のハッカーによる情報漏えい", "yayoi"),
        ("社員のうっかりによる情報漏えいはいくらまで出ますか", "yayoi"),
        ("ウイルスに感染してデータが消えた", "yayoi"),
        ("補償されていないのは情報漏えいですか", "sompo-pack"),
        ("テレワーク中のウイルス感染は対象?", "yayoi"),
        ("海外で訴えられた", "cyber-protector"),
    ],
)
def test_what_says_nothing_of_the_loss_is_no_obstacle(text: str, product: str) -> None:
    assert group(look_up(text, product)).verdict in ("covered", "conditional")


def test_what_an_exclusion_names_is_said_to_be_left_out(tmp_path: Path) -> None:
    corpus = write_corpus(tmp_path)
    path = corpus / "travel" / "coverage.yaml"
    excluded = "  verdict: covered\n  exclusion: 地震によるけがは対象外です"
    path.write_text(path.read_text(encoding="utf-8").replace("  verdict: covered", excluded), encoding="utf-8")
    found = group(check_coverage(load_knowledge(corpus).base, "地震での病院代", "travel"))
    assert (found.verdict, found.unaddressed) == (None, ("地震",))
    assert "除外の定め" in (found.note or "")


def test_what_other_insurance_insures_is_no_question_about_this_one(finder: CoverageFinder) -> None:
    found = group(check_coverage(BASE, "お店の床で滑ったお客さんへの損害賠償", "yayoi", finder=finder))
    assert found.facts
    assert found.verdict is None


def test_what_this_base_insures_is_none_of_what_others_insure(tmp_path: Path, encoder: Encoder) -> None:
    base = load_knowledge(write_corpus(tmp_path)).base
    finder = CoverageFinder(base, encoder)
    for text in ("けがの治療費", "骨折の治療費用", "病院代の補償"):
        assert group(check_coverage(base, text, "travel", finder=finder)).verdict == "covered"
    for text in ("会社の倒産", "身代金"):
        assert one(check_coverage(base, text, "travel", finder=finder)).products == ()


def test_a_fact_that_speaks_of_the_circumstance_answers_in_place_of_one_that_does_not(finder: CoverageFinder) -> None:
    found = group(check_coverage(BASE, "下請けから情報が漏れた", "cyber-protector", finder=finder))
    assert facts(found) == ["leak-by-contractor"]
    assert found.verdict == "covered"
