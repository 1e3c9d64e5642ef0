from __future__ import annotations

from pathlib import Path

import pytest

from assistant.agent.passages.terms import SYNONYM, terms
from assistant.retrieval.forms import Form
from assistant.retrieval.lexical import LexicalIndex, write_lexical
from assistant.retrieval.query import analyse


def found(question: str, text: str) -> list[float]:
    form = Form.of(text)
    return [term.found(form) for term in terms(analyse(question))]


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("ねだん", "値段の一覧"),
        ("ﾈﾀﾞﾝ ｦ ｵｼｴﾃ", "ねだんの一覧"),
        ("訴えられた", "訴えたとき"),
        ("サーバーの故障", "サーバが故障した"),
        ("visa", "VISAが使えます"),
        ("漏洩", "情報の漏えい"),
    ],
)
def test_a_word_is_found_however_it_is_written(question: str, text: str) -> None:
    assert found(question, text)
    assert all(each == 1 for each in found(question, text))


def test_what_documents_write_instead_counts_less() -> None:
    assert found("弁償", "損害賠償金") == [SYNONYM]


@pytest.mark.parametrize("question", ["これは何ですか", "教えてください", "What is it?", "どうすればいいの", "?"])
def test_filler_is_no_term(question: str) -> None:
    assert terms(analyse(question)) == ()


def test_a_latin_word_stands_for_itself() -> None:
    assert found("LINEで連絡", "offline") == [0, 0]


def test_rare_words_and_names_weigh_more(tmp_path: Path) -> None:
    write_lexical(tmp_path, ["保険料の支払い", "保険料の割引", "保険料と身代金", "振り込む方法"])
    index = LexicalIndex(tmp_path)
    weights = {term.written[0]: term.weight(index) for term in terms(analyse("保険料 身代金 株価 振り込む"))}
    assert weights["株価"] > weights["身代金"] > weights["保険料"] > 0
    assert weights["身代金"] > weights["振り込"]
    assert all(0 <= weight <= 1 for weight in weights.values())
