from __future__ import annotations

from pathlib import Path

import pytest

from assistant.knowledge.load import load_knowledge
from assistant.tools.coverage import check_coverage
from tests.corpora import write_corpus
from tests.tools.coverage.looking import OWN_PRODUCTS, group, look_up


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
