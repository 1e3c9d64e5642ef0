from __future__ import annotations

from pathlib import Path

import bm25s
import pytest

from assistant.retrieval.lexical import LexicalIndex, write_lexical
from assistant.retrieval.lexical_form import grams
from assistant.retrieval.readings import in_kana, katakana_reading

TEXTS = [
    "保険料はクレジットカードで支払います。",
    "身代金は補償されません。",
    "サーバーの復旧費用",
    "VISAとJCBが使えます",
]


@pytest.fixture
def index(tmp_path: Path) -> LexicalIndex:
    write_lexical(tmp_path / "lexical", TEXTS)
    return LexicalIndex(tmp_path / "lexical")


@pytest.mark.parametrize(
    ("query", "best"),
    [
        ("みのしろきん", 1),
        ("ﾐﾉｼﾛｷﾝ", 1),
        ("サーバ", 2),
        ("ｻｰﾊﾞｰ", 2),
        ("visa", 3),
        ("ＶＩＳＡ", 3),
        ("ほけんりょう", 0),
    ],
)
def test_a_query_finds_its_text_however_it_is_written(index: LexicalIndex, query: str, best: int) -> None:
    scores, known = index.scores(query)
    assert scores.argmax() == best
    assert scores[best] > 0
    assert known > 0.5


def test_unknown_words_score_nothing_and_are_told(index: LexicalIndex) -> None:
    scores, known = index.scores("completely unrelated words")
    assert not scores.any()
    assert known == 0.0
    assert index.scores("")[1] == 0.0


def test_latin_words_are_whole() -> None:
    assert list(grams("Deep Instinct 2023")) == ["deep", "instinct", "2023"]


def test_readings_are_katakana_and_leave_the_rest() -> None:
    assert katakana_reading("身代金と漏洩, VISA\n漏えい") == "ミノシロキントロウエイ, VISA\nロウエイ"


def test_a_text_longer_than_the_tokenizer_takes_is_read() -> None:
    assert katakana_reading("あ" * 60_000) == "ア" * 60_000


@pytest.mark.parametrize(
    ("text", "kana"),
    [
        ("ほけんりょうはいくら?", True),
        ("ﾎｹﾝﾘｮｳﾊ ｲｸﾗ", True),
        ("サーバー", False),
        ("保険りょうは", False),
        ("VISAはつかえる", False),
    ],
)
def test_a_text_in_kana_only_is_recognised(text: str, kana: bool) -> None:
    assert in_kana(text) is kana


def test_the_files_are_read_as_bm25s_reads_them(index: LexicalIndex, tmp_path: Path) -> None:
    theirs = bm25s.BM25.load(tmp_path / "lexical", show_progress=False)
    assert (index.size, index.vocabulary) == (theirs.scores["num_docs"], theirs.vocab_dict)
    # two pieces of words for which documents write nothing else
    asked = "visa jcb"
    numbers = [index.vocabulary[gram] for gram in asked.split()]
    scores = theirs.get_scores_from_ids(numbers)
    assert scores.argmax() == 3
    assert index.scores(asked).scores == pytest.approx(scores, rel=1e-5)
